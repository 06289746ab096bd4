"""Rows of the network."""

from home.network.models.listings import Block, Listing, Talk
from home.network.models.purchases import Pledge, Purchase

__all__ = ["Block", "Listing", "Pledge", "Purchase", "Talk"]
