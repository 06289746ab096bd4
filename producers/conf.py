"""The settings of ``producers``: one dict, ``PRODUCERS``. Nothing else in the app reads settings."""

from collections.abc import Mapping
from typing import Any, Literal, TypedDict, cast

from django.conf import settings

MapView = Literal["stars", "outlines", "none"]


class Backend(TypedDict, total=False):
    """A part that can be replaced: the dotted path of a class and what it is built with."""

    BACKEND: str
    OPTIONS: dict[str, Any]


def message_channels() -> Mapping[str, Backend]:
    """Return the message channels by alias; mails go by ``email``."""
    return cast(Mapping[str, Backend], _read("MESSAGE_CHANNELS", {"console": {"BACKEND": CONSOLE}}))


def map_view() -> MapView:
    """Return how the directory draws the country: stars, outlines of regions, or no map."""
    return cast(MapView, _read("MAP", "stars"))


def site_url() -> str:
    """Return the public address of the site, without a slash at the end."""
    url = getattr(settings, "SITE_URL", "") or getattr(settings, "WAGTAILADMIN_BASE_URL", "")
    return str(url).rstrip("/")


CONSOLE = "producers.channels.console.Console"


def _read(key: str, default: object) -> object:
    return getattr(settings, "PRODUCERS", {}).get(key, default)
