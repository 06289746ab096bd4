"""What stands in no export: made from the list of what is personal, and of what a page says to everybody."""

import re
import zipfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from typing import Any

from django.apps import apps
from django.db.models import Model
from i18nfield.strings import LazyI18nString

from producers.personal import personal_tables

# Personal, and said on a page that everybody may read: of makers who sell and of what they make. Whoever adds
# a column here says that partners may have it.
OPEN: Mapping[str, str] = {
    "tiwizi_producers.Organisation": "name slug sentence search_text province commune place_name "
    "legal_name legal_number legal_contact",
    "tiwizi_producers.Picture": "files alt credit",
    "tiwizi_producers.ProducerPage": "story",
    "tiwizi_shop.Product": "name slug summary description care",
    "tiwizi_shop.Variant": "sku name",
    "tiwizi_home.StoryPage": "summary body",
    "wagtailcore.Page": "title draft_title slug url_path seo_title search_description",
}
# They repeat what stands in other tables, which are asked themselves.
COPIES = ("wagtailsearch.", "wagtailcore.ReferenceIndex", "wagtailcore.Revision", "tiwizi_shop.SearchRow",
          "tiwizi_shop.Listing", "tiwizi_shop.Invoice.", "tiwizi_shop.ExportRow",
          "tiwizi_producers.SearchRow")  # fmt: skip
SECRETS = ("token", "secret", "digest", "code_hash", "attempt")
PLACES = {"Casablanca"}
"""Towns are in addresses of buyers and in lists of towns."""
SHORTEST = 5
"""Shorter values stand in texts by chance: ``fr``, ``MA-06``."""


def private_words() -> dict[str, str]:
    """Return every value of a personal column, and every secret, that is in the database now; with where."""
    found, public = dict(_secrets()), set()
    for table in personal_tables():
        model = apps.get_model(table.model)
        for name in table.fields:
            if name in OPEN.get(table.model, "").split():
                public |= set(_values(model, name))
            elif not f"{table.model}.".startswith(COPIES):
                found |= dict.fromkeys(_values(model, name), f"{table.model}.{name}")
    known = public | PLACES
    return {word: where for word, where in found.items() if len(word) >= SHORTEST and word not in known}


def _secrets() -> Iterator[tuple[str, str]]:
    for model in apps.get_models():
        names = {field.name for field in model._meta.get_fields() if hasattr(field, "attname")}
        for name in names.intersection(SECRETS):
            yield from ((word, f"{model._meta.label}.{name}") for word in _values(model, name))


def _values(model: type[Model], name: str) -> Iterator[str]:
    for value in model._default_manager.values_list(name, flat=True):
        yield from _texts(value)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, LazyI18nString):
        value = value.data
    if isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, str):
        yield value.strip()


def readable(content: bytes) -> str:
    """Return all that can be read in a file: also what lies packed in it."""
    if not content.startswith(b"PK\x03\x04"):
        return content.decode("utf-8", errors="replace")
    with zipfile.ZipFile(BytesIO(content)) as packed:
        return "\n".join(readable(packed.read(name)) for name in packed.namelist())


def leaks(text: str, words: Mapping[str, str]) -> dict[str, str]:
    """Return which of the words stand in a text, each by itself: not as a part of another word."""
    there = {word: where for word, where in words.items() if word in text}
    return {
        word: where for word, where in there.items() if re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text)
    }
