"""The tables of the agenda."""

from home.events.models.events import Event, Exhibitor, Series, Session, Theme

__all__ = ["Event", "Exhibitor", "Series", "Session", "Theme"]
