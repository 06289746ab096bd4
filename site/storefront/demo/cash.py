"""The demo's cash: in every hand it can be in, with a carrier's list, a bank statement and open cases.

Made by the shop's own actions from the orders that are there; a second run finds it and does nothing.
"""

import io
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.core.files.base import ContentFile
from django.utils import timezone
from openpyxl import Workbook

from producers.models import Organisation
from shop.actions import cash, remit_cash
from shop.actions.import_remittance import read_remittance, receive_remittance
from shop.actions.import_statement import read_statement, receive_statement
from shop.actions.layouts import save_carrier, save_statement_layout
from shop.actions.raise_exception import About, raise_exception
from shop.actions.record_call import record_call
from shop.actions.take_exception import take_exception
from shop.domain.cash import Called, Hands
from shop.domain.columns import Layout
from shop.domain.money import from_minor
from shop.domain.postings import Account
from shop.models import Carrier, CashCustody, Order, Payment, Remittance, StatementLayout
from shop.reading.calls import calls_to_make
from shop.reading.custody import held_of
from storefront.demo.order_ways import CARRIERS, OFFICE, WHY

COLUMNS = {"tracking": "N° colis", "amount": "Montant versé", "fee": "Frais", "status": "État"}
CARRIER = Layout(COLUMNS, ",", "utf-8", ("Refusé",))
BANK_COLUMNS = {
    "date": "Date", "text": "Libellé", "name": "Tiers", "debit": "Débit", "credit": "Crédit",
    "balance": "Solde",
}  # fmt: skip
BANK = Layout(BANK_COLUMNS, ",")
FEE = 700  # centimes that a carrier keeps of each parcel
OPENING = 10_000_00


def load_cash() -> None:
    """Hand cash on, read a carrier's list and a statement, make calls, leave cases open."""
    if Remittance.objects.exists():
        return
    carriers = [_carrier(name) for name in CARRIERS]
    _collect_by_others()
    _hand_on()
    _read_list(carriers[0])
    _read_statement()
    _call()
    _raise()


def _carrier(name: str) -> Carrier:
    carrier: Carrier = save_carrier(
        Carrier(), name=name, aliases=[], layout=CARRIER, remits_days=10, actor=OFFICE
    )
    return carrier


def _custodies(status: str, **more: Any) -> list[CashCustody]:
    rows = CashCustody.objects.filter(status=status, part__isnull=False, **more).order_by("pk")
    return list(rows.select_related("part__order"))


def _collect_by_others() -> None:
    """Some makers and agents have brought the parcel themselves, and taken the cash; one was refused."""
    agent = Organisation.objects.filter(kind="association").order_by("pk").first()
    expected = [row for row in _custodies("expected") if row.expected.amount]
    for custody in expected[:3]:
        assert custody.part is not None  # only parts are listed
        hands = Hands(Account.CASH_WITH_PRODUCER, custody.part.producer_id)
        cash.collect(custody.part, hands=hands, actor=OFFICE)
    for custody in expected[3:5] if agent else []:
        assert custody.part is not None
        cash.collect(custody.part, hands=Hands(Account.CASH_WITH_AGENT, agent.pk), actor=OFFICE)
    for custody in expected[5:6]:
        assert custody.part is not None
        cost = from_minor(2_500, custody.expected.currency)
        cash.refuse_at_door(custody.part, cost=cost, actor=OFFICE, reason=WHY)


def _hand_on() -> None:
    """From a maker to the agent, from the agent to the bank; once too little, settled in part."""
    agent = Organisation.objects.filter(kind="association").order_by("pk").first()
    for custody in _custodies("with_producer")[:1] if agent else []:
        cash.hand_over(custody, to=agent, actor=OFFICE, reason=WHY)
    for custody in _custodies("with_agent")[:1]:
        remit_cash.remit(custody, from_minor(held_of(custody), "MAD"), actor=OFFICE, reason=WHY)
    for custody in _custodies("with_carrier", carrier=CARRIERS[1])[:2]:
        held = held_of(custody)
        remit_cash.remit(custody, from_minor(held - 2_000, "MAD"), actor=OFFICE, reason=WHY)
        half = from_minor(1_000, "MAD")
        remit_cash.settle_missing(custody, half, borne_by="bank", actor=OFFICE, reason=WHY)


def _read_list(carrier: Carrier) -> None:
    """A list with a short line, one too high, one of another carrier, one unknown, one unreadable."""
    rows = _custodies("with_carrier", carrier=carrier.name)[:12]
    book, content = Workbook(), io.BytesIO()
    book.active.append(list(COLUMNS.values()))
    for number, custody in enumerate(rows):
        assert custody.part is not None
        off = {1: -3_000, 2: 1_500}.get(number, 0)
        amount = _written(held_of(custody) - FEE + off)
        book.active.append([custody.part.parcels.order_by("pk")[0].tracking, amount, "7,00", "Livré"])
    for other in _custodies("with_carrier", carrier=CARRIERS[2])[:1]:
        assert other.part is not None
        book.active.append([other.part.parcels.order_by("pk")[0].tracking, "100,00", "7,00", "Livré"])
    book.active.append(["DEMO99999MA", "85,00", "7,00", "Livré"])
    book.active.append(["DEMO99998MA", "deux cents", "7,00", "Livré"])
    book.save(content)
    run, _ = receive_remittance(carrier, ContentFile(content.getvalue(), name="demo.xlsx"), actor=OFFICE)
    read_remittance(run, actor=OFFICE)


def _read_statement() -> None:
    """A statement: two transfers that are sure, one to be confirmed, one unknown, and what the bank took."""
    layout = save_statement_layout(
        StatementLayout(), name="Banque (démonstration)", currency="MAD", layout=BANK, actor=OFFICE
    )
    waiting = Payment.objects.filter(gateway="transfer", order__status=Order.Status.DRAFT).order_by("pk")
    payments = list(waiting.select_related("order")[:3])
    day, balance = timezone.localdate() - timedelta(days=1), OPENING
    lines: list[tuple[str, str, int]] = [
        (f"VIR {each.reference}", "", int(each.amount.amount * 100)) for each in payments[:2]
    ]
    lines += [
        ("VIREMENT MERCI", each.order.buyer_name, int(each.amount.amount * 100)) for each in payments[2:]
    ]
    lines += [("VERSEMENT ESPECES", "", 12_000), ("FRAIS DE TENUE DE COMPTE", "", -3_000)]
    text = [";".join(BANK.columns.values())]
    for said, name, amount in lines:
        balance += amount
        debit, credit = ("", _written(amount)) if amount > 0 else (_written(-amount), "")
        text.append(f"{day:%d/%m/%Y};{said};{name};{debit};{credit};{_written(balance)}")
    content = ContentFile("\n".join(text).encode(), name="demo-releve.csv")
    run, _ = receive_statement(content, layout=layout, actor=OFFICE)
    read_statement(run, actor=OFFICE)


def _call() -> None:
    outcomes = (Called.NO_ANSWER, Called.LATER, Called.WRONG_NUMBER)
    for order, outcome in zip(list(calls_to_make()[:3]), outcomes, strict=False):
        record_call(order, outcome, actor=OFFICE, note=WHY)


def _raise() -> None:
    """Somebody looks after one case already."""
    order = Order.objects.filter(status=Order.Status.PLACED).order_by("pk").first()
    case = raise_exception("told_otherwise", key="demo:told_otherwise", about=About(order=order))
    operator = get_user_model().objects.filter(email="operator@demo.test").first()
    if operator is not None:
        take_exception(case, owner=operator, actor=OFFICE)


def _written(amount: int) -> str:
    return f"{amount // 100},{amount % 100:02}"
