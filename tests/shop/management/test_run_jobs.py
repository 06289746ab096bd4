from datetime import timedelta

import pytest
from django.core import mail
from django.core.management import call_command
from django.utils import timezone

from producers.testing.builders import a_producer
from shop.management.commands import run_jobs
from shop.models import Hold, Order
from shop.testing.builders import a_cart, a_product, a_variant, on_show
from shop.testing.orders import a_draft, a_placed_order

pytestmark = pytest.mark.django_db


def test_a_round_does_all_that_is_due():
    variant = a_variant(a_product(producer=a_producer(email="maker@example.test")), stock=9)
    on_show(variant)
    a_placed_order(variant)
    unpaid = a_draft(variant, method="transfer", pay_until=timezone.now() - timedelta(days=30))
    Hold.objects.create(
        variant=variant, cart=a_cart(), quantity=1, until=timezone.now() - timedelta(seconds=1)
    )
    call_command("run_jobs")
    assert not Hold.objects.exists()
    assert Order.objects.get(pk=unpaid.pk).status == "expired"
    assert {each.to[0] for each in mail.outbox} == {"salma@example.test", "maker@example.test"}
    call_command("run_jobs")
    assert len(mail.outbox) == 3


def test_a_job_that_fails_stops_no_other(monkeypatch):
    def fail() -> None:
        raise OSError("once more")

    done: list[str] = []
    jobs = ((fail, timedelta()), (lambda: done.append("next"), timedelta()))
    monkeypatch.setattr(run_jobs, "JOBS", jobs)
    call_command("run_jobs")
    assert done == ["next"]


def test_what_is_dear_is_done_seldom(monkeypatch):
    done: list[str] = []

    def count() -> None:
        done.append("counted")

    monkeypatch.setattr(run_jobs, "JOBS", ((count, timedelta(minutes=5)),))
    call_command("run_jobs")
    call_command("run_jobs")
    assert done == ["counted"]


def test_it_goes_on_until_it_is_stopped(monkeypatch):
    rounds: list[int] = []

    def sleep(seconds: int) -> None:
        if len(rounds) == 3:
            raise KeyboardInterrupt
        assert seconds == 7

    monkeypatch.setattr(run_jobs, "JOBS", ((lambda: rounds.append(1), timedelta()),))
    monkeypatch.setattr(run_jobs.time, "sleep", sleep)
    with pytest.raises(KeyboardInterrupt):
        call_command("run_jobs", "--forever", "--every", "7")
    assert len(rounds) == 3
