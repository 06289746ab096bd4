"""From a cart to an order: what is refused, what is frozen, and that a second press finds the first order."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone
from moneyed import Money

from producers.models import Act, Announcement
from producers.testing.builders import a_cooperative, a_producer, an_association, an_organisation, texts
from shop.actions import carts
from shop.actions.complete import complete
from shop.actions.finalise import finalise
from shop.actions.prepare import prepare
from shop.domain.errors import RefusedError, Why
from shop.domain.numbers import is_order_number
from shop.gateways.base import StepKind
from shop.models import (
    Allocation,
    Cart,
    FeeLine,
    FeeRule,
    Hold,
    JournalEntry,
    Order,
    OrderLine,
    Payment,
    Price,
    ProducerOrder,
    Product,
    Stock,
    Variant,
)
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_place, a_product, a_stock, a_variant
from shop.testing.buying import a_ready_cart, an_order, press, quoted, total_of
from tests.shop.actions.refusing import refused, refused_code

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def morocco():
    return a_market(cash_limit=10_000)


# --- What a sale writes down ---------------------------------------------------------------------


def test_cash_places_the_order_at_once_and_waits_for_a_call():
    done = press(a_ready_cart(a_variant()))
    order = done.order
    assert done.step.kind is StepKind.PLACE
    assert (order.status, order.confirmation) == ("placed", "waiting")
    assert order.placed_at is not None
    assert {part.status for part in order.parts.all()} == {"placed"}
    assert is_order_number(order.number)


def test_a_transfer_gives_number_and_instructions_and_waits_for_the_money():
    now = timezone.now()
    done = press(a_ready_cart(a_variant(stock=1)), "transfer", now=now)
    order = done.order
    assert done.step.kind is StepKind.INSTRUCT
    assert (order.status, order.confirmation) == ("draft", "not_needed")
    assert order.pay_until == now + timedelta(days=5)
    assert {part.status for part in order.parts.all()} == {"waiting"}
    assert Stock.objects.get().allocated == 1
    assert not JournalEntry.objects.exists()
    assert list(Announcement.objects.values_list("kind", flat=True)) == ["order.awaiting_payment"]
    reference = order.payments.get().reference
    assert done.step.instructions[0].value.replace(" ", "") == reference
    assert Order.objects.by_token(order.token).exists()


def test_one_cart_over_three_producers_becomes_one_part_for_each():
    mine, hers = a_product(producer=a_producer()), a_product(producer=a_cooperative())
    one, two, three = a_variant(mine, stock=9), a_variant(hers, stock=9), a_variant(mine, stock=9)
    other = a_variant(stock=9)
    order = an_order((one, 2), two, three, other)
    assert [part.lines.count() for part in order.parts.all()] == [2, 1, 1]
    assert [part.number for part in order.parts.all()] == [f"{order.number}-{n}" for n in (1, 2, 3)]
    assert order.goods == Money(5 * 180, "MAD")
    assert order.total == order.goods + order.delivery
    assert not list(differences())


def test_a_line_keeps_the_names_price_tax_and_seller_of_its_sale():
    producer = a_producer(legal_name="Coop Tifaouine SARL", tax_status="standard")
    product = a_product(producer=producer, name={"fr": "Tapis", "ar": "زربية"}, hs6="570110")
    variant = a_variant(product, price="120.00", name=texts("Grand"), weight_g=900)
    order = an_order((variant, 2))
    Product.objects.update(name=texts("Autre"))
    Price.objects.update(amount=999)
    line = OrderLine.objects.get()
    assert line.product_name.data == {"fr": "Tapis", "ar": "زربية"}
    assert (line.unit_price, line.total, line.tax) == (Money(120, "MAD"), Money(240, "MAD"), Money(40, "MAD"))
    assert (line.tax_reason, line.tax_rate) == ("standard", Decimal(20))
    assert (line.seller_name, line.hs6, line.sku) == ("Coop Tifaouine SARL", "570110", variant.sku)
    assert order.total == Order.objects.get().total


def test_changing_a_fee_rule_never_changes_an_old_order():
    association = an_association()
    product = a_product(producer=a_producer(vouched_by=association))
    for kind, percent in (("platform", "8"), ("solidarity_fund", "2"), ("association", "2")):
        a_fee_rule(kind, percent)
    order = an_order((a_variant(product, price="33.33", stock=9), 3))
    before = list(FeeLine.objects.values_list("kind", "percent", "base", "amount", "beneficiary"))
    booked = list(JournalEntry.objects.values_list("key", "postings__amount", "postings__account__kind"))
    FeeRule.objects.update(percent=50)
    a_fee_rule("platform", "99", position=1)
    assert list(FeeLine.objects.values_list("kind", "percent", "base", "amount", "beneficiary")) == before
    assert [row[:2] for row in before] == [
        ("platform", Decimal("8")), ("solidarity_fund", Decimal("2")), ("association", Decimal("2")),
    ]  # fmt: skip
    assert {row[4] for row in before} == {None, association.pk}
    assert (
        list(JournalEntry.objects.values_list("key", "postings__amount", "postings__account__kind")) == booked
    )
    assert order.total == Order.objects.get(pk=order.pk).total
    assert not list(differences())


def test_placing_is_announced_once_to_the_buyer_and_once_for_each_part():
    order = an_order(a_variant(), a_variant())
    finalise(order)
    kinds = Announcement.objects.exclude(kind="catalogue.changed").values_list("kind", flat=True)
    assert sorted(kinds) == ["order.placed", "part.placed", "part.placed"]


def test_every_move_is_logged_with_its_effect_on_money():
    order = an_order(a_variant())
    act = Act.objects.get(verb="order.placed")
    assert (act.before, act.after) == ({"status": "draft"}, {"status": "placed"})
    assert act.money["buyer_clearing MAD"] == int(order.total.amount * 100)
    assert sum(act.money.values()) == 0
    assert Act.objects.filter(verb="producerorder.placed").count() == 1


def test_the_holds_become_allocations():
    variant = a_variant(stock=2)
    cart = a_ready_cart((variant, 2))
    Hold.objects.create(variant=variant, cart=cart, quantity=2, until=timezone.now() + timedelta(minutes=5))
    press(cart)
    assert not Hold.objects.exists()
    assert Allocation.objects.get().quantity == 2
    assert Stock.objects.get().allocated == 2


def test_a_service_skips_delivery_and_asks_for_no_address():
    service = a_product(kind="service", duration_minutes=120)
    starts = timezone.now() + timedelta(days=9)
    cart = a_ready_cart(a_variant(service, starts_at=starts, stock=8), address={"country": "MA"})
    order = press(cart).order
    assert (order.delivery, order.delivery_country, order.delivery_address) == (Money(0, "MAD"), "", {})
    line = OrderLine.objects.get()
    assert line.is_service
    assert line.starts_at == starts
    assert ProducerOrder.objects.get().ship_by == timezone.localdate(starts)


def test_a_good_and_a_service_travel_apart():
    product, service = a_product(), a_product(kind="service")
    cart = a_ready_cart(a_variant(product), a_variant(service, stock=3))
    order = press(cart).order
    assert [bool(part.delivery.amount) for part in order.parts.all()] == [True, False]


def test_who_pays_and_where_it_goes_are_two_facts():
    a_market("eu")
    variant = a_variant(prices={"EUR": "17.50"})
    cart = a_ready_cart(variant, country="FR", is_gift=True, gift_note="Pour toi, maman", phone="0612345678")
    order = press(cart, "transfer").order
    assert (order.country, order.delivery_country) == ("FR", "MA")
    assert (order.is_gift, order.gift_note) == (True, "Pour toi, maman")
    assert order.total.currency.code == "EUR"
    assert order.phone == "+33612345678"
    assert order.delivery_address["recipient"] == "Amina El Fassi"
    assert refused_method(a_ready_cart(a_variant(prices={"EUR": "9"}), country="FR")) == "not_in_this_market"


def refused_method(cart):
    with pytest.raises(RefusedError) as raised:
        press(cart)
    assert raised.value.code is Why.METHOD_NOT_OFFERED
    return raised.value.facts["reason"]


def test_a_sale_in_euros_fixes_her_amount_in_dirhams_at_the_rate_of_the_day(settings):
    settings.SHOP = settings.SHOP | {"RATES": {"EUR": ("10.73", "2026-01-15")}}
    a_market("eu", cash_limit=1000)
    order = press(a_ready_cart(a_variant(prices={"EUR": "17.50"}), country="FR")).order
    assert (order.rate, order.rate_date.isoformat()) == (Decimal("10.73"), "2026-01-15")
    exchanged = JournalEntry.objects.get(kind="part.exchanged").postings.filter(account__currency="MAD")
    hers = exchanged.get(account__kind="sales_not_earned")
    assert hers.amount == Money("-187.78", "MAD")
    assert not list(differences())


def test_gathered_by_a_centre_the_cost_is_shared_and_the_parts_add_up():
    an_organisation("centre", region="MA-06")
    one, two = a_variant(price="100"), a_variant(price="201")
    order = an_order(one, two, mode="consolidated")
    assert order.delivery_mode == "consolidated"
    assert sum(part.delivery.amount for part in order.parts.all()) == order.delivery.amount
    assert order.delivery < an_order(a_variant(), a_variant()).delivery
    assert not list(differences())


def test_what_is_picked_up_costs_nothing_and_needs_a_phone_to_call():
    an_organisation("centre", region="MA-06")
    cart = a_ready_cart(a_variant(), mode="pick_up", address={"country": "MA"})
    order = press(cart).order
    assert (order.delivery_mode, order.delivery, order.delivery_address) == ("pick_up", Money(0, "MAD"), {})
    silent = a_ready_cart(a_variant(), mode="pick_up", address={"country": "MA"}, phone="")
    with pytest.raises(RefusedError) as raised:
        press(silent)
    assert (raised.value.code, list(raised.value.facts["fields"])) == (Why.CONTACT, ["phone"])


# --- Charged = shown -----------------------------------------------------------------------------


def test_a_price_that_changed_in_between_is_told_and_nothing_is_ordered():
    variant = a_variant()
    cart = a_ready_cart(variant)
    seen = total_of(cart)
    Price.objects.filter(variant=variant).update(amount="181.00")
    refusal = refused(cart, shown=seen)
    assert refusal.code is Why.TOTAL_CHANGED
    assert refusal.facts["total"] - refusal.facts["shown"] == Money(1, "MAD")
    assert press(cart).order.total == refusal.facts["total"]


@pytest.mark.parametrize(
    "wrong", [Money("0.01", "MAD"), Money(0, "MAD"), Money(-215, "MAD"), Money(215, "EUR")]
)
def test_a_tampered_total_is_refused(wrong):
    cart = a_ready_cart(a_variant())
    assert total_of(cart) == Money(215, "MAD")
    assert refused(cart, shown=wrong).code is Why.TOTAL_CHANGED


def test_a_market_switched_in_another_tab_makes_the_review_out_of_date():
    a_market("eu")
    cart = a_ready_cart(a_variant(prices={"EUR": "17"}))
    seen, attempt = total_of(cart), cart.attempt
    carts.set_country(cart, "FR")
    assert refused(cart, shown=seen, attempt=attempt).code is Why.FORM_CHANGED
    assert refused(cart, "transfer", shown=seen).code is Why.TOTAL_CHANGED


def test_a_cart_changed_in_another_tab_makes_the_review_out_of_date_even_at_the_same_total():
    one, two = a_variant(), a_variant()
    cart = a_ready_cart(one)
    seen, attempt = total_of(cart), cart.attempt
    carts.add(cart, two.pk, 1, a_market())
    carts.remove(cart, cart.lines.first().pk)
    assert total_of(cart) == seen
    assert refused(cart, shown=seen, attempt=attempt).code is Why.FORM_CHANGED


@pytest.mark.parametrize("attempt", ["", "x", "é" * 70])
def test_a_tampered_attempt_is_refused(attempt):
    assert refused(a_ready_cart(a_variant()), attempt=attempt).code is Why.FORM_CHANGED


# --- What vanished in between ---------------------------------------------------------------------


def test_a_product_unpublished_in_between_is_named():
    gone, there = a_variant(), a_variant()
    cart = a_ready_cart(gone, there)
    Product.objects.filter(pk=gone.product_id).update(live=False)
    refusal = refused(cart)
    assert (refusal.code, refusal.facts["problems"]) == (Why.LINES_CHANGED, {gone.pk: Why.HIDDEN})


def test_every_line_that_is_short_is_named_at_once():
    one, two, three = a_variant(stock=5), a_variant(stock=5), a_variant(stock=5)
    cart = a_ready_cart((one, 5), (two, 5), three)
    Stock.objects.filter(variant=one).update(allocated=3)
    Stock.objects.filter(variant=two).update(allocated=5)
    refusal = refused(cart)
    assert refusal.code is Why.SHORT
    assert [(s.variant, s.available) for s in refusal.facts["shortages"]] == [(one.pk, 2), (two.pk, 0)]


def test_an_expired_hold_keeps_nothing_but_does_not_stand_in_the_way():
    variant = a_variant(stock=1)
    late, quick = a_ready_cart(variant), a_ready_cart(variant)
    Hold.objects.create(variant=variant, cart=late, quantity=1, until=timezone.now() - timedelta(seconds=1))
    assert press(quick).order.status == "placed"
    with pytest.raises(RefusedError) as raised:
        press(late)
    assert raised.value.code is Why.SHORT


def test_what_another_buyer_holds_is_not_sold_to_this_one():
    variant = a_variant(stock=1)
    first, second = a_ready_cart(variant), a_ready_cart(variant)
    Hold.objects.create(variant=variant, cart=first, quantity=1, until=timezone.now() + timedelta(minutes=5))
    assert refused(second).code is Why.SHORT


def test_an_empty_cart_is_refused():
    assert refused(a_ready_cart(), shown=Money(0, "MAD")).code is Why.EMPTY


def test_a_cart_that_is_gone_is_closed():
    cart = a_ready_cart(a_variant())
    pk, total = cart.pk, total_of(cart)
    cart.delete()
    with pytest.raises(RefusedError) as raised:
        complete(Cart(pk=pk), shown=total, method="cash", attempt="x", lang="fr")
    assert raised.value.code is Why.CLOSED


def test_made_to_order_sells_up_to_its_cap_and_promises_its_days():
    variant = a_variant(stock=0, cap=2, making_days=12)
    order = an_order((variant, 2))
    assert order.parts.get().lines.get().making_days == 12
    assert order.parts.get().ship_by >= timezone.localdate() + timedelta(days=12)
    assert refused_code(a_ready_cart(variant)) is Why.SHORT


def test_more_than_what_is_ready_has_to_be_made_first():
    variant = a_variant(stock=1, cap=5, making_days=20)
    assert quoted(a_ready_cart(variant)).lines[0].making_days is None
    assert quoted(a_ready_cart((variant, 2))).lines[0].making_days == 20


# --- One cart, one order --------------------------------------------------------------------------


def test_a_second_press_finds_the_first_order():
    cart = a_ready_cart(a_variant())
    total, attempt = total_of(cart), cart.attempt
    first = press(cart, shown=total, attempt=attempt).order
    again = press(cart, shown=total, attempt=attempt).order
    other = press(cart, "transfer", shown=Money(1, "EUR"), attempt="another tab").order
    assert first.pk == again.pk == other.pk
    assert (Order.objects.count(), Payment.objects.count()) == (1, 1)
    assert JournalEntry.objects.filter(kind="order.placed").count() == 1


def test_a_crash_after_prepare_is_mended_by_pressing_again():
    cart = a_ready_cart(a_variant(stock=1))
    total = total_of(cart)
    draft = prepare(cart, shown=total, method="cash", attempt=cart.attempt, lang="fr")
    assert (draft.status, Stock.objects.get().allocated) == ("draft", 1)
    done = complete(cart, shown=total, method="cash", attempt=cart.attempt, lang="fr")
    assert (done.order.pk, done.order.status) == (draft.pk, "placed")
    assert Stock.objects.get().allocated == 1


def test_finalising_a_draft_that_waits_for_its_money_is_refused():
    order = an_order(a_variant(), method="transfer")
    with pytest.raises(RefusedError) as raised:
        finalise(order)
    assert raised.value.code is Why.NOT_PAYABLE
    assert Order.objects.get().status == "draft"


def test_a_variant_of_two_places_is_taken_from_the_makers_first():
    variant = a_variant(stock=1)
    centre = an_organisation("centre")
    a_stock(variant, pieces=4, place=a_place(centre, "centre"))
    an_order((variant, 3))
    assert list(Stock.objects.order_by("pk").values_list("allocated", flat=True)) == [1, 2]
    assert Variant.objects.count() == 1
