"""A shop goes to another database and another store of files, whole or not at all, and says what differs.

The shop is held while it is copied: pages are served, and SQLite lets nobody else write, because the copy
keeps its write lock. What was cut is taken up where it ended, one group of tables or one file at a time.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from django.apps import apps
from django.core.files.storage import Storage
from django.db import connections, transaction

from producers.guards import missing_guards
from shop.reading.reconcile import differences
from storefront.moving.connections import empty, is_empty, set_counters, speaking_of, triggers
from storefront.moving.files import copy_files, differing_files
from storefront.moving.plain import CHUNK, Table, all_tables, tables
from storefront.moving.progress import Progress

Say = Callable[[str], None]


class NotMovedError(Exception):
    """The shop stays where it is; the text says why."""


@dataclass
class Moved:
    """What arrived, and whatever is not as it was; nothing differs when the move may count."""

    rows: int = 0
    files: int = 0
    differing: list[str] = field(default_factory=list)


def move_shop(
    source: str, target: str, stores: Mapping[str, Storage], *, migrate: Callable[[], None], say: Say
) -> Moved:
    """Copy the database ``source`` to ``target`` and all files to ``stores``; verify; return what arrived.

    ``migrate`` gives the target its tables. Raises ``NotMovedError`` before anything is copied: the source is
    no SQLite database, the target no empty PostgreSQL one, the books of the source do not agree, or it was
    written to since a move that was cut.
    """
    _check_kinds(source, target)
    progress = Progress(target)
    if not progress.has_begun:
        if not is_empty(target):
            raise NotMovedError("the new database is not empty")
        migrate()
    groups = tables()
    with transaction.atomic(using=source):  # BEGIN IMMEDIATE: nobody else writes until the end of the block
        _check_books(source, "before the move")
        _begin(target, groups, progress)
        moved = Moved(rows=sum(_copy_group(group, source, target, progress, say) for group in groups))
        moved.files = copy_files(stores, progress)
        say(f"{moved.files} files")
        _finish(target, groups)
        moved.differing = [*_compare(groups, source, target), *differing_files(stores)]
    with speaking_of(target):
        moved.differing += [f"{guard.name} is missing" for guard in missing_guards(connections[target])]
        moved.differing += [str(line) for line in differences()]
    if not moved.differing:
        progress.end()
    return moved


def _check_kinds(source: str, target: str) -> None:
    if connections[source].vendor != "sqlite":
        raise NotMovedError("a shop is moved from SQLite; PostgreSQL has its own tools, see docs/operate.md")
    if connections[target].vendor != "postgresql":
        raise NotMovedError("a shop is moved to PostgreSQL")


def _check_books(alias: str, when: str) -> None:
    with speaking_of(alias):
        found = [str(line) for line in differences()]
    if found:
        raise NotMovedError(f"{when} the books do not agree: {found[0]} ({len(found)} in all)")


def _begin(target: str, groups: list[list[Table]], progress: Progress) -> None:
    """Empty the new tables once, in one step with the note that it was done."""
    with transaction.atomic(using=target):
        if not progress.has_begun:
            empty(target, all_tables(groups))
            progress.begin()
        triggers(target, all_tables(groups), are_on=False)


def _copy_group(group: list[Table], source: str, target: str, progress: Progress, say: Say) -> int:
    """Copy tables that point at each other in one transaction, with the note of what they were."""
    prints = {table.name: table.fingerprint(source) for table in group}
    known = {table.name: progress.done(table.name) for table in group}
    if all(known.values()):
        changed = [name for name, was in known.items() if was != prints[name]]
        if changed:
            raise NotMovedError(f"{', '.join(changed)} was written to since the move began: start anew")
        return sum(count for count, _ in prints.values())
    with transaction.atomic(using=target):
        for table in group:
            _copy_rows(table, source, target)
            progress.note(table.name, *prints[table.name])
    rows = sum(count for count, _ in prints.values())
    say(f"{', '.join(table.name for table in group)}: {rows}")
    return rows


def _copy_rows(table: Table, source: str, target: str) -> None:
    rows, columns = [], table.columns
    for values in table.rows(source):
        rows.append(table.twin(**dict(zip(columns, values, strict=True))))
        if len(rows) == CHUNK:
            table.twin._base_manager.using(target).bulk_create(rows)
            rows = []
    table.twin._base_manager.using(target).bulk_create(rows)


def _finish(target: str, groups: list[list[Table]]) -> None:
    with transaction.atomic(using=target):
        triggers(target, all_tables(groups), are_on=True)
        models = [model for model in apps.get_models(include_auto_created=True) if not model._meta.proxy]
        set_counters(target, [model for model in models if model._meta.managed])


def _compare(groups: list[list[Table]], source: str, target: str) -> list[str]:
    return [
        f"{table.name}: {before[0]} rows became {after[0]}, or their hash differs"
        for table in all_tables(groups)
        if (before := table.fingerprint(source)) != (after := table.fingerprint(target))
    ]
