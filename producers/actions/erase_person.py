"""A person goes from every table that the list of what is personal names. Keys and amounts stay."""

from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import connection, transaction
from django.db.models import Q

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.personal import Person, Personal, Way
from producers.models import Message
from producers.personal import erasers, personal_tables
from producers.reading.persons import files_of, rows_of

GOES = (Way.BLANK, Way.DELETE)


def erase_person(person: Person, *, actor: Actor) -> dict[str, int]:
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
    counts = _erase(person, actor)
    _compact_index()
    return counts


@transaction.atomic(durable=True)
def _erase(person: Person, actor: Actor) -> dict[str, int]:
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
    """What waits to be sent to her is never sent. What waits for others and names her is, and goes later."""
    hers = Q(pk__in=[])
    for address in person.recipients:
        hers |= Q(recipient__iexact=address)
    Message.objects.filter(hers, state=Message.State.WAITING).update(state=Message.State.FAILED)


def _log(person: Person, actor: Actor, counts: dict[str, int]) -> None:
    """One act for each thing that was hers, by its key: the log says that it happened and to which rows."""
    kinds: dict[str, tuple[Any, tuple[int, ...]]] = {
        "users": (get_user_model(), person.users),
        "organisations": (apps.get_model("tiwizi_producers.Organisation"), person.organisations),
    }
    for model, keys in kinds.values():
        for key in keys:
            record(verb="person.erased", row=model(pk=key), actor=actor, after={"rows": counts})


def _compact_index() -> None:
    """SQLite's search index keeps what was deleted from it until it is merged."""
    index = "wagtailsearch_indexentry_fts"
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and index in connection.introspection.table_names(cursor):
            cursor.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")  # noqa: S608  no input
