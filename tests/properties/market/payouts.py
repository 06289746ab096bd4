"""What goes to the makers, and what changes what they get."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone
from moneyed import Money

from producers.actions.deliver import deliver_announcements
from shop.actions.deadlines import raise_overdue
from shop.actions.earn import earn_what_is_due
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch, withdraw_batch
from shop.actions.payout_holds import set_hold
from shop.actions.set_rate import set_rate
from shop.models import Payout, PayoutBatch
from tests.properties.market.world import Market


def propose_payouts(market: Market) -> object:
    only = None if market.chance.random() < 0.5 else [market.chance.choice(market.makers).pk]
    currency = market.chance.choice(["MAD"] * 9 + ["EUR"])
    return propose_batch(currency, "bank", actor=market.person(), organisations=only)


def _batch(market: Market, *statuses: str) -> PayoutBatch | None:
    return market.one(PayoutBatch.objects.filter(status__in=statuses)) or market.one(
        PayoutBatch.objects.all()
    )


def approve_payouts(market: Market) -> object:
    batch = _batch(market, "proposed")
    return approve_batch(batch, actor=market.person()) if batch else False


def send_payouts(market: Market) -> object:
    batch = _batch(market, "approved")
    return send_batch(batch, actor=market.person()) if batch else False


def withdraw_payouts(market: Market) -> object:
    batch = _batch(market, "proposed", "approved")
    return withdraw_batch(batch, actor=market.person(), reason="not yet") if batch else False


def end_payout(market: Market) -> object:
    row = market.one(Payout.objects.filter(status__in=["sent", "confirmed"])) or market.one(
        Payout.objects.all()
    )
    if row is None:
        return False
    what = market.chance.choice([confirm_payout, confirm_payout, fail_payout, return_payout])
    return what(row, actor=market.person(), reason="the bank says so")


def hold_payout(market: Market) -> object:
    maker = market.chance.choice(market.makers)
    until = timezone.localdate() + timedelta(days=5)
    amount = Money(market.chance.randint(1, 60), "MAD")
    return set_hold(maker, amount, until=until, reason="a complaint", actor=market.person())


def move_rate(market: Market) -> object:
    currency = market.chance.choice(["EUR", "USD"])
    rate = Decimal(market.chance.randint(80000, 120000)) / 10000
    day = timezone.localdate() - timedelta(days=market.chance.randint(0, 3))
    return set_rate(currency, rate, day=day, source="test", actor=market.office)


def run_jobs(market: Market) -> object:
    """What waits is looked after: earnings, late orders, unpaid ones, letters and invoices."""
    later = timezone.now() + timedelta(days=market.chance.choice([0, 0, 0, 3, 12]))
    earn_what_is_due(now=later)
    raise_overdue(now=later)
    expire_unpaid(now=later)
    return deliver_announcements()
