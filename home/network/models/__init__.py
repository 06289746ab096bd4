"""Rows of the network."""

from home.network.models.listings import Block, Listing, Talk

__all__ = ["Block", "Listing", "Talk"]
