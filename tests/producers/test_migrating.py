"""Steps taken at once: the database ends up as if it had been told each of them."""

import pytest
from django.db import connection, migrations, models
from django.db.migrations.state import ProjectState
from django.db.models.functions import Now

from producers.migrating import Changes, NewTables, at_once

KEY = ("id", models.BigAutoField(primary_key=True))
THINGS = migrations.CreateModel("Thing", [KEY, ("name", models.CharField(max_length=20))])
PARTS = migrations.CreateModel("Part", [KEY, ("size", models.IntegerField())])
WHOLE = migrations.AddField("part", "whole", models.ForeignKey("trying.Thing", models.PROTECT))
CHIEF = migrations.AddField("thing", "chief", models.OneToOneField("trying.Part", models.CASCADE, null=True))
ALIKE = migrations.AddField("thing", "alike", models.ManyToManyField("trying.Part", related_name="+"))
SIZED = migrations.AddConstraint(
    "part", models.CheckConstraint(condition=models.Q(size__gt=0), name="trying_size")
)
NAMED = migrations.AddIndex("thing", models.Index(fields=["name"], name="trying_name"))
STEPS = [THINGS, PARTS, WHOLE, CHIEF, ALIKE, SIZED, NAMED]
LATER = [
    migrations.AddField("thing", "worth", models.IntegerField(db_default=1)),
    migrations.AddField("thing", "twin", models.ForeignKey("trying.Thing", models.CASCADE, null=True)),
    migrations.AlterField("thing", "name", models.CharField(max_length=40, unique=True)),
    migrations.RemoveConstraint("part", "trying_size"),
    migrations.AddField("part", "made", models.DateField(null=True)),
    migrations.AddField("part", "likes", models.ManyToManyField("trying.Thing", related_name="+")),
    migrations.AlterField("part", "made", models.DateField(db_default=Now())),
    migrations.AddConstraint("part", models.UniqueConstraint(fields=["made", "size"], name="trying_made")),
    migrations.AddIndex("thing", models.Index(fields=["worth", "twin"], name="trying_worth")),
    migrations.AddField("part", "kind", models.CharField(max_length=9, db_default="a")),
]
OF_OTHERS = migrations.AddField("other", "part", models.ForeignKey("trying.Part", models.CASCADE, null=True))
LOOSER = migrations.RemoveConstraint("other", "trying_other")
FILL = migrations.RunPython(migrations.RunPython.noop)


def test_steps_on_new_tables_come_first_and_as_one():
    first, second = at_once([THINGS, OF_OTHERS, PARTS, LOOSER, WHOLE, SIZED])
    assert isinstance(first, NewTables)
    assert first.database_operations == [THINGS, PARTS, WHOLE, SIZED]
    assert isinstance(second, Changes)
    assert second.database_operations == [OF_OTHERS, LOOSER]


def test_nothing_passes_a_step_about_more_than_one_table():
    first, fill, last = at_once([THINGS, FILL, NAMED, OF_OTHERS])
    assert first.database_operations == [THINGS]
    assert fill is FILL
    assert last.database_operations == [NAMED, OF_OTHERS]


def apply(steps) -> dict:
    """Take the steps, return what they made, and take them back."""
    past = [ProjectState()]
    assert past[0].apps, "drawn, as it is in a migration that goes on from others"
    with connection.schema_editor() as editor:
        for step in steps:
            past.append(past[-1].clone())
            step.state_forwards("trying", past[-1])
            step.database_forwards("trying", editor, *past[-2:])
    made = tables()
    with connection.schema_editor() as editor:
        for step in reversed(steps):
            after = past.pop()
            step.database_backwards("trying", editor, after, past[-1])
    assert tables() == {}
    return made


def tables() -> dict:
    look = connection.introspection
    with connection.cursor() as cursor:
        return {
            name: (look.get_table_description(cursor, name), look.get_constraints(cursor, name))
            for name in look.table_names(cursor)
            if name.startswith("trying_")
        }


@pytest.mark.django_db(transaction=True)
def test_the_tables_are_those_of_the_single_steps():
    one_by_one = apply([*STEPS, *LATER])
    assert apply([*at_once(STEPS), *at_once(LATER)]) == one_by_one
    assert set(one_by_one) == {"trying_thing", "trying_part", "trying_thing_alike", "trying_part_likes"}
    assert apply([*at_once(STEPS), *at_once(LATER[:-1])]) != one_by_one, "the control: a step less is seen"
