"""Sold in euros and dollars, paid in dirhams: from checkout to payout and invoice, while rates move."""

from collections import defaultdict
from datetime import timedelta
from decimal import Decimal

import pytest
from django.contrib.auth import get_user_model
from django.utils import timezone
from lxml import etree
from moneyed import Money

from producers.domain.actors import SYSTEM, Actor
from producers.testing.builders import a_producer, an_organisation
from shop.actions import fulfil
from shop.actions.book_by_hand import approve_entry
from shop.actions.change_order import change_order
from shop.actions.exchange import propose_borne, propose_conversion
from shop.actions.issue_invoice import issue_invoice
from shop.actions.mark_paid import mark_paid
from shop.actions.pay_out import confirm_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.actions.set_rate import set_rate
from shop.domain.book_keeping import BookError
from shop.domain.changes import ChangeKind
from shop.domain.money import from_minor, minor, whole
from shop.domain.postings import Account
from shop.models import JournalEntry, ManualEntry, Order, Payout, Posting, ProducerOrder
from shop.papers.invoice import print_invoice
from shop.papers.ubl import ubl_of
from shop.reading.exchange import exchange_difference
from shop.reading.order_money import part_posted
from shop.reading.payables import owed_to
from shop.reading.proposals import Asked, propose
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import ABROAD, ADDRESS, a_ready_cart, press
from shop.testing.payouts import a_destination
from tests.shop.papers.read_back import squeezed, words
from tests.shop.papers.test_ubl import read, value

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
RATES = {"EUR": Decimal("10.73"), "USD": Decimal("9.905")}
WHERE = {"EUR": ("FR", ABROAD), "USD": ("CA", ADDRESS)}
"""Bought in France and sent there; bought in Canada and sent to somebody in Morocco."""
ACCOUNTS = {code: {"holder": "Centre", "bank": "Banque", "iban": "FR14"} for code in ("MAD", "EUR", "USD")}


@pytest.fixture
def people():
    make = get_user_model().objects.create_user
    return [Actor(make(name).pk, name) for name in ("clerk", "second")]


@pytest.fixture(autouse=True)
def _shop(settings):
    transfer = {"BACKEND": "shop.gateways.transfer.Transfer", "OPTIONS": {"accounts": ACCOUNTS}}
    settings.SHOP = {"GATEWAYS": {"transfer": transfer}, "RATES": {}}
    centre = an_organisation("centre")
    a_market("ma")
    a_market("eu", exporter=centre, responsible_person="Nadia Conseil, Lyon")
    a_market("usd", currency="USD", countries=["CA"])
    a_fee_rule("platform", "8")
    a_fee_rule("solidarity_fund", "2.5")
    for currency, rate in RATES.items():
        set_rate(currency, rate, day=TODAY - timedelta(days=30), source="bank", actor=SYSTEM)


def sold(currency: str, price: str = "33.35", quantity: int = 3) -> Order:
    maker = a_producer(tax_status="standard")
    rug = a_variant(a_product(producer=maker, hs6="570110"), price=price, currency=currency, stock=9)
    country, address = WHERE[currency]
    cart = a_ready_cart((rug, quantity), country=country, address=address, mode="direct")
    order = press(cart, "transfer").order
    mark_paid(order, amount=order.total, statement=f"line {order.pk}", actor=SYSTEM)
    order.refresh_from_db()
    return order


def arrive(part: ProducerOrder) -> None:
    fulfil.accept(part, actor=SYSTEM)
    fulfil.pack(part, actor=SYSTEM)
    fulfil.ship(part, carrier="Poste", actor=SYSTEM)
    fulfil.deliver(part, actor=SYSTEM)


def each_currency_balances() -> None:
    sums: defaultdict[str, int] = defaultdict(int)
    for row in Posting.objects.all():
        sums[row.amount.currency.code] += minor(row.amount)
    assert len(sums) > 1
    assert set(sums.values()) == {0}
    assert not list(differences())


def balance(kind: Account, currency: str) -> int:
    rows = Posting.objects.filter(account__kind=kind, account__currency=currency)
    return sum(minor(row.amount) for row in rows)


def in_dirhams(amount: int, rate: Decimal) -> int:
    return whole(amount * rate)


@pytest.mark.parametrize("currency", ["EUR", "USD"])
def test_from_the_checkout_to_the_payout_and_the_invoice(currency, people):
    clerk, second = people
    order = sold(currency)
    part = order.parts.get()
    rate, posted = RATES[currency], part_posted(part)
    assert (order.rate, order.rate_source, order.total.currency.code) == (rate, "bank", currency)
    assert posted.delivery_party == part.producer_id
    assert posted.delivery > 0
    each_currency_balances()
    # The rate moves between each two steps; hers was fixed when it was ordered.
    set_rate(currency, rate * 2, day=TODAY, source="bank", actor=SYSTEM)
    hers = in_dirhams(posted.maker, rate) + in_dirhams(posted.delivery, rate)
    arrive(part)
    assert owed_to(part.producer, "MAD") == hers
    assert owed_to(part.producer, currency) == 0
    each_currency_balances()
    # Our own money is changed at the bank's rate of that day, by two people.
    held = balance(Account.BANK, currency)
    got = Money(in_dirhams(held, rate * 2 - 1) / Decimal(100), "MAD")
    proposal = propose_conversion(
        from_minor(held, currency), got, out_of=Account.BANK, into=Account.BANK, actor=clerk, reason="paper 7"
    )
    with pytest.raises(BookError):
        approve_entry(proposal, actor=clerk)
    assert balance(Account.BANK, currency) == held
    approve_entry(proposal, actor=second)
    assert (balance(Account.BANK, currency), balance(Account.BANK, "MAD")) == (0, minor(got))
    assert JournalEntry.objects.filter(kind="money.converted").count() == 1
    each_currency_balances()
    # She is paid exactly what was fixed.
    a_destination(part.producer)
    send_batch(approve_batch(propose_batch("MAD", "bank", actor=clerk), actor=second), actor=clerk)
    confirm_payout(Payout.objects.get(), actor=clerk, reason="line 8")
    assert minor(Payout.objects.get().amount) == hers
    assert owed_to(part.producer, "MAD") == 0
    each_currency_balances()
    invoice = issue_invoice(part)
    tree = read(ubl_of(invoice))
    assert value(tree, "cbc:DocumentCurrencyCode") == currency
    assert Decimal(value(tree, "cac:LegalMonetaryTotal/cbc:PayableAmount")) == order.total.amount
    assert etree.tostring(tree).count(currency.encode()) > 3
    said = squeezed(words(print_invoice(invoice)))
    assert f"{rate.normalize():f}"[:4] in said.replace(",", ".")


def test_a_piece_and_its_sending_given_back_go_back_the_way_they_came(people):
    order = sold("EUR")
    part = order.parts.get()
    posted, rate = part_posted(part), RATES["EUR"]
    line = part.lines.get()
    half = posted.delivery // 2
    for asked in (
        Asked(ChangeKind.CANCEL_LINE, {line.pk: 1}),
        Asked(ChangeKind.GOODWILL, delivery={part.pk: half}),
    ):
        shown = propose(order, asked).fingerprint
        change_order(order, asked, fingerprint=shown, actor=people[0], reason="asked by phone")
        each_currency_balances()
    arrive(ProducerOrder.objects.get(pk=part.pk))
    owed = owed_to(part.producer, "MAD")
    fixed = in_dirhams(posted.maker, rate) * 2 / 3 + in_dirhams(posted.delivery, rate) / 2
    assert abs(owed - fixed) <= 3
    assert balance(Account.DELIVERY_PAYABLE, "EUR") == balance(Account.DELIVERY_PAYABLE, "MAD") == 0
    rest = posted.delivery - half
    asked = Asked(ChangeKind.GOODWILL, delivery={part.pk: rest})
    shown = propose(order, asked).fingerprint
    change_order(order, asked, fingerprint=shown, actor=people[0], reason="late")
    assert abs(owed_to(part.producer, "MAD") - in_dirhams(posted.maker, rate) * 2 / 3) <= 2
    each_currency_balances()


def test_nobody_bears_more_than_there_is_and_no_maker_bears_any(people):
    clerk, second = people
    sold("EUR")
    loss = exchange_difference("MAD")
    assert loss > 0
    for amount, by in (
        (loss + 1, Account.PLATFORM_INCOME),
        (-1, Account.PLATFORM_INCOME),
        (0, Account.PLATFORM_INCOME),
        (loss, Account.PRODUCER_PAYABLE),
    ):
        with pytest.raises(BookError):
            propose_borne(from_minor(amount, "MAD"), borne_by=by, actor=clerk, reason="x")
    assert not ManualEntry.objects.exists()
    proposal = propose_borne(
        from_minor(loss, "MAD"), borne_by=Account.PLATFORM_INCOME, actor=clerk, reason="year"
    )
    approve_entry(proposal, actor=second)
    assert exchange_difference("MAD") == 0
    each_currency_balances()
