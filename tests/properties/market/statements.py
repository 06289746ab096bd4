"""Money on our bank accounts, the statements that tell of it, and what a person says of their lines."""

from django.core.files.base import ContentFile
from django.db.models import Sum

from shop.actions.gateway_settlements import take_settlements
from shop.actions.import_statement import read_statement, receive_statement
from shop.actions.match_outgoing import match_payout
from shop.actions.match_statement import match_statement, set_line_aside
from shop.domain.money import minor
from shop.models import (
    Payment,
    Payout,
    PayoutBatch,
    Remittance,
    Statement,
    StatementLine,
)
from tests.properties.bank import bank_now
from tests.properties.market.account import Account
from tests.properties.market.buyers import payment_of
from tests.properties.market.world import FileRefusedError, Market

COUNTED = ("matched", "short", "over")


def transfer_is_booked(market: Market) -> object:
    """A buyer's transfer arrives: named well, badly or not at all; whole, a part of it or too much."""
    waits = Payment.objects.filter(gateway="transfer", order__status="draft")
    payment = market.one(waits) or payment_of(market, "transfer")
    if payment is None:
        return False
    order, chance = payment.order, market.chance
    texts = [
        payment.reference,
        f"VIR {payment.reference[:4]} {payment.reference[4:]}",
        order.number,
        "cadeau",
    ]
    text = chance.choices(texts, [5, 3, 2, 1])[0]
    name = chance.choice([order.buyer_name, "Un Cousin", ""])
    account = market.account(payment.amount.currency.code)
    times = 2 if chance.random() < 0.08 else 1  # she pressed twice
    reference = f"B{market.number}" if times == 1 and chance.random() < 0.6 else ""
    for _time in range(times):
        account.book(minor(market.some(payment.amount)), text, name, reference=reference)
    return True


def other_money_is_booked(market: Market) -> object:
    """Something else comes or goes: a carrier's sum, a gateway's, a payout's, a bank's fee, a gift."""
    kinds = [_carriers_sum, _payout_leaves, _payout_leaves, _payout_is_back, _gateway_settles, _stray]
    return market.chance.choice(kinds)(market)


def _carriers_sum(market: Market) -> object:
    run = market.one(Remittance.objects.filter(state="done", statement_lines=None))
    if run is None:
        return False
    total = run.lines.filter(outcome__in=COUNTED).aggregate(sum=Sum("amount"))["sum"]
    return bool(total) and market.account("MAD").book(round(total * 100), "VERSEMENT TRANSPORTEUR")


def _payout_leaves(market: Market) -> object:
    batch = market.one(PayoutBatch.objects.filter(status="sent"))
    if batch is None:
        return False
    payouts = list(batch.payouts.filter(status__in=["sent", "confirmed"]).order_by("pk"))
    if not payouts:
        return False
    whole = market.chance.random() < 0.6
    found = batch if whole else market.chance.choice(payouts)
    amount = sum(minor(row.amount) for row in payouts) if whole else minor(found.amount)
    text = found.reference if market.chance.random() < 0.7 else "VIR EMIS"
    amount += 500 if market.chance.random() < 0.1 else 0  # the bank's fee
    return market.account(batch.currency).book(-amount, text)


def _payout_is_back(market: Market) -> object:
    row = market.one(Payout.objects.filter(status="confirmed"))
    if row is None:
        return False
    kept = 200 if market.chance.random() < 0.2 else 0
    amount = max(1, minor(row.amount) - kept)
    return market.account(row.amount.currency.code).book(amount, f"REJET {row.reference}")


def _gateway_settles(market: Market) -> object:
    """The gateway pays out what it took; it says so before or after the bank does."""
    settled = bank_now().settle(market.chance.choice(["MAD", "EUR", "USD"]))
    if settled is None:
        return False
    market.account(settled.currency).book(settled.amount, "PAYOUT")
    if market.chance.random() < 0.5:
        take_settlements()
    return True


def _stray(market: Market) -> object:
    amount = market.chance.choice([-2500, -1000, 4200, 10000])
    return market.account(market.chance.choice(["MAD", "EUR", "USD"])).book(amount, "frais ou don")


def gateway_tells_settlements(market: Market) -> object:
    return take_settlements()


def bank_sends_statement(market: Market) -> object:
    """A statement arrives: what is new, more than that, an old file again, or one with a fault."""
    accounts = [account for account in market.accounts if account.booked]
    if not accounts:
        return False
    account, lot = market.chance.choice(accounts), market.chance.random()
    begins = account.begins()
    new = [first for first in begins if first <= account.told]
    first = new[-1] if lot < 0.5 else market.chance.choice(new)
    off_by = market.chance.choice([1, -100]) if market.chance.random() < 0.1 else 0
    if not account.is_camt and len(account.booked) - first < 2:
        off_by = 0  # one line alone cannot contradict its balance
    content = account.statement(first, off_by=off_by)
    if market.chance.random() < 0.1 and market.files:
        account, content, off_by = market.chance.choice(market.files)
    return _read(market, account, content, off_by)


def _read(market: Market, account: Account, content: bytes, off_by: int) -> object:
    end = len(account.booked)
    layout = None if account.is_camt else market.layout
    file = ContentFile(content, name="s.xml" if account.is_camt else "s.csv")
    run, is_new = receive_statement(file, layout=layout, actor=market.office)
    read_statement(run, actor=market.office)
    run.refresh_from_db()
    assert (run.state == Statement.State.REFUSED) is bool(off_by), (run.state, run.fault, run.fault_where)
    if off_by:
        raise FileRefusedError(run.fault)
    if is_new:
        market.files.append((account, content, 0))
        account.told = max(account.told, end)
    if market.chance.random() < 0.4:
        account.another_day()
    return True


def say_what_a_line_is(market: Market) -> object:
    """A person says what a line is: what was suggested, something else, or nothing of the shop."""
    lines = StatementLine.objects.filter(state__in=["suggested", "unmatched", "out"])
    line = market.one(lines if market.chance.random() < 0.85 else StatementLine.objects.all())
    if line is None:
        return False
    actor, lot = market.person(), market.chance.random()
    if lot < 0.15:
        return set_line_aside(line, actor=actor, reason="nothing of ours")
    found = line.payout or line.batch
    if found is None and (minor(line.amount) < 0 or lot < 0.3):
        found = (
            market.one(Payout.objects.exclude(status="failed"))
            if lot < 0.6
            else market.one(PayoutBatch.objects.all())
        )
    if found is not None:
        return match_payout(line, found, actor=actor)
    payment = line.payment if line.payment and lot < 0.8 else payment_of(market, "transfer")
    return match_statement(line, payment, actor=actor) if payment and minor(line.amount) > 0 else False
