"""The lines of the editors' board that are about the exhibition."""

from collections.abc import Callable
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from home.exhibition.models import Room, Work
from producers.domain.shown import shown
from producers.editor_board import BoardItem, Column, Seen, add_board_item

FIRST = 3


def draft_works() -> Seen:
    """Works that nobody has published."""
    return _seen(Work.objects.filter(live=False).order_by("pk"))


def hidden_works() -> Seen:
    """Works that are published and that nobody sees: the page of their maker is not shown."""
    seen = Work.objects.public().values("pk")
    return _seen(Work.objects.filter(live=True).exclude(pk__in=seen).order_by("pk"))


def empty_rooms() -> Seen:
    """Public rooms in which the public sees nothing."""
    hung = Work.objects.public().values("hangings__room")
    return _seen(Room.objects.public().exclude(pk__in=hung.exclude(hangings__room=None)).order_by("pk"))


def _seen(rows: "QuerySet[Any]") -> Seen:
    count = rows.count()
    base = f"wagtailsnippets_tiwizi_exhibition_{rows.model._meta.model_name}"
    first = [
        (shown(one.title, "fr", one.original_language).text, reverse(f"{base}:edit", args=[one.pk]))
        for one in (rows[:FIRST] if count else ())
    ]
    return Seen(count, first, reverse(f"{base}:list"))


def _may(model: str) -> Callable[[Any], bool]:
    return lambda user: bool(user.has_perm(f"tiwizi_exhibition.change_{model}"))


def add_lines() -> None:
    """Name them; for ``AppConfig.ready``."""
    for code, column, label, look, model in (
        ("draft_works", Column.WAITS, _("Works that are not public"), draft_works, "work"),
        ("hidden_works", Column.STALE, _("Works whose maker is no longer shown"), hidden_works, "work"),
        ("empty_rooms", Column.STALE, _("Rooms in which nothing hangs"), empty_rooms, "room"),
    ):
        add_board_item(BoardItem(code, column, label, look, _may(model)))
