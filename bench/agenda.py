"""Measure the agenda with 10,000 registrations and 100,000 half days: statements and ratios, small and large.

Run by ``make bench``. One event is small, the other holds everything; each page is asked for in this process,
and what it costs is compared between the two: statements, and processor time of Python and of PostgreSQL
apart, which other work on the machine changes little; the clock beside them. A page whose statements grow
with the rows fails the run; the whole list of a door comes by pages, and is measured beside one of them.
``BENCH_SEATS`` says how many registrations the large event has; each comes to ten half days.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from time import perf_counter, process_time
from typing import Any
from uuid import uuid4

import django
import machine

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402  after the settings
from django.conf import settings  # noqa: E402  after the settings
from django.contrib.auth import get_user_model  # noqa: E402  after the settings
from django.db import connection  # noqa: E402  after the settings
from django.test import Client  # noqa: E402  after the settings
from django.utils import timezone  # noqa: E402  after the settings

from home.events.actions.certify import certify  # noqa: E402  after the settings
from home.events.actions.check_in import check_in  # noqa: E402  after the settings
from home.events.actions.door_keys import give_door_key  # noqa: E402  after the settings
from home.events.actions.places import set_places  # noqa: E402  after the settings
from home.events.domain.attendance import Half, Scan  # noqa: E402  after the settings
from home.events.models import Attendance, Certificate, Event, Registration  # noqa: E402  after the settings
from producers.domain.actors import SYSTEM  # noqa: E402  after the settings
from shop.models import Market  # noqa: E402  after the settings
from shop.testing.builders import a_market  # noqa: E402  after the settings
from storefront.demo.data import texts  # noqa: E402  after the settings
from storefront.second_factor import has_second_factor  # noqa: E402  after the settings

SEATS = int(os.environ.get("BENCH_SEATS", "10000"))
SMALL, DAYS, BATCH, TIMES = 20, 5, 2000, int(os.environ.get("BENCH_TIMES", "5"))
WHOLE = "whole list of a door"
OFFICE = ("", "report/", "door/")


def main() -> None:
    """Fill both events, then ask for each page of each."""
    settings.ALLOWED_HOSTS = [*settings.ALLOWED_HOSTS, "testserver"]
    if not Market.objects.exists():
        a_market()
    small, large = _filled("bench-small", SMALL), _filled("bench-large", SEATS)
    client = _office()
    for name, act in _measured(client):
        few, many = (_cost(act, event) for event in (small, large))
        print(f"{name}: {few} | {many}", flush=True)
        if many.statements > few.statements and name != WHOLE:
            raise SystemExit(f"{name} asks more for more rows: {few.statements}, then {many.statements}")


@dataclass(frozen=True)
class Cost:
    """What asking once costs: statements, then milliseconds of processor and of the clock."""

    statements: int
    python: float
    database: float
    clock: float

    def __str__(self) -> str:
        used = f"Python {self.python:.1f} ms, PostgreSQL {self.database:.1f} ms"
        return f"{self.statements} statements, {used}, clock {self.clock:.0f} ms"


def _measured(client: Client) -> list[tuple[str, Callable[[Event], object]]]:
    later = int((timezone.now() + timedelta(minutes=5)).timestamp())
    keys = {
        event: give_door_key(event, "Bench", actor=SYSTEM).token
        for event in Event.objects.filter(slug__startswith="bench-")
    }
    return [
        *(
            (
                f"office {page or 'list'}",
                lambda event, page=page: _get(client, f"/admin/agenda/{event.pk}/{page}"),
            )
            for page in OFFICE
        ),
        ("public page", lambda event: _get(client, f"/fr/agenda/{event.slug}/")),
        ("page of the list of a door", lambda event: _get(client, _list(keys[event]))),
        (WHOLE, lambda event: _whole_list(client, _list(keys[event]))),
        ("what changed since in the list", lambda event: _get(client, f"{_list(keys[event])}?since={later}")),
        ("check-in of one", _check_in),
        ("certificate", lambda event: _get(client, f"/fr/agenda/certificate/{_code(event)}/")),
    ]


def _get(client: Client, address: str) -> Any:
    answer = client.get(address, secure=True)
    if answer.status_code != 200:
        raise SystemExit(f"{address}: {answer.status_code} {answer.headers.get('Location', '')}")
    return answer


def _list(token: str) -> str:
    return f"/fr/portal/door/{token}/people/"


def _whole_list(client: Client, address: str) -> None:
    """Ask for one page after the other, as a device does."""
    after = "-"
    while after:
        after = _get(client, f"{address}?after={after.strip('-')}").json().get("next", "")


def _check_in(event: Event) -> None:
    code = Registration.objects.filter(places__event=event).values_list("code", flat=True)[0]
    check_in(event, [Scan(str(uuid4()), code, event.first_day, Half.MORNING)], actor=SYSTEM)


def _code(event: Event) -> str:
    rows = Certificate.objects.filter(registration__places__event=event)
    return str(rows.values_list("code", flat=True)[0])


def _cost(act: Callable[[Event], object], event: Event) -> Cost:
    """Return what it costs once what is remembered is warm: the middle of the clock, the mean of the rest."""
    act(event)
    times = []
    seen: list[str] = []
    with connection.execute_wrapper(lambda do, sql, *rest: (seen.append(sql), do(sql, *rest))[1]):
        act(event)
    backend = _backend()
    python, database = process_time(), machine.cpu(backend) if backend else 0.0
    for _time in range(TIMES):
        begins = perf_counter()
        act(event)
        times.append(perf_counter() - begins)
    python = process_time() - python
    database = machine.cpu(backend) - database if backend else 0.0
    return Cost(len(seen), *(1000 * one / TIMES for one in (python, database)), 1000 * median(times))


def _backend() -> int:
    """Return the process of PostgreSQL that answers here, 0 with another database."""
    if connection.vendor != "postgresql":
        return 0
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _office() -> Client:
    """Sign in somebody who runs the shop, with the second factor that the office asks for."""
    client = Client()
    user, _is_new = get_user_model().objects.get_or_create(
        username="bench-office", defaults={"is_superuser": True, "is_staff": True}
    )
    if not has_second_factor(user):
        TOTP.activate(user, generate_totp_secret())
    client.force_login(user)
    return client


def _filled(slug: str, seats: int) -> Event:
    """Build an event with this many seats and ten half days each, by what writes fast."""
    today = timezone.localdate()
    event, _is_new = Event.objects.get_or_create(
        slug=slug,
        defaults={
            "kind": "training", "title": texts({"fr": "Mesure", "ar": "قياس"}), "region": "MA-06",
            "first_day": today, "last_day": today + timedelta(days=DAYS - 1),
        },
    )  # fmt: skip
    places = set_places(event, capacity=seats, actor=SYSTEM)
    for start in range(places.registrations.count(), seats, BATCH):
        rows = Registration.objects.bulk_create(
            Registration(
                places=places,
                state="seated",
                kind="firm",
                name=f"Personne {n}",
                language="fr",
                person=f"{slug}-{n}",
            )
            for n in range(start, min(start + BATCH, seats))
        )
        Attendance.objects.bulk_create(
            Attendance(registration=row, day=today + timedelta(days=day), half=half, key=uuid4())
            for row in rows
            for day in range(DAYS)
            for half in ("am", "pm")
        )
    type(places).objects.filter(pk=places.pk).update(taken=seats)
    begins = perf_counter()
    if issued := certify(event, actor=SYSTEM):  # once: what is issued is not issued again
        print(f"issuing {issued} certificates: {(perf_counter() - begins) * 1000:.0f} ms", flush=True)
    return event


if __name__ == "__main__":
    main()
