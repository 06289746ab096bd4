"""What ``manage.py check`` says about the settings of ``producers``."""

from typing import Any

from django.core.checks import CheckMessage, Error, Tags, register
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.executor import MigrationExecutor
from django.utils.module_loading import import_string

from producers import conf
from producers.editions.triggers import missing as missing_counters
from producers.guards import missing_guards


@register("producers")
def every_channel_can_be_imported(app_configs: Any, **kwargs: Any) -> list[CheckMessage]:
    """producers.E001: a message channel names a class that is not there."""
    errors: list[CheckMessage] = []
    for alias, backend in conf.message_channels().items():
        try:
            import_string(backend["BACKEND"])
        except (KeyError, ImportError) as reason:
            text = f"PRODUCERS['MESSAGE_CHANNELS']['{alias}'] cannot be used: {reason}."
            errors.append(Error(text, id="producers.E001"))
    return errors


@register(Tags.database)
def every_guard_is_there(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """producers.E002: a trigger that keeps the books and the log is missing; runs with ``--database``.

    ``migrate`` asks too, before it begins: while migrations wait, guards that they bring are not missed.
    """
    return [
        Error(
            f"{guard.table} is not guarded by {guard.name} in the database {alias!r}.",
            hint="Run manage.py migrate --skip-checks.",
            id="producers.E002",
        )
        for alias in _at_rest(databases)
        for guard in missing_guards(connections[alias])
    ]


@register(Tags.database)
def every_table_counts(app_configs: Any, databases: Any = None, **kwargs: Any) -> list[CheckMessage]:
    """producers.E003: pages would be kept although a table has changed; runs with ``--database``."""
    return [
        Error(
            f"Changes of {table} are not counted in the database {alias!r}.",
            hint="Run manage.py migrate --skip-checks.",
            id="producers.E003",
        )
        for alias in _at_rest(databases)
        for table in missing_counters(connections[alias])
    ]


def _at_rest(databases: Any) -> list[str]:
    """Return the databases in which no migration waits."""
    return [alias for alias in databases or [] if not _has_migrations_waiting(connections[alias])]


def _has_migrations_waiting(connection: BaseDatabaseWrapper) -> bool:
    executor = MigrationExecutor(connection)
    return bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
