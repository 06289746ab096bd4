"""An empty database gets the tables of other packages before ours, whatever the alphabet says."""

import pytest
from django.core.management import call_command
from django.db import connections
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from storefront.management.commands import migrate

pytestmark = pytest.mark.django_db


@pytest.fixture
def taken(monkeypatch):
    """Return the lists of apps that executors are asked for from now on, in their order."""
    asked = []
    of_django = MigrationExecutor.migrate

    def migrate_and_note(self, targets, *args, **more):
        asked.append([label for label, _name in targets])
        return of_django(self, targets, *args, **more)

    monkeypatch.setattr(MigrationExecutor, "migrate", migrate_and_note)
    return asked


def test_other_packages_come_first(taken):
    call_command("migrate", verbosity=0)
    first, then = taken
    assert {"wagtaildocs", "wagtailimages", "wagtail_localize"} <= set(first)
    assert not [label for label in first if label.startswith("tiwizi_")]
    assert {"tiwizi_producers", "tiwizi_shop", "wagtaildocs"} <= set(then)


def test_one_app_is_left_to_django(taken):
    call_command("migrate", "tiwizi_shop", verbosity=0)
    assert taken == [["tiwizi_shop"]]


@pytest.mark.parametrize("asked", ["--plan", "--check"])
def test_a_question_changes_nothing(taken, asked, capsys):
    call_command("migrate", asked, verbosity=0)
    assert taken == []


def test_nothing_of_theirs_stands_on_ours():
    graph = MigrationLoader(connections["default"]).graph
    theirs = [leaf for leaf in graph.leaf_nodes() if not leaf[0].startswith(migrate.OURS)]
    behind = {label for leaf in theirs for label, _name in graph.forwards_plan(leaf)}
    assert not [label for label in behind if label.startswith(migrate.OURS)]


def test_this_database_was_made_in_that_order():
    rows = MigrationRecorder.Migration.objects.order_by("pk").values_list("app", flat=True)
    apps = list(rows)
    first_of_ours = next(place for place, app in enumerate(apps) if app.startswith(migrate.OURS))
    assert "wagtaildocs" not in apps[first_of_ours:]
