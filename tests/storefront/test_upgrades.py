"""Migrations run while the release before still writes: each leaves old code a schema that it can live in.

Old code names every column that it knows and no other. So a migration adds; it takes nothing away that the
release before reads, and asks for nothing that the release before does not write. What has to go, goes one
release after the code that used it. A step that breaks the rule stands in ``KNOWN`` with its reason.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.apps import apps
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import ModelState, ProjectState
from django.db.models.fields import NOT_PROVIDED

# The first release starts with these: what came before was never live beside older code.
FIRST_RELEASE = {"tiwizi_home": 4, "tiwizi_producers": 15, "tiwizi_shop": 30}
KNOWN: dict[str, str] = {
    "tiwizi_shop.0047_invoices_of_advances: AddConstraint invoice tiwizi_one_advance_of_a_part: "
    "old code may write what it refuses": "it is about a kind of invoice that old code does not know",
    "tiwizi_shop.0047_invoices_of_advances: AddConstraint invoice tiwizi_credit_note_corrects: "
    "old code may write what it refuses": "it allows what it allowed, and a kind more",
}
"""By "app.migration: fault" why old code lives with it all the same."""
TAKES_AWAY = (
    migrations.RemoveField,
    migrations.DeleteModel,
    migrations.RenameField,
    migrations.RenameModel,
    migrations.AlterModelTable,
)
Added = set[tuple[str, str]]


def faults_of(migration: migrations.Migration, state: ProjectState) -> Iterator[str]:
    """Yield what old code could not live with; ``state`` is moved on through the migration."""
    made: set[str] = set()
    added: Added = set()
    removed: dict[str, models.BaseConstraint] = {}
    for operation in migration.operations:
        inside = getattr(operation, "database_operations", [operation])
        before = state.clone()
        operation.state_forwards(migration.app_label, state)
        for each in inside:
            if isinstance(each, migrations.CreateModel):
                made.add(each.name_lower)
            name = getattr(each, "model_name", getattr(each, "name", "")).lower()
            if isinstance(each, migrations.RemoveConstraint):
                removed[each.name] = before.models[migration.app_label, name].get_constraint_by_name(
                    each.name
                )
            if isinstance(each, migrations.AddField):
                added.add((name, each.name))
            if name not in made:
                yield from fault_of(each, before.models.get((migration.app_label, name)), added, removed)


def fault_of(
    operation: Operation, before: ModelState | None, added: Added, removed: dict[str, models.BaseConstraint]
) -> Iterator[str]:
    """Yield what is wrong with one step on a table that old code knows."""
    what = " ".join(
        str(word)
        for word in (type(operation).__name__, getattr(operation, "model_name", ""), name_of(operation))
        if word
    )
    if isinstance(operation, TAKES_AWAY):
        yield f"{what}: old code reads it"
    elif isinstance(operation, migrations.AddField):
        if not may_be_left_out(operation.field):
            yield f"{what}: old code does not write it"
    elif isinstance(operation, migrations.AlterField):
        if (operation.model_name.lower(), operation.name) not in added and before is not None:
            yield from (f"{what}: {why}" for why in narrower(operation.field, before.fields[operation.name]))
    elif isinstance(operation, migrations.AddConstraint):
        new = operation.constraint
        is_of_new = any((operation.model_name.lower(), name) in added for name in names_in(new))
        if not is_of_new and not is_wider(new, removed.get(new.name)):
            yield f"{what}: old code may write what it refuses"


def name_of(operation: Operation) -> str:
    constraint = getattr(operation, "constraint", None)
    return constraint.name if constraint is not None else getattr(operation, "name", "")


def is_wider(new: models.BaseConstraint, old: models.BaseConstraint | None) -> bool:
    """Say whether a list of what a column may hold has only become longer."""
    sides = [getattr(each, "condition", None) for each in (old, new)]
    if not all(isinstance(side, models.Q) and len(side.children) == 1 for side in sides):
        return False
    (had, few), (has, many) = (side.children[0] for side in sides)
    return had == has and had.endswith("__in") and set(few) <= set(many)


def may_be_left_out(field: models.Field) -> bool:
    """Say whether a row is written without naming this column."""
    return field.many_to_many or field.null or field.db_default is not NOT_PROVIDED


def narrower(new: models.Field, old: models.Field) -> Iterator[str]:
    """Yield what a column no longer takes."""
    if old.null and not new.null and new.db_default is NOT_PROVIDED:
        yield "NULL is refused"
    if (new.max_length or 10**9) < (old.max_length or 10**9):
        yield "it is shorter"
    if new.get_internal_type() != old.get_internal_type():
        yield "it is of another type"
    if new.unique and not old.unique:
        yield "it is unique"
    if old.db_default is not NOT_PROVIDED and new.db_default is NOT_PROVIDED and not new.null:
        yield "its default goes"


def names_in(constraint: models.BaseConstraint) -> set[str]:
    """Return the fields that a constraint speaks of."""
    return set(getattr(constraint, "fields", ())) | {
        str(name).split("__")[0] for name in words_of(getattr(constraint, "condition", None))
    }


def words_of(node: object) -> Iterator[str]:
    if isinstance(node, models.Q):
        for child in node.children:
            yield from words_of(child)
    elif isinstance(node, tuple):
        yield node[0]


def every_migration() -> Iterator[tuple[migrations.Migration, ProjectState]]:
    """Yield our migrations in their order, each with the state that it starts from, to be moved on."""
    loader = MigrationLoader(None)
    state = ProjectState(real_apps=loader.unmigrated_apps)
    nodes = [key for leaf in loader.graph.leaf_nodes() for key in loader.graph.forwards_plan(leaf)]
    for key in dict.fromkeys(nodes):
        migration = loader.graph.nodes[key]
        if key[0] in FIRST_RELEASE:
            yield migration, state
        else:
            migration.mutate_state(state, preserve=False)


@pytest.mark.django_db
def test_the_release_before_lives_with_every_migration():
    found = {
        f"{migration.app_label}.{migration.name}: {fault}"
        for migration, state in every_migration()
        for fault in faults_of(migration, state)
        if int(migration.name[:4]) > FIRST_RELEASE[migration.app_label]
    }
    assert found == set(KNOWN)


def test_the_first_release_is_there():
    for app, number in FIRST_RELEASE.items():
        folder = Path(apps.get_app_config(app).path) / "migrations"
        assert [path.name for path in folder.glob(f"{number:04}_*.py")], app


TABLE = migrations.CreateModel(
    "Thing",
    [
        ("id", models.BigAutoField(primary_key=True)),
        ("name", models.CharField(max_length=20)),
        ("note", models.CharField(max_length=20, null=True)),
        ("kind", models.CharField(max_length=20, db_default="a")),
    ],
    options={"constraints": [models.CheckConstraint(condition=models.Q(kind__in=["a", "b"]), name="kind")]},
)


def a_constraint(*kinds: str) -> list[Operation]:
    new = models.CheckConstraint(condition=models.Q(kind__in=list(kinds)), name="kind")
    return [migrations.RemoveConstraint("thing", "kind"), migrations.AddConstraint("thing", new)]


BAD = {
    "RemoveField": [migrations.RemoveField("thing", "note")],
    "RenameField": [migrations.RenameField("thing", "note", "remark")],
    "DeleteModel": [migrations.DeleteModel("Thing")],
    "RenameModel": [migrations.RenameModel("Thing", "Object")],
    "AlterModelTable": [migrations.AlterModelTable("thing", "other")],
    "does not write it": [migrations.AddField("thing", "size", models.IntegerField(default=1))],
    "NULL is refused": [migrations.AlterField("thing", "note", models.CharField(max_length=20))],
    "shorter": [migrations.AlterField("thing", "name", models.CharField(max_length=10))],
    "another type": [migrations.AlterField("thing", "name", models.IntegerField())],
    "unique": [migrations.AlterField("thing", "name", models.CharField(max_length=20, unique=True))],
    "its default goes": [migrations.AlterField("thing", "kind", models.CharField(max_length=20))],
    "AddConstraint": [
        migrations.AddConstraint("thing", models.UniqueConstraint(fields=["name"], name="one_name"))
    ],
    "AddConstraint thing kind": a_constraint("a"),
    "old code reads it": [
        migrations.SeparateDatabaseAndState([migrations.RemoveField("thing", "note")], state_operations=[])
    ],
}
GOOD = {
    "null": [migrations.AddField("thing", "size", models.IntegerField(null=True))],
    "default of the database": [migrations.AddField("thing", "size", models.IntegerField(db_default=1))],
    "many": [migrations.AddField("thing", "others", models.ManyToManyField("app.Thing"))],
    "longer": [migrations.AlterField("thing", "name", models.CharField(max_length=40))],
    "wider": a_constraint("a", "b", "c"),
    "of a new column": [
        migrations.AddField("thing", "size", models.IntegerField(null=True)),
        migrations.AddConstraint(
            "thing", models.CheckConstraint(condition=models.Q(size__gt=0), name="size_above_zero")
        ),
    ],
    "table": [migrations.CreateModel("Other", [("id", models.BigAutoField(primary_key=True))])],
}


def said_of(operations: list[Operation]) -> list[str]:
    state = ProjectState()
    TABLE.state_forwards("app", state)
    migration = migrations.Migration("0002_x", "app")
    migration.operations = operations
    return list(faults_of(migration, state))


@pytest.mark.parametrize("why", BAD)
def test_what_old_code_could_not_live_with_is_named(why):
    assert [why in fault for fault in said_of(BAD[why])] == [True]


@pytest.mark.parametrize("why", GOOD)
def test_what_only_adds_is_fine(why):
    assert said_of(GOOD[why]) == []
