"""What has to be true after every step beside what ``reconcile`` checks: nothing twice or unexplained."""

from collections import defaultdict

from django.db.models import F, Sum

from shop.actions.compare_gateways import BY_HAND
from shop.domain.money import minor
from shop.domain.payments import sums
from shop.domain.postings import Account
from shop.domain.settlement import ACCOUNTS, EARNED_WITH_IT, GIVEN, HERS
from shop.models import (
    CashMove,
    GatewaySettlement,
    Payment,
    PaymentEvent,
    PayoutLine,
    Posting,
    RemittanceLine,
    StatementLine,
)
from shop.reading.paying import _event, sums_by_currency
from shop.reading.sold import items_of

SALES = (
    "order.placed",
    "part.exchanged",
    "delivery.exchanged",
    "order.cancelled",
    "order.changed",
    "part.earned",
    "part.unearned",
)


def nothing_went_back_twice(orders):
    """Refunds of a payment are within what it brought in, by our rows."""
    rows = Payment.objects.filter(order__in=orders, refunds__isnull=False).distinct()
    for payment in rows.prefetch_related("events", "refunds"):
        live = [
            row for row in payment.refunds.all() if row.status in ("to_approve", "requested", "succeeded")
        ]
        came = sums_by_currency(payment)[payment.amount.currency.code].charged
        assert sum(minor(row.amount) for row in live) <= came, payment


def the_bank_gave_back_what_it_took(market):
    """The bank has given back of a charge no more than it was."""
    for taken in market.bank.charges:
        assert taken.given_back <= minor(taken.amount)


def sales_are_what_is_left_of_them(orders):
    """What each account holds of the sale of an order is what is left of its shares, by receiver."""
    booked = defaultdict(int)
    kinds = {account.value for account in ACCOUNTS.values()} | {
        Account.PRODUCER_PAYABLE.value,
        Account.EXCHANGE_DIFFERENCE.value,
    }
    sides = Posting.objects.filter(
        entry__order__in=orders, entry__kind__in=SALES, account__kind__in=kinds
    ).order_by()
    rows = sides.values_list(
        "entry__order", "account__kind", "account__organisation", "amount_currency"
    ).annotate(sum=Sum("amount"))
    for order, kind, party, currency, total in rows:
        booked[order, kind, party, currency] -= round(total * 100)
    left = defaultdict(int)
    for order in orders.exclude(placed_at=None):
        for key, amount in _left_of(order):
            left[(order.pk, *key)] += amount
    both = booked.keys() | left.keys()
    goodwill = Account.GOODWILL.value
    wrong = {key: (booked[key], left[key]) for key in both if booked[key] != left[key] and key[1] != goodwill}
    assert wrong == {}, "a balance is not explained by what is left of the sale"


def _left_of(order):
    """Yield (account, party, currency) and the credit that what is left of a sale explains."""
    currency = order.total.currency.code
    for item in items_of(order):
        for share in item.shares:
            amount = -share.amount if share.role in GIVEN else share.amount
            yield _place(item, share, currency), amount
        if item.fixed_in:
            waits = Account.DELIVERY_PAYABLE if item.key.kind == "delivery" else Account.SALES_NOT_EARNED
            kind = Account.PRODUCER_PAYABLE if item.is_earned else waits
            yield (kind.value, item.producer, item.fixed_in), item.fixed
            yield (Account.EXCHANGE_DIFFERENCE.value, None, item.fixed_in), -item.fixed


def _place(item, share, currency):
    if share.role in HERS and item.fixed_in:
        return Account.EXCHANGE_DIFFERENCE.value, None, currency
    if share.role in EARNED_WITH_IT and item.is_earned:
        return Account.PRODUCER_PAYABLE.value, share.party, currency
    return ACCOUNTS[share.role].value, share.party, currency


def the_gateway_account_is_what_it_told():
    """The gateway's account holds what its events say has come in, less what it has paid out."""
    told = defaultdict(int)
    events = defaultdict(list)
    for event in PaymentEvent.objects.filter(payment__gateway="card").order_by("pk"):
        if event.data.get("method") in BY_HAND:
            continue
        events[event.payment_id, event.amount.currency.code].append(_event(event))
    for (_payment, currency), rows in events.items():
        told[currency] += sums(rows).in_hand
    for settled in GatewaySettlement.objects.filter(state="booked"):
        told[settled.amount.currency.code] -= minor(settled.amount) + minor(settled.fee)
    sides = Posting.objects.filter(account__kind=Account.GATEWAY_CLEARING).order_by()
    booked = dict(sides.values_list("amount_currency").annotate(sum=Sum("amount")))
    assert {code: round(total * 100) for code, total in booked.items() if total} == {
        code: amount for code, amount in told.items() if amount
    }


def nothing_is_paid_twice():
    """A posting is claimed by one live payout, and what was sent is what its lines claimed."""
    live = PayoutLine.objects.filter(reversed_at=None).exclude(posting=None)
    assert live.count() == live.values("posting").distinct().count()
    assert not live.exclude(payout__amount_currency=F("amount_currency")).exists()


def every_movement_is_one_line(market):
    """What statements have told of an account is in our books of lines once, whatever they repeat."""
    for account in market.accounts:
        told = account.booked[: account.told]
        lines = StatementLine.objects.filter(
            statement__account=account.name, amount_currency=account.currency
        )
        ours = sorted((line.booked_on, minor(line.amount), line.text) for line in lines)
        assert ours == sorted((each.booked_on, each.amount, each.text) for each in told), account.name


def a_line_is_one_thing_once():
    """A line is one payment, and a payout has left the account once."""
    keys = PaymentEvent.objects.filter(event_id__startswith="statement:").values_list("event_id", flat=True)
    assert len(keys) == len(set(keys))
    left = StatementLine.objects.filter(state="matched", amount__lt=0)
    for name in ("payout", "batch"):
        found = list(left.exclude(**{name: None}).values_list(name, flat=True))
        assert len(found) == len(set(found)), name


def cash_arrived_as_it_was_told(market):
    """What moves of cash say has arrived or is settled is what lists and people said, each once."""
    told = RemittanceLine.objects.filter(outcome__in=["matched", "short", "over"])
    came = CashMove.objects.filter(kind__in=["remitted", "settled"])
    rows, moves = (list(each.values_list("amount", flat=True)) for each in (told, came))
    assert sum(map(minor_of, moves)) == sum(map(minor_of, rows)) + market.arrived_by_hand


def minor_of(amount):
    """Return the minor units of a stored amount; SQLite and sums give plain decimals."""
    return round(getattr(amount, "amount", amount) * 100)
