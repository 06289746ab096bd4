"""The settings of ``producers``: one dict, ``PRODUCERS``. Nothing else in the app reads settings."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any, Literal, TypedDict, cast

from django.conf import global_settings, settings
from django.core.files.storage import FileSystemStorage, Storage, storages

MapView = Literal["stars", "outlines", "none"]


class Backend(TypedDict, total=False):
    """A part that can be replaced: the dotted path of a class and what it is built with."""

    BACKEND: str
    OPTIONS: dict[str, Any]


def message_channels() -> Mapping[str, Backend]:
    """Return the message channels by alias: mails go by ``email``, what is for a phone by ``message``."""
    return cast(Mapping[str, Backend], _read("MESSAGE_CHANNELS", CHANNELS))


def translator() -> Backend:
    """Return the service that suggests translations; unless one is set up it suggests nothing."""
    return cast(Backend, _read("TRANSLATOR", {"BACKEND": "producers.translators.none.NoTranslator"}))


def operators() -> tuple[str, ...]:
    """Return the e-mail addresses that are told what operators have to know, beside the operators' own."""
    return tuple(cast(Iterable[str], _read("OPERATORS", ())))


def language() -> str:
    """Return the language of the site, in which its operators are told things."""
    return str(settings.LANGUAGE_CODE)


def is_demo() -> bool:
    """Return whether letters say that people and products are made up."""
    return bool(_read("IS_DEMO", getattr(settings, "IS_DEMO", False)))


def private_storage() -> Storage:
    """Return where papers go that no address serves: the storage named by ``PRIVATE_STORAGE``."""
    return storage_apart(str(_read("PRIVATE_STORAGE", "private")))


def storage_apart(alias: str) -> Storage:
    """Return a storage by its alias; without one, a folder beside the media, never inside them."""
    if alias in settings.STORAGES:
        return storages[alias]
    return FileSystemStorage(location=Path(settings.MEDIA_ROOT).resolve().parent / "private", base_url=None)


def prepares_statements() -> bool:
    """Return whether PostgreSQL may keep plans for a connection; not where a pool shares connections."""
    return bool(_read("PREPARE_STATEMENTS", default=True))


def help_phone() -> str:
    """Return the number, with its country code, that people in the portal call for help; empty for none."""
    return str(_read("HELP_PHONE", ""))


def message_days() -> int:
    """Return for how many days the words of a letter that was sent are kept."""
    return int(cast(int, _read("MESSAGE_DAYS", 365)))


def report_days() -> int:
    """Return for how many days reports of visitors are kept."""
    return int(cast(int, _read("REPORT_DAYS", 730)))


def page_memory() -> int:
    """Return how many bytes of finished pages each worker keeps."""
    return int(cast(int, _read("PAGE_MEMORY", 8 * 1024 * 1024)))


def map_view() -> MapView:
    """Return how the directory draws the country: stars, outlines of regions, or no map."""
    return cast(MapView, _read("MAP", "stars"))


def languages() -> tuple[str, ...]:
    """Return the codes of the languages that the site speaks.

    A project that lists none speaks its own only, not the hundred that Django knows.
    """
    listed = getattr(settings, "WAGTAIL_CONTENT_LANGUAGES", None) or settings.LANGUAGES
    if listed == global_settings.LANGUAGES:
        return (settings.LANGUAGE_CODE,)
    return tuple(code for code, _ in listed)


def site_url() -> str:
    """Return the public address of the site, without a slash at the end."""
    url = getattr(settings, "SITE_URL", "") or getattr(settings, "WAGTAILADMIN_BASE_URL", "")
    return str(url).rstrip("/")


CHANNELS: Mapping[str, Backend] = {
    "email": {"BACKEND": "producers.channels.email.Email"},
    "message": {"BACKEND": "producers.channels.console.Console"},
}


def _read(key: str, default: object) -> object:
    return getattr(settings, "PRODUCERS", {}).get(key, default)
