"""A person goes from every table that the list of what is personal names. Keys and amounts stay."""

from datetime import datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.personal import Person, Personal, Way
from producers.models import Message
from producers.personal import erasers, personal_tables
from producers.reading.persons import files_of, rows_of

GOES = (Way.BLANK, Way.DELETE)


def erase_person(person: Person, *, actor: Actor, now: datetime | None = None) -> dict[str, int]:
    """Blank or delete her rows in every listed table; return how many by table.

    What is listed as kept stays, and what has an action of its own is left to it. Files go first, outside of
    the transaction: cut in between, the rows still say what is to be deleted, and whoever repeats it
    finishes it. Repeating it changes nothing.
    """
    for eraser in erasers():
        eraser(person, actor)
    for table in personal_tables():
        if table.way in GOES:
            for file in files_of(table, person):
                file.storage.delete(str(file.name))
    return _erase(person, actor, now or timezone.now())


@transaction.atomic(durable=True)
def _erase(person: Person, actor: Actor, at: datetime) -> dict[str, int]:
    _stop_letters(person)
    counts: dict[str, int] = {}
    for table in personal_tables():
        if table.way in GOES and (count := _go(table, person)):
            counts[table.model] = counts.get(table.model, 0) + count
    _log(person, actor, counts)
    return counts


def _go(table: Personal, person: Person) -> int:
    rows = rows_of(table, person)
    if table.way is Way.BLANK:
        return int(rows.update(**table.emptied()))
    return int(rows.delete()[1].get(table.model, 0))


def _stop_letters(person: Person) -> None:
    """What waits to be sent to her is not sent empty, but never."""
    for table in personal_tables():
        if table.model == Message._meta.label:
            waiting = rows_of(table, person).filter(state=Message.State.WAITING)
            waiting.update(state=Message.State.FAILED)


def _log(person: Person, actor: Actor, counts: dict[str, int]) -> None:
    """One act for each thing that was hers, by its key: the log says that it happened and to which rows."""
    kinds: dict[str, tuple[Any, tuple[int, ...]]] = {
        "users": (get_user_model(), person.users),
        "organisations": (apps.get_model("tiwizi_producers.Organisation"), person.organisations),
    }
    for model, keys in kinds.values():
        for key in keys:
            record(verb="person.erased", row=model(pk=key), actor=actor, after={"rows": counts})
