"""Makes a migration with many steps cheap: Django draws two hundred models anew at each step."""

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, groupby, pairwise

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
from django.db.migrations.state import ProjectState, StateApps

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
        drawn = _take_undrawn(self.database_operations, app_label, state)
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


class Changes(Operation):
    """Changes tables that were there, step by step, and draws their surroundings once, after the last.

    Between two steps the changed table alone is drawn: no step looks at another. ``database_operations`` are
    the steps.
    """

    def __init__(self, steps: Sequence[Operation]) -> None:
        self.database_operations = list(steps)

    def state_forwards(self, app_label: str, state: ProjectState) -> None:
        """Take all steps in the state, and draw the models once."""
        steps = self.database_operations
        drawn = _take_undrawn(steps, app_label, state)
        if drawn is not None:
            state.apps = drawn
            tables = {(app_label, _table(step)) for step in steps}
            state.reload_models(tables, delay=not any(map(_may_relate, steps)))

    def database_forwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the steps."""
        states = self._states(app_label, from_state)
        for step, (before, after) in zip(self.database_operations, pairwise(states), strict=True):
            step.database_forwards(app_label, schema_editor, before, after)

    def database_backwards(
        self,
        app_label: str,
        schema_editor: BaseDatabaseSchemaEditor,
        from_state: ProjectState,
        to_state: ProjectState,
    ) -> None:
        """Take the steps back, the last one first."""
        states = self._states(app_label, to_state)[::-1]
        for step, (after, before) in zip(self.database_operations[::-1], pairwise(states), strict=True):
            step.database_backwards(app_label, schema_editor, after, before)

    def _states(self, app_label: str, first: ProjectState) -> list[ProjectState]:
        """Return a state before each step and one after the last, drawn in this order.

        SQLite builds a table anew with its columns in the order in which their fields were drawn.
        """
        states = [first]
        for step in self.database_operations:
            state = states[-1].clone()
            drawn = _take_undrawn([step], app_label, state)
            if drawn is not None:
                state.apps = drawn
                state._reload({(app_label, _table(step))})
            states.append(state)
        return states

    def describe(self) -> str:
        """Say what each step does."""
        return "; ".join(step.describe() for step in self.database_operations)


def at_once(steps: Iterable[Operation]) -> list[Operation]:
    """Return the steps of a migration in two: those on its new tables as one, and then all others as one.

    None passes a step that is about more than one table, such as ``RunPython``.
    """
    parts = groupby(steps, _is_of_a_table)
    return list(chain.from_iterable(_parted(part) if is_moved else part for is_moved, part in parts))


def _take_undrawn(steps: Iterable[Operation], app_label: str, state: ProjectState) -> StateApps | None:
    """Take steps in a state without drawing a model; return what was drawn before, if anything was."""
    drawn: StateApps | None = state.__dict__.pop("apps", None)
    for step in steps:
        step.state_forwards(app_label, state)
    return drawn


def _is_of_a_table(step: Operation) -> bool:
    return isinstance(step, OF_TABLES)


def _may_relate(step: Operation) -> bool:
    return isinstance(step, AlterField) or (isinstance(step, AddField) and step.field.is_relation)


def _parted(part: Iterable[Operation]) -> Iterator[Operation]:
    steps = list(part)
    new = {step.name_lower for step in steps if isinstance(step, CreateModel)}
    of_new = [step for step in steps if isinstance(step, OF_NEW_TABLES) and _table(step) in new]
    others = [step for step in steps if step not in of_new]
    if of_new:
        yield NewTables(of_new)
    if others:
        yield Changes(others)


def _table(step: Operation) -> str:
    name: str = getattr(step, "model_name_lower", None) or step.name_lower
    return name
