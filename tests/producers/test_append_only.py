import pytest
from django.db import IntegrityError, connection, transaction

from producers.actions.record import record
from producers.append_only import guarded_tables
from producers.domain.actors import SYSTEM
from producers.models import Act
from producers.testing.builders import a_producer
from producers.testing.databases import changes_allowed

GUARDED = [
    "tiwizi_producers_act",
    "tiwizi_shop_feeline",
    "tiwizi_shop_invoice",
    "tiwizi_shop_invoicereduction",
    "tiwizi_shop_journalentry",
    "tiwizi_shop_paymentevent",
    "tiwizi_shop_posting",
    "tiwizi_shop_settledshare",
    "tiwizi_shop_stockmove",
]


@pytest.mark.django_db
def test_the_log_and_the_books_are_guarded_by_the_database():
    assert guarded_tables(connection) == GUARDED


@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("round_", [1, 2])
def test_a_test_that_commits_finds_empty_tables_and_live_guards(round_):
    assert not Act.objects.exists()
    with transaction.atomic():
        record(verb="x", row=a_producer(), actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.update(verb="y")


@pytest.mark.django_db
def test_the_guard_is_back_after_it_was_lifted():
    with changes_allowed(connection):
        assert guarded_tables(connection) == []
    assert guarded_tables(connection) == GUARDED
