"""Pages that an editor publishes."""

from home.models.pages import HomePage

__all__ = ["HomePage"]
