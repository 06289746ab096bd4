"""What goes back to buyers, and what their banks take back."""

from datetime import timedelta
from io import BytesIO

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image

from shop.actions import refund
from shop.actions.send_refunds import send_refunds
from shop.gateways.base import Found
from shop.models import Order, Refund
from tests.properties.bank import half
from tests.properties.market.world import Market


def a_photo() -> bytes:
    """Return a small picture, such as one of a signed receipt."""
    written = BytesIO()
    Image.new("RGB", (40, 30), "white").save(written, "PNG")
    return written.getvalue()


def give_back(market: Market) -> object:
    order = market.one(Order.objects.filter(payments__events__state="succeeded").distinct())
    if order is None:
        return False
    if market.chance.random() < 0.5:
        return refund.give_back(order, actor=market.person())
    method = market.chance.choice(["", "transfer", "cash", "gateway"])
    amount = market.some(half(order.total))
    return refund.give_back(order, actor=market.person(), amount=amount, method=method)


def _refund(market: Market, *statuses: str) -> Refund | None:
    return market.one(Refund.objects.filter(status__in=statuses)) or market.one(Refund.objects.all())


def approve_refund(market: Market) -> object:
    row = _refund(market, "to_approve")
    return refund.approve(row, actor=market.person()) if row else False


def drop_refund(market: Market) -> object:
    row = _refund(market, "to_approve", "requested")
    return refund.drop(row, actor=market.person(), reason="not so") if row else False


def hand_refund_over(market: Market) -> object:
    row = _refund(market, "requested")
    if row is None:
        return False
    proof = ContentFile(a_photo(), "signed.png") if row.method == "cash" else None
    return refund.hand_over(row, actor=market.person(), receipt=f"out {market.number}", proof=proof)


def run_refunds(market: Market) -> object:
    """The job runs, now or a good while later."""
    return send_refunds(now=timezone.now() + timedelta(days=market.chance.choice([0, 1, 2])))


def bank_ends_refund(market: Market) -> object:
    """A refund that was under way ends, or one that had arrived comes back."""
    sent = [one for one in market.bank.by_key.values() if one.found is Found.OPEN]
    if not sent and market.chance.random() < 0.2:
        sent = [one for one in market.bank.by_key.values() if one.found is Found.DONE]
    chosen = market.one(sent)
    return market.bank.finish(chosen) if chosen else False


def dispute(market: Market) -> object:
    taken = market.one(market.bank.charges)
    if taken is None:
        return False
    if not taken.dispute:
        if any(one.found is Found.DONE for one in taken.refunds):
            return False
        return market.bank.dispute(taken, market.chance.choice(["needs_response", "needs_response", "lost"]))
    if taken.dispute == "needs_response":
        return market.bank.dispute(taken, market.chance.choice(["won", "lost"]))
    return False
