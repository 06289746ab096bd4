"""The tables of stands: which an event offers, and who asks for one. Live, in no draft."""

from home.stands.models.applications import StandApplication
from home.stands.models.offers import StandOffer

__all__ = ["StandApplication", "StandOffer"]
