"""The browser of the portal's tests, for the shelf."""

from tests.portal.conftest import _chromium, browser, player

__all__ = ["_chromium", "browser", "player"]
