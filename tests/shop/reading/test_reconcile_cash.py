"""Each check of cash and statements finds what it is there for, and names order and amount."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from moneyed import Money

from producers.domain.actors import Actor
from shop.actions.cash import collect
from shop.actions.old_cash import raise_old_cash
from shop.actions.remit_cash import remit
from shop.actions.run_reconcile import reconcile_nightly, run_reconcile
from shop.models import CashCustody, CashMove, ExceptionCase, ReconcileRun, Statement, StatementLine
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule
from shop.testing.orders import a_draft
from tests.shop.actions.test_cash import shipped

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")


@pytest.fixture
def part():
    a_fee_rule()
    return shipped()[0]


def spoil(custody):
    """Write down a move that nothing in the books knows of: moves are never changed."""
    CashMove.objects.create(
        custody=custody,
        kind="short",
        amount=Money(30, "MAD"),
        effect=Money(-30, "MAD"),
        key="spoilt",
        by_name="x",
        at=timezone.now(),
    )


def found():
    return list(differences())


def test_a_custody_that_holds_less_than_the_books_say(part):
    custody = collect(part, actor=OFFICE)
    spoil(custody)
    (line,) = found()
    assert part.order.number in line
    assert "200.00 MAD cash_with_carrier" in line
    assert "230.00 MAD booked" in line


def test_a_custody_in_other_hands_than_the_books_say(part):
    custody = collect(part, actor=OFFICE)
    CashCustody.objects.filter(pk=custody.pk).update(status="with_producer", holder=part.producer)
    assert len(found()) == 2


def test_cash_that_stays_with_a_custody_that_is_over(part):
    custody = collect(part, actor=OFFICE)
    CashCustody.objects.filter(pk=custody.pk).update(status="handed_over")
    assert any("230.00 held, its custody says handed_over" in line for line in found())


def a_line(payment, state="matched"):
    statement = Statement.objects.create(file_name="s", sha256="x")
    return StatementLine.objects.create(
        statement=statement,
        number=1,
        key="k",
        booked_on="2026-11-27",
        amount=Money(5, "MAD"),
        state=state,
        payment=payment,
    )


def test_a_matched_line_without_a_payment(part):
    a_line(a_draft(part.lines.get().variant, method="transfer").payments.get())
    line = StatementLine.objects.get()
    assert found() == [f"statement line {line.pk} of 2026-11-27: 5.00 is no payment"]


def test_a_line_that_waits_and_nobody_is_asked(part):
    a_line(None, "unmatched")
    assert found()[0].endswith("waits and nobody is asked")


def test_the_command_keeps_its_run_and_names_what_differs(part, capsys):
    call_command("reconcile")
    assert "Everything agrees." in capsys.readouterr().out
    spoil(collect(part, actor=OFFICE))
    with pytest.raises(CommandError, match="1 differences"):
        call_command("reconcile")
    assert part.order.number in capsys.readouterr().out
    assert [run.count for run in ReconcileRun.objects.all()] == [1, 0]
    with pytest.raises(CommandError):
        call_command("reconcile", last=True)


def test_no_more_than_some_lines_are_kept_and_all_are_counted(monkeypatch):
    monkeypatch.setattr("shop.actions.run_reconcile.named_differences", lambda: iter([("c", "l")] * 700))
    run = run_reconcile()
    assert (run.count, len(run.found)) == (700, 500)


def test_once_a_night_and_what_differs_is_put_before_a_person(part):
    spoil(collect(part, actor=OFFICE))
    noon = timezone.make_aware(datetime(2026, 11, 29, 12))  # noqa: DTZ001  made aware here
    assert reconcile_nightly(now=noon) is None
    night = timezone.make_aware(datetime(2026, 11, 29, 3))  # noqa: DTZ001  made aware here
    run = reconcile_nightly(now=night)
    assert run.count == 1
    assert ExceptionCase.objects.get().kind == "books_differ"


def test_with_the_clock_set_back_cash_moves_on_and_nothing_differs(part):
    now = timezone.now()
    custody = collect(part, actor=OFFICE, now=now)
    remit(custody, Money(230, "MAD"), actor=OFFICE, now=now - timedelta(days=3))
    custody.refresh_from_db()
    assert custody.status == "handed_over"
    assert [move.kind for move in custody.moves.all()] == ["collected", "remitted"]
    assert found() == []


def test_cash_that_should_have_come_long_ago_is_asked_after_once(part):
    start = datetime(2026, 11, 1, tzinfo=UTC)
    collect(part, actor=OFFICE, now=start)
    assert raise_old_cash(now=start + timedelta(days=9)) == 0
    for _ in range(2):
        assert raise_old_cash(now=start + timedelta(days=11)) == 1
    assert ExceptionCase.objects.get().kind == "cash_old"
