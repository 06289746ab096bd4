"""A browser for the tests of the door: the portal's own."""

from tests.portal.conftest import player

__all__ = ["player"]
