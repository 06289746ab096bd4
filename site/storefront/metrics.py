"""Figures for whoever watches over the shop, in the text form that Prometheus reads.

They are counted from the database when they are asked for, so that every process tells the same and none has
to be kept between requests; a client library would bring counters of processes that nobody here reads.
"""

import time
from collections.abc import Iterator
from dataclasses import dataclass

from django.conf import settings
from django.db.models import Count, Min
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import constant_time_compare
from django.views.decorators.http import require_safe
from django_tasks_db.models import DBTaskResult

from producers.models import Announcement, Message
from producers.policy import public
from shop.models import Case, ExceptionCase, Order, ReconcileRun
from storefront.hold import is_held

KIND = "text/plain; version=0.0.4; charset=utf-8"


@dataclass(frozen=True)
class Gauge:
    """One figure. ``label`` names what its rows are told apart by, empty where there is one row."""

    name: str
    help: str
    rows: tuple[tuple[str, float], ...]
    label: str = ""

    def lines(self) -> Iterator[str]:
        """Yield it as Prometheus reads it."""
        yield f"# HELP tiwizi_{self.name} {self.help}"
        yield f"# TYPE tiwizi_{self.name} gauge"
        for what, value in self.rows:
            told = f'{{{self.label}="{what}"}}' if self.label else ""
            yield f"tiwizi_{self.name}{told} {value:g}"


@public
@require_safe
def metrics(request: HttpRequest) -> HttpResponse:
    """Answer whoever has the token of ``METRICS_TOKEN``; for everybody else there is no such page."""
    token, given = settings.METRICS_TOKEN, request.headers.get("Authorization", "")
    if not token or not constant_time_compare(given, f"Bearer {token}"):
        raise Http404
    began = time.perf_counter()
    lines = [line for gauge in gauges() for line in gauge.lines()]
    taken = Gauge("metrics_seconds", "What it took to count all this.", (("", time.perf_counter() - began),))
    text = "\n".join([*lines, *taken.lines(), ""])
    return HttpResponse(text, content_type=KIND, headers={"Cache-Control": "no-store"})


def gauges() -> Iterator[Gauge]:
    """Count what an operator is woken for, first of all how long things wait."""
    yield _one("held", "1 while nobody may write.", is_held())
    waiting = Announcement.objects.filter(delivered_at=None)
    yield _one("announcements_waiting", "Announcements not delivered yet.", waiting.count())
    yield _age("announcements_oldest_seconds", "Age of the oldest of them.", waiting, "created_at")
    letters = Message.objects.filter(state=Message.State.WAITING)
    yield _one("letters_waiting", "Letters not sent yet.", letters.count())
    yield _age("letters_oldest_seconds", "Age of the oldest of them.", letters, "created_at")
    yield _by("letters", "Letters by state.", Message.objects, "state")
    yield _by("tasks", "Background tasks by status.", DBTaskResult.objects, "status")
    yield _by("orders", "Orders by status.", Order.objects, "status")
    yield _by(
        "exceptions_open", "Open exceptions by area.", ExceptionCase.objects.filter(closed_at=None), "area"
    )
    yield _by("cases", "Requests for help by status.", Case.objects, "status")
    late = Case.objects.exclude(status=Case.Status.CLOSED).filter(due_at__lt=timezone.now())
    yield _one("cases_late", "Requests for help past their day.", late.count())
    last = ReconcileRun.objects.exclude(ended_at=None).first()
    yield _one(
        "reconcile_differences", "What the last reconcile found; -1: never run.", last.count if last else -1
    )
    age = (timezone.now() - last.began_at).total_seconds() if last else -1
    yield _one("reconcile_age_seconds", "Since the last reconcile; -1: never run.", age)


def _one(name: str, text: str, value: float) -> Gauge:
    return Gauge(name, text, (("", float(value)),))


def _by(name: str, text: str, rows, field: str) -> Gauge:
    counted = rows.order_by(field).values_list(field).annotate(count=Count("pk"))
    return Gauge(name, text, tuple((str(what), float(count)) for what, count in counted), label=field)


def _age(name: str, text: str, rows, field: str) -> Gauge:
    first = rows.aggregate(first=Min(field))["first"]
    return _one(name, text, (timezone.now() - first).total_seconds() if first else 0)
