"""What buyers do: order, pay or not, change their minds."""

from moneyed import Money

from producers.domain.actors import BUYER
from shop.actions.ask_change import ask_change, withdraw
from shop.actions.ask_gateway import ask_gateway
from shop.actions.cancel import cancel
from shop.actions.mark_paid import mark_paid
from shop.actions.record_payment import record_payment
from shop.domain.changes import ChangeKind
from shop.models import Order, Payment
from shop.testing.buying import ABROAD, ADDRESS, a_ready_cart, press
from tests.properties.market.world import MONEY, Market


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


def payment_of(market: Market, gateway: str) -> Payment | None:
    return market.one(Payment.objects.filter(gateway=gateway))


def pay_by_card(market: Market) -> object:
    payment = market.one(Payment.objects.filter(gateway="card", order__status="draft")) or payment_of(
        market, "card"
    )
    return (payment and market.bank.pay(payment.reference, again=market.chance.random() < 0.08)) or False


def decline_card(market: Market) -> object:
    payment = payment_of(market, "card")
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
    payment = payment_of(market, "card")
    return ask_gateway(payment.order) if payment else False


def transfer_arrives(market: Market) -> object:
    payment = market.one(Payment.objects.filter(gateway="transfer", order__status="draft")) or payment_of(
        market, "transfer"
    )
    if payment is None:
        return False
    name = f"line {market.number if market.chance.random() < 0.9 else market.number // 40}"
    amount = market.some(payment.amount)
    if market.chance.random() < 0.03:
        amount = Money(amount.amount, "MAD")
    return mark_paid(payment.order, amount=amount, statement=name, actor=market.person())


def cancel_order(market: Market) -> object:
    order = market.one(Order.objects.all())
    return cancel(order, actor=market.person(), reason="asked") if order else False


def ask_for_change(market: Market) -> object:
    order = market.one(Order.objects.filter(status="placed"))
    if order is None:
        return False
    kind = market.chance.choice([ChangeKind.RETURN, ChangeKind.EXCHANGE, ChangeKind.COMPLAINT])
    return ask_change(order, kind, pieces=market.pieces(order), note="please", actor=BUYER)


def withdraw_from(market: Market) -> object:
    order = market.one(Order.objects.filter(status="placed"))
    return withdraw(order, pieces=market.pieces(order), actor=BUYER) if order else False
