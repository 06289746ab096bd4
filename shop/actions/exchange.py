"""Our own money in another currency: what was given, what was got, and who bears what is lost or gained.

One person proposes, as for any entry by hand; it is booked when another approves (``approve_entry``).
"""

from datetime import date

from moneyed import Money

from producers.domain.actors import Actor
from shop.actions.book_by_hand import propose_entry
from shop.domain.bank_postings import post_converted, post_exchange_borne
from shop.domain.book_keeping import BookError
from shop.domain.money import minor
from shop.domain.postings import Account
from shop.models import ManualEntry
from shop.reading.exchange import exchange_difference

Kind = ManualEntry.Kind


def propose_conversion(
    sold: Money,
    got: Money,
    *,
    out_of: Account,
    into: Account,
    actor: Actor,
    reason: str,
    day: date | None = None,
) -> ManualEntry:
    """Propose that money of ours was changed by a bank or a gateway.

    Raises ``BookError``: ``one_currency``, ``no_money`` for an amount that is not above zero or a place where
    no money is kept, and as ``propose_entry`` does.
    """
    if sold.currency == got.currency:
        raise BookError("one_currency")
    try:
        entry = post_converted(
            sold=minor(sold),
            sold_in=sold.currency.code,
            got=minor(got),
            got_in=got.currency.code,
            out_of=out_of,
            into=into,
        )
    except ValueError as wrong:
        raise BookError("no_money") from wrong
    return propose_entry(entry.postings, actor=actor, reason=reason, day=day, kind=Kind.CONVERTED)


def propose_borne(
    amount: Money, *, borne_by: Account, actor: Actor, reason: str, day: date | None = None
) -> ManualEntry:
    """Propose who bears an exchange difference: a loss above zero, a gain below.

    Raises ``BookError``: ``difference`` for more than there is to be borne in this currency, or by somebody
    who bears none; and as ``propose_entry`` does.
    """
    code, loss = amount.currency.code, minor(amount)
    there = exchange_difference(code)
    if not min(0, there) <= loss <= max(0, there):
        raise BookError("difference")
    try:
        entry = post_exchange_borne(loss, code, borne_by)
    except ValueError as wrong:
        raise BookError("difference") from wrong
    return propose_entry(entry.postings, actor=actor, reason=reason, day=day, kind=Kind.BORNE)
