"""Whose turn it is: a copy that came back is kept for the first who waits, for some days."""

from datetime import date

from home.library.domain.lending import fetch_by
from home.library.models import Copy, ReaderCard, Reservation
from home.library.reading.loans import WAITS
from producers.actions.announce import announce

STATE = Reservation.State


def keep_for_the_next(copy: Copy, *, today: date) -> Reservation | None:
    """Keep a free copy for whoever waits longest, and tell her. Needs the caller's lock on the copies."""
    rows = Reservation.objects.select_for_update(of=("self",)).select_related("card")
    first = rows.filter(document=copy.document_id, state=STATE.WAITING).order_by("created_at", "pk").first()
    if first is None or copy.state != Copy.State.SHELF:
        return None
    first.state, first.copy, first.fetch_by = STATE.READY, copy, fetch_by(today)
    first.save(update_fields=["state", "copy", "fetch_by"])
    announce("loan.ready", key=f"loan.ready:{first.pk}", reservation=first.pk)
    return first


def take_what_was_kept(copy: Copy, card: ReaderCard, *, today: date) -> None:
    """She has a copy now: what was kept for her is fetched, or goes to the next when it was another one."""
    hers = Reservation.objects.filter(document=copy.document_id, card=card, state__in=WAITS)
    found = hers.select_related("copy").first()
    if found is None:
        return
    found.state = STATE.DONE
    found.save(update_fields=["state"])
    if found.copy is not None and found.copy_id != copy.pk:
        keep_for_the_next(found.copy, today=today)


def let_go(found: Reservation, *, today: date) -> None:
    """End a reservation without a loan; the copy that was kept goes to the next."""
    kept = found.copy if found.state == STATE.READY else None
    found.state = STATE.GONE
    found.save(update_fields=["state"])
    if kept is not None:
        keep_for_the_next(kept, today=today)
