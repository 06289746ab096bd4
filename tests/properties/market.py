"""A whole market that lives at random: every step is one move of somebody, legal or not.

The same seed is the same life: choices come from one ``Random``, rows are chosen by their place in the order
in which they were written. A move that may not be made has to be refused by one of ``REFUSALS``.
"""

from collections import Counter
from collections.abc import Callable, Sequence
from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from random import Random
from typing import Any

from django.core.files.base import ContentFile
from django.db.models import QuerySet
from django.utils import timezone
from moneyed import Money
from PIL import Image

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import BUYER, Actor
from producers.testing.builders import a_producer, a_user, an_association, an_organisation
from shop.actions import cash, fulfil, handle_change, parcels, refund
from shop.actions.ask_change import ask_change, withdraw
from shop.actions.ask_gateway import ask_gateway
from shop.actions.cancel import cancel
from shop.actions.change_order import change_order
from shop.actions.deadlines import raise_overdue
from shop.actions.earn import earn_what_is_due
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.mark_paid import mark_paid
from shop.actions.match_statement import match_statement
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch, withdraw_batch
from shop.actions.payout_holds import set_hold
from shop.actions.record_payment import record_payment
from shop.actions.remit_cash import remit, settle_missing
from shop.actions.send_refunds import send_refunds
from shop.actions.set_rate import set_rate
from shop.actions.statement_lines import MatchedBeforeError
from shop.domain.cash import AmountError, Hands
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.money import from_minor, minor
from shop.domain.payouts import PayoutRefusedError
from shop.domain.postings import Account
from shop.domain.settlement import Role
from shop.domain.states import IllegalMoveError
from shop.gateways.base import Found, UnreachableError
from shop.models import (
    CashCustody,
    Change,
    Order,
    OrderLine,
    Parcel,
    Payment,
    Payout,
    PayoutBatch,
    ProducerOrder,
    Refund,
    Statement,
    StatementLine,
)
from shop.reading.proposals import Asked, propose
from shop.testing.builders import a_fee_rule, a_market, a_place, a_product, a_variant
from shop.testing.buying import ABROAD, ADDRESS, a_ready_cart, press
from shop.testing.payouts import a_destination
from tests.properties.bank import Bank, half, open_bank

REFUSALS = (
    RefusedError,
    IllegalMoveError,
    PayoutRefusedError,
    AmountError,
    MatchedBeforeError,
    UnreachableError,
)
MONEY = {"MAD": "MA", "EUR": "FR", "USD": "CA"}


class Market:
    """Producers, goods in three currencies, a bank, and whoever moves something next."""

    def __init__(self, seed: int) -> None:
        self.chance = Random(seed)
        self.bank: Bank = open_bank(self.chance)
        self.done: Counter[str] = Counter()
        self.refused: Counter[str] = Counter()
        self.story: list[str] = []
        self.number = 0
        self._open()

    def _open(self) -> None:
        markets = {"ma": ("MAD", ["MA"]), "eu": ("EUR", ["FR"]), "world": ("USD", ["CA"])}
        for code, (currency, countries) in markets.items():
            a_market(code, currency=currency, countries=countries, cash_limit=10**8)
        an_organisation("centre")
        for kind, percent in (("platform", "7.35"), ("solidarity_fund", "2.5"), ("association", "1.15")):
            a_fee_rule(kind, percent)
        self.office, self.other = (Actor(a_user().pk, name) for name in ("office", "other"))
        self.association = an_association()
        taxes = ["small_maker", "auto_entrepreneur", "standard"]
        self.makers = [a_producer(tax_status=tax, vouched_by=self.association) for tax in taxes]
        self.variants = []
        for maker in self.makers:
            a_destination(maker)
            for _each in range(2):
                price = Decimal(self.chance.randint(1900, 90000)) / 100
                prices = {"EUR": str(round(price / 9, 2)), "USD": str(round(price / 8, 2))}
                product = a_product(producer=maker)
                self.variants.append(a_variant(product, price=str(price), prices=prices, stock=400))
        for currency, rate in (("EUR", "10.73"), ("USD", "9.90")):
            set_rate(currency, Decimal(rate), day=timezone.localdate(), source="test", actor=self.office)
        self.centre = a_place(an_organisation("centre"), "centre")

    def step(self) -> bool:
        """Let somebody do something that there is a row for; say whether it was done, not refused."""
        self.number += 1
        while True:
            move = self.chance.choices(MOVES, [weight for _, weight in WEIGHTS])[0]
            name = move.__name__
            try:
                if move(self) is False:
                    continue
                self.story.append(f"{self.number} {name}")
                self.done[name] += 1
                return True
            except REFUSALS as reason:
                self.story.append(f"{self.number} {name}: {reason}")
                self.refused[name] += 1
                return False

    def one(self, rows: "QuerySet[Any] | Sequence[Any]") -> Any:
        """Choose a row, the latest ones more often; None when there is none."""
        found = list(rows.order_by("pk")) if isinstance(rows, QuerySet) else list(rows)
        if not found:
            return None
        late = self.chance.random() < 0.7
        return self.chance.choice(found[-6:] if late else found)

    def some(self, amount: Money) -> Money:
        """Return all of an amount, a part of it, or more than it."""
        lot = self.chance.random()
        whole = minor(amount)
        chosen = whole if lot < 0.6 else self.chance.randint(1, max(whole, 1)) if lot < 0.9 else whole + 1
        return from_minor(max(chosen, 1), amount.currency.code)

    def pieces(self, order: Order) -> dict[int, int]:
        """Choose pieces of an order."""
        lines = list(OrderLine.objects.filter(part__order=order).order_by("pk"))
        chosen = self.chance.sample(lines, self.chance.randint(1, len(lines)))
        return {line.pk: self.chance.randint(1, line.quantity) for line in chosen}

    def person(self) -> Actor:
        """Return one of two people at work."""
        return self.chance.choice([self.office, self.other])


def a_photo() -> bytes:
    """Return a small picture, such as one of a signed receipt."""
    written = BytesIO()
    Image.new("RGB", (40, 30), "white").save(written, "PNG")
    return written.getvalue()


Move = Callable[[Market], object]


def place_order(market: Market) -> object:
    currency = market.chance.choice(list(MONEY))
    method = market.chance.choice(
        ["card", "card", "transfer", *(["cash", "cash"] if currency == "MAD" else [])]
    )
    chosen = market.chance.sample(market.variants, market.chance.randint(1, 3))
    lines = [(variant, market.chance.randint(1, 3)) for variant in chosen]
    address = ABROAD if currency == "EUR" and market.chance.random() < 0.5 else ADDRESS
    mode = market.chance.choice(["direct", "consolidated"])
    cart = a_ready_cart(*lines, country=MONEY[currency], address=address, mode=mode)
    press(cart, method)
    return press(cart, method) if market.chance.random() < 0.1 else True


def _payment(market: Market, gateway: str) -> Payment | None:
    return market.one(Payment.objects.filter(gateway=gateway))


def pay_by_card(market: Market) -> object:
    payment = market.one(Payment.objects.filter(gateway="card", order__status="draft")) or _payment(
        market, "card"
    )
    return (payment and market.bank.pay(payment.reference, again=market.chance.random() < 0.08)) or False


def decline_card(market: Market) -> object:
    payment = _payment(market, "card")
    return market.bank.decline(payment.reference) if payment else False


def tell(market: Market) -> object:
    """A notice arrives: any of those not told yet, or one that was told before."""
    bank = market.bank
    is_new = bank.untold and market.chance.random() < 0.85
    pool = bank.untold if is_new else bank.told
    if not pool:
        return False
    notice = pool[market.chance.randrange(len(pool))]
    record_payment("card", notice)
    if is_new:
        bank.untold.remove(notice)
        bank.told.append(notice)
    return True


def ask_the_bank(market: Market) -> object:
    payment = _payment(market, "card")
    return ask_gateway(payment.order) if payment else False


def transfer_arrives(market: Market) -> object:
    payment = market.one(Payment.objects.filter(gateway="transfer", order__status="draft")) or _payment(
        market, "transfer"
    )
    if payment is None:
        return False
    name = f"line {market.number if market.chance.random() < 0.9 else market.number // 40}"
    amount = market.some(payment.amount)
    if market.chance.random() < 0.03:
        amount = Money(amount.amount, "MAD")
    return mark_paid(payment.order, amount=amount, statement=name, actor=market.person())


def statement_line(market: Market) -> object:
    """A line of a bank statement is matched by a person with some payment."""
    payment = _payment(market, "transfer")
    if payment is None:
        return False
    line = market.one(StatementLine.objects.all()) if market.chance.random() < 0.3 else None
    if line is None:
        run = Statement.objects.create(file_name="s.xml", sha256=f"{market.number:064}", state="done")
        line = StatementLine.objects.create(
            statement=run,
            number=1,
            key=f"{market.number:064}",
            booked_on=timezone.localdate(),
            amount=market.some(payment.amount),
            state="suggested",
            payment=payment,
        )
    return match_statement(line, payment, actor=market.person())


def _part(market: Market, *statuses: str) -> ProducerOrder | None:
    parts = ProducerOrder.objects.exclude(status="waiting")
    likely = parts.filter(status__in=statuses) if market.chance.random() < 0.8 else parts
    return market.one(likely)


def accept(market: Market) -> object:
    part = _part(market, "placed")
    return fulfil.accept(part, actor=market.person()) if part else False


def decline(market: Market) -> object:
    part = _part(market, "placed")
    return fulfil.decline(part, actor=market.person(), reason="cannot") if part else False


def make(market: Market) -> object:
    part = _part(market, "accepted")
    return fulfil.start_making(part, actor=market.person()) if part else False


def pack(market: Market) -> object:
    part = _part(market, "accepted", "making")
    return fulfil.pack(part, actor=market.person()) if part else False


def ship(market: Market) -> object:
    part = _part(market, "accepted", "making", "packed", "partly_shipped")
    if part is None:
        return False
    pieces = market.pieces(part.order) if market.chance.random() < 0.3 else None
    if pieces:
        own = set(part.lines.values_list("pk", flat=True))
        pieces = {line: count for line, count in pieces.items() if line in own} or None
    centre = market.centre if market.chance.random() < 0.25 else None
    number = f"T{market.number}"
    return fulfil.ship(
        part, carrier="Amana", tracking=number, actor=market.person(), pieces=pieces, centre=centre
    )


def deliver(market: Market) -> object:
    part = _part(market, "shipped", "packed")
    return fulfil.deliver(part, actor=market.person()) if part else False


def _parcel(market: Market, *statuses: str) -> Parcel | None:
    likely = Parcel.objects.filter(status__in=statuses) if market.chance.random() < 0.8 else None
    return market.one(Parcel.objects.all() if likely is None else likely)


def at_centre(market: Market) -> object:
    parcel = _parcel(market, "sent")
    return parcels.receive_at_centre(parcel, actor=market.person()) if parcel else False


def join(market: Market) -> object:
    parcel = _parcel(market, "at_centre")
    if parcel is None or parcel.part is None:
        return False
    others = Parcel.objects.filter(part__order=parcel.part.order, status="at_centre").order_by("pk")
    return parcels.join(list(others) or [parcel], carrier="Amana", actor=market.person())


def make_ready(market: Market) -> object:
    parcel = _parcel(market, "sent", "at_centre")
    return parcels.make_ready(parcel, actor=market.person()) if parcel else False


def fail_delivery(market: Market) -> object:
    parcel = _parcel(market, "sent", "ready")
    return parcels.fail_delivery(parcel, actor=market.person(), reason="nobody there") if parcel else False


def try_again(market: Market) -> object:
    parcel = _parcel(market, "failed")
    return parcels.try_again(parcel, actor=market.person()) if parcel else False


def deliver_parcel(market: Market) -> object:
    parcel = _parcel(market, "sent", "ready", "onward", "failed")
    return parcels.deliver_parcel(parcel, actor=market.person()) if parcel else False


def return_to_sender(market: Market) -> object:
    parcel = _parcel(market, "failed", "sent")
    if parcel is None:
        return False
    order = parcel.order or parcel.part.order
    cost = Money(20, order.total.currency) if market.chance.random() < 0.5 else None
    return parcels.return_to_sender(parcel, actor=market.person(), reason="refused", cost=cost)


def cancel_order(market: Market) -> object:
    order = market.one(Order.objects.all())
    return cancel(order, actor=market.person(), reason="asked") if order else False


def change(market: Market) -> object:
    """Office or buyer changes a placed order as it was shown to them, or as it was a moment ago."""
    order = market.one(Order.objects.filter(status="placed"))
    if order is None:
        return False
    asked = market.chance.choice([_cancel_line, _cancel_part, _goodwill, _sums])(market, order)
    shown = propose(order, asked).fingerprint
    side = market.chance.choice(["buyer", "office"]) if asked.kind is not ChangeKind.GOODWILL else "office"
    actor = BUYER if side == "buyer" else market.person()
    return change_order(order, asked, fingerprint=shown, actor=actor, side=side, reason="so wished")


def _cancel_line(market: Market, order: Order) -> Asked:
    return Asked(ChangeKind.CANCEL_LINE, pieces=market.pieces(order))


def _cancel_part(market: Market, order: Order) -> Asked:
    return Asked(ChangeKind.CANCEL_PART, part=market.one(order.parts.all()).pk)


def _goodwill(market: Market, order: Order) -> Asked:
    return Asked(ChangeKind.GOODWILL, goodwill=market.chance.randint(1, 5000))


def _sums(market: Market, order: Order) -> Asked:
    """Give a part of a price, of a delivery or of a fee back."""
    line = market.one(OrderLine.objects.filter(part__order=order))
    amount = market.chance.randint(1, minor(line.total))
    kind = market.chance.choice(["sums", "delivery", "fees"])
    given: dict[str, Any] = {
        "sums": {line.pk: amount},
        "delivery": {line.part_id: market.chance.randint(1, 3000)},
        "fees": {(line.pk, Role.PLATFORM): market.chance.randint(1, 500)},
    }
    return Asked(ChangeKind.GOODWILL, **{kind: given[kind]})


def ask_for_change(market: Market) -> object:
    order = market.one(Order.objects.filter(status="placed"))
    if order is None:
        return False
    kind = market.chance.choice([ChangeKind.RETURN, ChangeKind.EXCHANGE, ChangeKind.COMPLAINT])
    return ask_change(order, kind, pieces=market.pieces(order), note="please", actor=BUYER)


def withdraw_from(market: Market) -> object:
    order = market.one(Order.objects.filter(status="placed"))
    return withdraw(order, pieces=market.pieces(order), actor=BUYER) if order else False


def answer_change(market: Market) -> object:
    row = market.one(Change.objects.filter(status__in=["asked", "agreed", "received"])) or market.one(
        Change.objects.all()
    )
    if row is None:
        return False
    actor, what = market.person(), market.chance.choice(["agree", "refuse", "receive", "settle", "settle"])
    if what == "agree":
        return handle_change.agree(row, actor=actor)
    if what == "refuse":
        return handle_change.refuse(row, actor=actor, answer="no")
    if what == "receive":
        return handle_change.receive(row, actor=actor, reason="back", is_sound=market.chance.random() < 0.7)
    asked = handle_change.asked_of(row)
    if row.kind == ChangeKind.CANCEL_PART:
        asked = Asked(ChangeKind.CANCEL_PART, part=row.part_id)
    shown = propose(row.order, asked).fingerprint
    return handle_change.settle_asked(row, asked, fingerprint=shown, actor=actor)


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


def collect_cash(market: Market) -> object:
    part = market.one(ProducerOrder.objects.filter(order__method="cash").exclude(status="waiting"))
    if part is None:
        return False
    hands = market.chance.choice(
        [
            Hands(Account.CASH_WITH_CARRIER),
            Hands(Account.CASH_WITH_PRODUCER, part.producer_id),
            Hands(Account.CASH_WITH_AGENT, market.association.pk),
        ]
    )
    amount = None if market.chance.random() < 0.7 else market.some(part.goods + part.delivery)
    receipt = "" if market.chance.random() < 0.8 else f"r{market.number}"
    return cash.collect(part, hands=hands, amount=amount, receipt=receipt, actor=market.person())


def _custody(market: Market) -> CashCustody | None:
    held = CashCustody.objects.filter(status__startswith="with_")
    return market.one(held if market.chance.random() < 0.8 else CashCustody.objects.all())


def hand_cash_over(market: Market) -> object:
    custody = _custody(market)
    return cash.hand_over(custody, to=market.association, actor=market.person()) if custody else False


def remit_cash(market: Market) -> object:
    custody = _custody(market)
    if custody is None:
        return False
    fee = Money(5, custody.expected.currency) if market.chance.random() < 0.3 else None
    return remit(custody, market.some(custody.expected), fee=fee, actor=market.person())


def settle_cash(market: Market) -> object:
    custody = market.one(CashCustody.objects.filter(status="short")) or _custody(market)
    if custody is None:
        return False
    borne = market.chance.choice(["bank", "holder", "shop"])
    amount = Money(market.chance.randint(1, 40), custody.expected.currency)
    return settle_missing(custody, amount, borne_by=borne, actor=market.person(), reason="found")


def refuse_cash(market: Market) -> object:
    part = market.one(ProducerOrder.objects.filter(order__method="cash").exclude(status="waiting"))
    return cash.refuse_at_door(part, actor=market.person(), reason="no money") if part else False


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


WEIGHTS: tuple[tuple[Move, int], ...] = (
    (place_order, 9), (pay_by_card, 9), (decline_card, 1), (tell, 16), (ask_the_bank, 2),
    (transfer_arrives, 5), (statement_line, 2), (accept, 9), (decline, 2), (make, 2), (pack, 3), (ship, 9),
    (deliver, 6), (at_centre, 2), (join, 1), (make_ready, 1), (fail_delivery, 2), (try_again, 1),
    (deliver_parcel, 5), (return_to_sender, 4), (cancel_order, 2), (change, 4), (ask_for_change, 4),
    (withdraw_from, 2), (answer_change, 7), (give_back, 4), (approve_refund, 4), (drop_refund, 1),
    (hand_refund_over, 5), (run_refunds, 5), (bank_ends_refund, 3), (dispute, 3), (collect_cash, 6),
    (hand_cash_over, 2), (remit_cash, 5), (settle_cash, 4), (refuse_cash, 1), (propose_payouts, 4),
    (approve_payouts, 7), (send_payouts, 7), (withdraw_payouts, 1), (end_payout, 5), (hold_payout, 1),
    (move_rate, 2), (run_jobs, 2),
)  # fmt: skip
MOVES = [move for move, _weight in WEIGHTS]
