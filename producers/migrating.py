"""Makes a migration with many new tables cheap: Django draws two hundred models anew at each step."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby

from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelOptions,
    CreateModel,
    RemoveConstraint,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ProjectState

OF_NEW_TABLES = (CreateModel, AddField, AddConstraint, AddIndex)
OF_TABLES = (*OF_NEW_TABLES, AlterField, AlterModelOptions, RemoveConstraint)


class NewTables(Operation):
    """Makes tables, with all that the steps after it add to them, as they are in the end.

    The database is told less and ends up the same. ``database_operations`` are the steps, as they would be
    told one by one: each is a ``CreateModel``, or adds to a table made by one of them.
    """

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.database_operations = list(steps)

    @property
    def models(self) -> list[CreateModel]:
        """The tables, in the order in which they are made."""
        return [step for step in self.database_operations if isinstance(step, CreateModel)]

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Take all steps in the state, and draw the models once."""
        drawn = state.__dict__.pop("apps", None)
        for step in self.database_operations:
            step.state_forwards(app_label, state)
        if drawn is not None:
            state.apps = drawn
            state.reload_models({(app_label, model.name_lower) for model in self.models}, delay=False)

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Make each table as the last step leaves it."""
        for model in self.models:
            model.database_forwards(app_label, schema_editor, from_state, to_state)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Drop the tables, the last one first."""
        for model in reversed(self.models):
            model.database_backwards(app_label, schema_editor, from_state, to_state)

    def describe(self) -> str:
        """Name the tables for ``migrate --plan``."""
        return f"Create models {', '.join(model.name for model in self.models)}"


def at_once(steps: Iterable[Operation]) -> list[Operation]:
    """Return the steps of a migration with those on its new tables first and as one.

    Steps on tables that were there come after them, in their order. None passes a step that is about more
    than one table, such as ``RunPython``.
    """
    parts = groupby(steps, _is_of_a_table)
    return list(chain.from_iterable(_parted(part) if is_moved else part for is_moved, part in parts))


def _is_of_a_table(step: Operation) -> bool:
    return isinstance(step, OF_TABLES)


def _parted(steps: Iterable[Operation]) -> Iterator[Operation]:
    steps = list(steps)
    new = {step.name_lower for step in steps if isinstance(step, CreateModel)}
    of_new = [step for step in steps if isinstance(step, OF_NEW_TABLES) and _table(step) in new]
    if of_new:
        yield NewTables(of_new)
    yield from (step for step in steps if step not in of_new)


def _table(step: Operation) -> str:
    name: str = step.name_lower if isinstance(step, CreateModel) else step.model_name_lower
    return name
