"""The tables of the awards."""

from home.awards.models.editions import Category, Criterion, Edition, Requirement

__all__ = ["Category", "Criterion", "Edition", "Requirement"]
