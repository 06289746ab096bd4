from io import StringIO

import pytest
from django.apps import apps
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import IntegrityError, connection, transaction
from django.db.migrations.recorder import MigrationRecorder
from django.db.models.signals import pre_migrate

from producers.actions.record import record
from producers.domain.actors import SYSTEM
from producers.guards import (
    install_after_migrate,
    install_guards,
    lift_before_migrate,
    lift_guards,
    missing_guards,
    wanted,
)
from producers.models import Act
from producers.testing.builders import a_producer
from producers.testing.databases import changes_allowed

ONLY_GROW = [
    "tiwizi_producers_act",
    "tiwizi_shop_cashmove",
    "tiwizi_shop_closedmonth",
    "tiwizi_shop_feeline",
    "tiwizi_shop_invoice",
    "tiwizi_shop_invoicereduction",
    "tiwizi_shop_journalentry",
    "tiwizi_shop_ledgeraccount",
    "tiwizi_shop_paymentevent",
    "tiwizi_shop_posting",
    "tiwizi_shop_settledshare",
    "tiwizi_shop_stockmove",
]


def check_the_database() -> None:
    call_command("check", "--database", "default", stdout=StringIO(), stderr=StringIO())


@pytest.mark.django_db
def test_the_log_and_the_books_are_guarded_by_the_database():
    guarded = {guard.table for guard in wanted(connection) if guard.name.endswith("_no_delete")}
    assert guarded >= set(ONLY_GROW)
    assert missing_guards(connection) == []
    check_the_database()


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_test_that_commits_finds_empty_tables_and_live_guards(round_):
    assert not Act.objects.exists()
    with transaction.atomic():
        record(verb="x", row=a_producer(), actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.update(verb="y")
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.all()._raw_delete(using="default")


@pytest.mark.django_db
def test_the_guards_are_back_after_they_were_lifted():
    with changes_allowed(connection):
        assert len(missing_guards(connection)) == len(wanted(connection)) > 15
    assert missing_guards(connection) == []


@pytest.mark.django_db
def test_a_missing_guard_is_named_and_installed_again_once():
    with connection.cursor() as cursor:
        on = " ON tiwizi_producers_act" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER tiwizi_producers_act_no_update{on}")
    assert [guard.name for guard in missing_guards(connection)] == ["tiwizi_producers_act_no_update"]
    with pytest.raises(SystemCheckError, match=r"producers\.E002"):
        check_the_database()
    assert install_guards(connection) == ["tiwizi_producers_act_no_update"]
    assert install_guards(connection) == []
    check_the_database()


@pytest.mark.django_db
def test_a_guard_that_a_waiting_migration_brings_does_not_keep_it_from_running():
    with connection.cursor() as cursor:
        on = " ON tiwizi_producers_act" if connection.vendor == "postgresql" else ""
        cursor.execute(f"DROP TRIGGER tiwizi_producers_act_no_update{on}")
    MigrationRecorder(connection).migration_qs.filter(app="tiwizi_shop").order_by("-pk").first().delete()
    check_the_database()


@pytest.mark.django_db
def test_a_guard_that_says_something_else_is_replaced():
    table = "tiwizi_producers_act"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER {table}_no_update")
        else:
            cursor.execute(f"DROP TRIGGER {table}_no_update")
            cursor.execute(f"CREATE TRIGGER {table}_no_update BEFORE UPDATE ON {table} BEGIN SELECT 1; END")
    assert [guard.name for guard in missing_guards(connection)] == [f"{table}_no_update"]
    install_guards(connection)
    assert missing_guards(connection) == []


def rebuild_the_postings() -> None:
    """Do what SQLite does for a new constraint; PostgreSQL changes a table where it stands."""
    if connection.vendor != "sqlite":
        return
    with connection.schema_editor() as editor:
        editor._remake_table(apps.get_model("tiwizi_shop", "Posting"))


@pytest.mark.django_db(transaction=True)
def test_a_rebuilt_table_loses_its_guards_and_a_migrate_brings_them_back():
    lift_guards(connection)
    rebuild_the_postings()
    if connection.vendor == "sqlite":
        install_guards(connection)
        with connection.cursor() as cursor:
            cursor.execute("DROP TRIGGER tiwizi_entry_is_sealed")  # it reads the postings, see below
        rebuild_the_postings()
    lost = {guard.name for guard in missing_guards(connection)}
    assert {"tiwizi_posting_fits", "tiwizi_shop_posting_no_update"} <= lost, "the danger is real"
    call_command("migrate", verbosity=0)
    assert missing_guards(connection) == []


@pytest.mark.django_db(transaction=True)
def test_a_migration_can_rebuild_a_table_that_guards_of_others_read():
    assert pre_migrate.has_listeners(apps.get_app_config("tiwizi_producers"))
    lift_before_migrate(using="default", plan=["a rebuild"])
    rebuild_the_postings()
    install_after_migrate(using="default")
    assert missing_guards(connection) == []


@pytest.mark.django_db(transaction=True)
def test_what_is_not_migrated_yet_is_not_guarded_yet():
    """Half way through the migrations the columns that a guard reads may not be there."""
    lift_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE tiwizi_shop_journalentry RENAME COLUMN day TO later")
    try:
        assert "tiwizi_entry_opens" not in install_guards(connection)
    finally:
        with connection.cursor() as cursor:
            cursor.execute("ALTER TABLE tiwizi_shop_journalentry RENAME COLUMN later TO day")
        install_guards(connection)
    assert missing_guards(connection) == []
