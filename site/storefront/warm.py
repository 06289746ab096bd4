"""What a web server does before it lets workers go: whatever each of them would do at its first page.

What is there before they part is there once, in memory that they share, and none of them is slow at first.
"""

import logging
from collections.abc import Iterable
from pathlib import Path
from threading import Thread

from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connections
from django.template import TemplateDoesNotExist, TemplateSyntaxError, engines
from django.urls import get_resolver
from django.utils import translation

from shop.models import Listing
from shop.reading.facet_index import shelf

log = logging.getLogger(__name__)
APPS = ("tiwizi_producers", "tiwizi_shop", "tiwizi_home")
SHARED = ("elements", "includes", "blocks")
"""Folders of the parts that pages are put together from."""
OFTEN_READ = ("fr", "ar")
SOON_READ = 500_000
"""Rows of the catalogue that are read in about a second: more would keep visitors waiting at a start."""


def warm_up() -> None:
    """Before workers are forked: read addresses, words, templates, and the index of a small catalogue.

    A database that is away or not yet migrated stops nothing. No connection is left open, since processes
    cannot share one.
    """
    for code in OFTEN_READ:
        with translation.override(code):
            get_resolver()._populate()  # once a language
            translation.gettext("Cart")
    for name in _templates():
        _compile(name)
    try:
        if Listing.objects.count() <= SOON_READ:
            shelf.fill()
    except DatabaseError as reason:
        log.warning("The index of the catalogue is read later: %s", reason)
    finally:
        connections.close_all()


def warm_worker() -> None:
    """In each worker, while it answers already: read the index where that was too long before."""
    if not shelf.is_filled:
        Thread(target=_fill, name="index", daemon=True).start()


def _fill() -> None:
    try:
        shelf.fill()
    except DatabaseError as reason:
        log.warning("The index of the catalogue is read at the first list: %s", reason)
    finally:
        connections.close_all()


def _templates() -> Iterable[str]:
    """Return the pages for readers and the parts of all pages; the portal's come when asked for."""
    folders = [Path(apps.get_app_config(label).path) / "templates" for label in APPS]
    for folder in (*folders, Path(settings.TEMPLATES[0]["DIRS"][0])):
        for path in sorted(folder.rglob("*.html")):
            name = path.relative_to(folder)
            if len(name.parts) < 3 or name.parts[1] in SHARED:
                yield name.as_posix()


def _compile(name: str) -> None:
    try:
        engines["django"].get_template(name)
    except (TemplateDoesNotExist, TemplateSyntaxError) as reason:  # whoever asks for its page is told
        log.warning("A template is read later: %s", reason)
