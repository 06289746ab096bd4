"""Goods out and back, receipts, and the evening: one fair from its first sheet to agreeing books."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from moneyed import Money

from home.fairs.actions.evenings import (
    NothingToCloseError,
    SettledError,
    close_till,
    settle_evening,
)
from home.fairs.actions.receipts import TillRefusedError, settle_odd, take_receipt
from home.fairs.actions.settle_goods import settle_goods
from home.fairs.actions.sheets import (
    Counted,
    CountError,
    ShortSheetError,
    bring_back,
    take_out,
    write_sheet,
)
from home.fairs.actions.tills import NoSuchCodeError, invite_till, join_till, revoke_till
from home.fairs.domain.receipts import UnreadableError
from home.fairs.domain.states import IllegalStepError
from home.fairs.models import Evening, OddReceipt, Receipt
from home.fairs.reading.variance import changed_prices, variance_of
from home.fairs.testing.builders import a_fair, a_sale, a_till, goods_out, shelf
from producers.actions.deliver import deliver_announcements
from producers.domain.actors import SYSTEM, Actor
from producers.models import Message, Organisation
from producers.testing.builders import a_producer, an_organisation
from shop.actions.issue_invoice import issue_invoice
from shop.actions.mark_paid import mark_paid
from shop.actions.remit_cash import remit
from shop.models import CashCustody, Hold, Invoice, Order, Posting, Price, ProducerOrder, Stock
from shop.reading.reconcile import differences
from shop.testing.builders import a_cart, a_fee_rule, a_variant

pytestmark = pytest.mark.django_db
BY = Actor(None, "Agent")


def dirhams(amount: int) -> Money:
    return Money(Decimal(amount), "MAD")


@pytest.fixture
def rug():
    a_fee_rule()
    return a_variant(stock=5, price=100)


@pytest.fixture
def pot():
    return a_variant(stock=4, price=40)


@pytest.fixture
def fair(rug):
    return a_fair()


def held_on(kind: str) -> Decimal:
    """Return the balance of an account, debits above zero."""
    return sum((one.amount.amount for one in Posting.objects.filter(account__kind=kind)), Decimal(0))


def on_hand(variant) -> dict[bool, int]:
    return dict(Stock.objects.filter(variant=variant).values_list("place__is_selling", "on_hand"))


def test_goods_leave_web_stock_and_come_back_the_same(fair, rug):
    sheet = goods_out(fair, (rug, 3))
    assert on_hand(rug) == {True: 2, False: 3}
    bring_back(sheet, {sheet.lines.get().pk: Counted(3)}, actor=BY)
    assert on_hand(rug) == {True: 5, False: 0}
    assert not list(differences())
    with pytest.raises(IllegalStepError):
        bring_back(sheet, {sheet.lines.get().pk: Counted(3)}, actor=BY)


def test_what_is_promised_or_held_at_a_checkout_does_not_leave(fair, rug, pot):
    Stock.objects.filter(pk=shelf(rug).pk).update(allocated=2)
    until = timezone.now() + timedelta(minutes=5)
    Hold.objects.create(variant=rug, cart=a_cart(rug), quantity=1, until=until)
    sheet = write_sheet(fair, {shelf(rug).pk: 3, shelf(pot).pk: 9}, actor=BY)
    with pytest.raises(ShortSheetError) as short:
        take_out(sheet, actor=BY)
    assert {(line.variant, line.wanted, line.left) for line in short.value.lines} == {
        (rug.pk, 3, 2),
        (pot.pk, 9, 4),
    }
    sheet.refresh_from_db()
    assert (sheet.state, on_hand(rug)) == ("draft", {True: 5})


def test_a_sheet_takes_only_from_shelves_of_the_web_shop(fair, rug):
    goods_out(fair, (rug, 1))
    with pytest.raises(CountError):
        write_sheet(fair, {Stock.objects.get(place=fair.place).pk: 1}, actor=BY)
    with pytest.raises(CountError):
        write_sheet(fair, {shelf(rug).pk: 0}, actor=BY)


def test_losses_need_a_reason_and_leave_with_it(fair, rug):
    sheet = goods_out(fair, (rug, 3))
    line = sheet.lines.get().pk
    with pytest.raises(CountError):
        bring_back(sheet, {line: Counted(2, 1)}, actor=BY)
    with pytest.raises(CountError):
        bring_back(sheet, {}, actor=BY)
    bring_back(sheet, {line: Counted(2, 1, "tombé")}, actor=BY)
    assert on_hand(rug) == {True: 4, False: 0}
    assert [row.numbers.agrees for row in variance_of(fair)] == [True]
    assert not list(differences())


def test_a_receipt_counts_once_and_another_with_its_number_waits_for_a_person(fair, rug):
    till = a_till(fair).till
    first = take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    again = take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    assert (again.receipt, again.is_new) == (first.receipt, False)
    for _ in range(2):
        odd = take_receipt(till, a_sale(1, (rug, 2, 100)), actor=BY).odd
    assert (Receipt.objects.count(), OddReceipt.objects.count()) == (1, 1)
    with pytest.raises(ValueError, match="say"):
        settle_odd(odd, reason=" ", counts=True, actor=BY)
    settle_odd(odd, reason="deux caisses", counts=True, actor=BY)
    settle_odd(odd, reason="deux caisses", counts=True, actor=BY)
    assert [one.total for one in Receipt.objects.all()] == [dirhams(100), dirhams(200)]


def test_goods_that_nobody_knows_are_kept_and_nonsense_is_not(fair, rug):
    till = a_till(fair).till
    gone = a_sale(1, (rug, 1, 100))
    gone["lines"] = gone["lines"].replace(f'"variant": {rug.pk}', '"variant": 987654')
    assert take_receipt(till, gone, actor=BY).odd.kind == "goods"
    for changes in (
        {"way": "gold"}, {"lines": "[]"}, {"lines": "x"}, {"sequence": "0"}, {"sequence": "-1"},
        {"sold_at": "yesterday"}, {"sold_at": "2026-11-28T10:00:00"}, {"given": "1"}, {"way": "reference"},
        {"lines": '[{"variant": 1, "quantity": 1.5, "unit": 1}]'}, {"lines": '[{"variant": true}]'},
    ):  # fmt: skip
        with pytest.raises(UnreadableError):
            take_receipt(till, a_sale(2, (rug, 1, 100)) | changes, actor=BY)
    assert Receipt.objects.count() == 0


def test_a_code_lets_in_one_device_once_and_a_revoked_till_sends_nothing(fair, rug):
    invited = invite_till(fair, actor=BY)
    typed = f" {invited.code[:4].lower()}-{invited.code[4:]}"
    till = join_till(typed, actor=BY).till
    for code in (invited.code, "", "AAAA2222"):
        with pytest.raises(NoSuchCodeError):
            join_till(code, actor=BY)
    late = invite_till(fair, actor=BY, now=timezone.now() - timedelta(days=3))
    with pytest.raises(NoSuchCodeError):
        join_till(late.code, actor=BY)
    revoke_till(till, actor=BY)
    with pytest.raises(TillRefusedError):
        take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    assert Receipt.objects.count() == 0


def test_the_evening_books_what_was_sold_and_splits_it_to_its_makers(fair, rug, pot):
    goods_out(fair, (rug, 3), (pot, 2))
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 1, 100), (pot, 1, 40)), actor=BY)
    take_receipt(till, a_sale(2, (rug, 1, 90)), actor=BY)
    take_receipt(till, a_sale(3, (pot, 1, 40), way="reference", reference="VIR 77"), actor=BY)
    evening = close_till(till, dirhams(230), actor=BY)
    assert evening.expected == dirhams(230)
    order = evening.order
    assert (order.status, order.total, order.phone, order.email) == ("placed", dirhams(230), "", "")
    parts = {part.producer_id: part for part in order.parts.all()}
    assert {pk: (part.status, part.goods) for pk, part in parts.items()} == {
        rug.product.producer_id: ("delivered", dirhams(190)),
        pot.product.producer_id: ("delivered", dirhams(40)),
    }
    custody = CashCustody.objects.get()
    assert (custody.status, custody.holder, custody.expected) == ("with_agent", fair.holder, dirhams(230))
    assert on_hand(rug)[False] == 1
    assert on_hand(pot)[False] == 0
    assert [line.listed for line in changed_prices(fair)] == [dirhams(100)]
    assert not list(differences())
    with pytest.raises(NothingToCloseError):
        close_till(till, dirhams(0), actor=BY)
    by_transfer = Order.objects.get(method="transfer")
    mark_paid(by_transfer, amount=dirhams(40), statement="VIR 77", actor=BY)
    remit(custody, dirhams(230), actor=BY)
    assert [issue_invoice(part) is not None for part in ProducerOrder.objects.all()] == [True] * 3
    assert not list(differences())


def test_a_price_that_changed_holds_as_charged_and_is_told(fair, rug):
    goods_out(fair, (rug, 1))
    till = a_till(fair).till
    Price.objects.filter(variant=rug).update(amount=150)
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    line = changed_prices(fair).get()
    assert (line.unit, line.listed) == (dirhams(100), dirhams(150))
    assert close_till(till, dirhams(100), actor=BY).order.total == dirhams(100)


def test_more_than_was_taken_out_is_sold_and_told(fair, rug):
    sheet = goods_out(fair, (rug, 1))
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 3, 100)), actor=BY)
    close_till(till, dirhams(300), actor=BY)
    bring_back(sheet, {sheet.lines.get().pk: Counted(0)}, actor=BY)
    row = variance_of(fair)[0]
    assert (row.numbers.extra, row.numbers.missing) == (2, 0)
    settle_goods(fair, rug, reason="apportés par elle", actor=BY)
    assert variance_of(fair)[0].numbers.agrees
    assert not list(differences())


def test_pieces_that_nobody_explains_are_settled_with_a_reason(fair, rug):
    sheet = goods_out(fair, (rug, 3))
    bring_back(sheet, {sheet.lines.get().pk: Counted(1)}, actor=BY)
    assert variance_of(fair)[0].numbers.missing == 2
    settle_goods(fair, rug, reason="volés", actor=BY)
    assert on_hand(rug) == {True: 3, False: 0}
    assert not list(differences())


@pytest.mark.parametrize(("counted", "how", "wrong"), [(80, "found", "kept"), (110, "kept", "found")])
def test_counted_cash_that_differs_is_booked_and_settled(fair, rug, counted, how, wrong):
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    evening = close_till(till, dirhams(counted), actor=BY)
    assert not list(differences())
    with pytest.raises(SettledError):
        settle_evening(evening, how=wrong, reason="x", actor=BY)
    settle_evening(evening, how=how, reason="recompté", actor=BY)
    assert not list(differences())
    remit(CashCustody.objects.get(), dirhams(max(counted, 100)), actor=BY)
    assert not list(differences())


def test_missing_cash_is_charged_to_the_association_and_never_to_a_maker(fair, rug):
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    evening = close_till(till, dirhams(80), actor=BY)
    hers = held_on("producer_payable")
    settle_evening(evening, how="holder", reason="compté à deux", actor=BY)
    assert (held_on("association"), held_on("cash_differences")) == (20, 0)
    assert (held_on("producer_payable"), held_on("cash_with_agent")) == (hers, 80)
    assert not list(differences())
    with pytest.raises(SettledError):
        settle_evening(evening, how="holder", reason="encore", actor=BY)
    Evening.objects.update(settled_how="shop")
    assert len([line for line in differences() if "borne" in str(line)]) == 1


@pytest.mark.parametrize("kind", ["centre", "cooperative"])
def test_where_no_association_held_it_the_centre_bears_what_is_missing(rug, kind):
    fair = a_fair(an_organisation(kind))
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    evening = close_till(till, dirhams(80), actor=BY)
    with pytest.raises(SettledError):
        settle_evening(evening, how="holder", reason="x", actor=BY)
    settle_evening(evening, how="shop", reason="x", actor=BY)
    assert held_on("cash_differences") == 20


def test_reconcile_names_a_receipt_that_is_not_what_was_booked(fair, rug):
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=BY)
    close_till(till, dirhams(100), actor=BY)
    Receipt.objects.update(total=dirhams(120))
    assert len([line for line in differences() if "receipt" in line]) == 2


def test_only_a_fair_has_fair_mode():
    from home.events.testing.builders import an_event
    from home.fairs.actions.open_fair import NoFairError, open_fair

    with pytest.raises(NoFairError):
        open_fair(an_event(kind="meeting"), a_producer(), actor=SYSTEM)


def test_each_maker_is_told_in_the_evening_what_is_hers(fair, rug, pot):
    for good, phone in ((rug, "+212612345601"), (pot, "+212612345602")):
        Organisation.objects.filter(pk=good.product.producer_id).update(phone=phone)
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 2, 100), (pot, 1, 40)), actor=BY)
    take_receipt(till, a_sale(2, (rug, 1, 100), way="reference", reference="V1"), actor=BY)
    close_till(till, dirhams(240), actor=BY)
    deliver_announcements()
    said = sorted(Message.objects.filter(kind="evening.closed").values_list("text", flat=True))
    assert len(said) == 2
    assert any("300 MAD" in text.replace("\xa0", " ") for text in said)
    assert any("276 MAD" in text.replace("\xa0", " ") for text in said)  # 8 percent go to the platform
    assert Invoice.objects.count() == 3
