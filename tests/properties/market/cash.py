"""Cash at the door, in whose hands it is and how it arrives, told by a person."""

from moneyed import Money

from shop.actions import cash
from shop.actions.remit_cash import remit, settle_missing
from shop.domain.cash import Hands
from shop.domain.money import minor
from shop.domain.postings import Account
from shop.models import CashCustody, ProducerOrder
from tests.properties.market.world import Market


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
    amount = market.some(custody.expected)
    remit(custody, amount, fee=fee, actor=market.person())
    market.arrived_by_hand += minor(amount)
    return True


def settle_cash(market: Market) -> object:
    custody = market.one(CashCustody.objects.filter(status="short")) or _custody(market)
    if custody is None:
        return False
    borne = market.chance.choice(["bank", "holder", "shop"])
    amount = Money(market.chance.randint(1, 40), custody.expected.currency)
    settle_missing(custody, amount, borne_by=borne, actor=market.person(), reason="found")
    market.arrived_by_hand += minor(amount)
    return True


def refuse_cash(market: Market) -> object:
    part = market.one(ProducerOrder.objects.filter(order__method="cash").exclude(status="waiting"))
    return cash.refuse_at_door(part, actor=market.person(), reason="no money") if part else False
