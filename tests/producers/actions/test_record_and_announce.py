import pytest
from django.db import IntegrityError, connection, transaction

from producers.actions.announce import announce
from producers.actions.record import record, recorded_together
from producers.actions.transactions import NoTransactionError
from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Announcement, DoneForHer
from producers.testing.builders import a_producer, a_user

pytestmark = pytest.mark.django_db


def test_an_act_says_who_did_what_for_whom_and_what_changed():
    producer, agent = a_producer(), a_user("amina")
    with transaction.atomic():
        act = record(
            verb="profile.change",
            row=producer,
            actor=Actor(agent.pk, "Amina", producer.pk),
            reason="she moved",
            before={"region": "MA-07"},
            after={"region": "MA-09"},
            money={"platform_income": 12},
        )
    act.refresh_from_db()
    assert (act.actor, act.actor_name, act.for_organisation) == (agent, "Amina", producer)
    assert (act.kind, act.object_id, act.reason) == ("organisation", producer.pk, "she moved")
    assert (act.before, act.after, act.money) == (
        {"region": "MA-07"}, {"region": "MA-09"}, {"platform_income": 12},
    )  # fmt: skip


def test_the_system_is_nobody_and_may_act_for_somebody():
    producer = a_producer()
    with transaction.atomic():
        act = record(verb="x", row=producer, actor=SYSTEM, for_organisation=producer)
    assert (act.actor_id, act.actor_name, act.for_organisation_id) == (None, "system", producer.pk)


def test_what_is_too_long_is_cut_and_never_lost():
    producer = a_producer()
    with transaction.atomic():
        record(verb="x", row=producer, actor=Actor(None, "n" * 999), reason="r" * 9999)
    act = Act.objects.get()
    assert (len(act.actor_name), len(act.reason)) == (150, 500)


def test_a_record_outlives_the_account_of_who_did_it():
    user = a_user()
    with transaction.atomic():
        record(verb="x", row=a_producer(), actor=Actor(user.pk, "Amina"))
    user.delete()
    assert Act.objects.get().actor_name == "Amina"


@pytest.mark.parametrize("statement", ["UPDATE {} SET verb = 'y'", "DELETE FROM {}"])
def test_acts_are_never_changed(statement):
    with transaction.atomic():
        record(verb="x", row=a_producer(), actor=SYSTEM)
    with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement.format("tiwizi_producers_act"))


def test_nothing_is_recorded_or_announced_outside_a_transaction():
    producer = a_producer()
    with pytest.raises(NoTransactionError):
        record(verb="x", row=producer, actor=SYSTEM)
    with pytest.raises(NoTransactionError):
        announce("x.done", key="x:1")
    assert not Act.objects.exists()
    assert not Announcement.objects.exists()


def test_the_same_key_announces_once():
    with transaction.atomic():
        announce("order.placed", key="order:1:placed", order=1)
        announce("order.placed", key="order:1:placed", order=2)
    assert Announcement.objects.get().payload == {"order": 1}


def test_what_is_rolled_back_is_not_announced():
    producer = a_producer()
    with transaction.atomic():
        announce("order.placed", key="order:1:placed", order=1)
        record(verb="x", row=producer, actor=SYSTEM)
        transaction.set_rollback(True)
    assert not Announcement.objects.exists()
    assert not Act.objects.exists()


@transaction.atomic
def _record_and_fail(row) -> float:
    with recorded_together():
        record(verb="test.four", row=row, actor=SYSTEM)
        return 1 / 0


def test_acts_of_one_thing_done_are_written_together_or_not_at_all(django_assert_num_queries):
    row = a_producer()
    with transaction.atomic(), django_assert_num_queries(1), recorded_together():
        for verb in ("one", "two", "three"):
            record(verb=f"test.{verb}", row=row, actor=SYSTEM)
    verbs = list(Act.objects.order_by("pk").values_list("verb", flat=True))
    assert verbs == ["test.one", "test.two", "test.three"]
    with pytest.raises(ZeroDivisionError):
        _record_and_fail(row)
    assert Act.objects.count() == 3


def test_what_an_agent_does_for_a_maker_is_told_her_all_the_same():
    maker, agent = a_producer(), a_user("amina")
    actor = Actor(agent.pk, "Amina", maker.pk)
    with transaction.atomic(), recorded_together():
        record(verb="test.for_her", row=maker, actor=actor)
    assert DoneForHer.objects.get().act.verb == "test.for_her"
