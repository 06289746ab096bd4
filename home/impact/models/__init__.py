"""The tables of the figures: frozen editions, and what was stated before."""

from home.impact.models.editions import Edition, EditionCell, EditionFigure
from home.impact.models.statements import Statement

__all__ = ["Edition", "EditionCell", "EditionFigure", "Statement"]
