"""A carrier's remittance list: every line is matched with its parcel, once, whatever else is in the list.

The list is read twice, as a stream: first to see that all of it can be read, then line by line, each in a
transaction of its own. Ended in the middle, the next time goes on from there.
"""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import IO

from django.core.cache import cache
from django.core.files import File
from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.domain.actors import Actor
from shop.actions.match_remitted import match_line
from shop.actions.run_files import end_run, keep_run, refuse_run
from shop.domain.columns import Layout, ListError, layout_of
from shop.domain.remitting import NEEDED, Outcome
from shop.imports.lists import count_rows, read_list
from shop.models import Carrier, Remittance, RemittanceLine

EVERY = 50
REMEMBERED = 3600


def receive_remittance(
    carrier: Carrier, file: "File[bytes]", *, actor: Actor, layout: Layout | None = None
) -> tuple[Remittance, bool]:
    """Keep a list to be read, with the columns of its carrier; say whether it is new.

    The same file again is the one that is there, unless it was refused.
    """
    columns = (layout or layout_of(carrier.layout)).plain()
    return keep_run(Remittance, file, {"carrier": carrier}, layout=columns, actor_id=actor.user_id)


def read_remittance(run: Remittance, *, actor: Actor, now: datetime | None = None) -> Counter[str]:
    """Match every line of a list that waits; return how many lines ended how.

    A list that cannot be read whole is refused and changes nothing. Repeating it changes nothing.
    """
    if run.state != Remittance.State.WAITING:
        return Counter(run.counts)
    layout = layout_of(run.layout)
    with run.file.open("rb") as file:
        try:
            count_rows(file, layout, NEEDED)
        except ListError as error:
            refuse_run(run, error)
            return Counter()
        _match_all(run, file, layout, actor, now or timezone.now())
    return end_run(run, Counter(run.lines.values_list("outcome", flat=True).iterator()), actor)


def progress_of(run: Remittance) -> int:
    """Return up to which row a list has been read."""
    return int(cache.get(f"tiwizi:remittance:{run.pk}", 0))


def _match_all(run: Remittance, file: IO[bytes], layout: Layout, actor: Actor, now: datetime) -> None:
    last = run.lines.order_by("-number").values_list("number", flat=True).first() or 0
    for number, cells in read_list(file, layout, NEEDED):
        if number > last:
            _match_one(run, number, cells, layout, actor, now)
        if number % EVERY == 0:
            cache.set(f"tiwizi:remittance:{run.pk}", number, REMEMBERED)


def _match_one(
    run: Remittance, number: int, cells: Mapping[str, object], layout: Layout, actor: Actor, now: datetime
) -> None:
    try:
        with transaction.atomic(durable=True):
            line = RemittanceLine.objects.create(run=run, number=number, outcome=Outcome.UNREADABLE.value)
            match_line(line, cells, layout, actor=actor, now=now)
    except IntegrityError:
        if not run.lines.filter(number=number).exists():
            raise  # not a second reader of the same list
