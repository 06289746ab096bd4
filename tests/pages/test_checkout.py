"""The four steps, and the press that orders."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from producers.testing.builders import an_organisation
from shop import conf
from shop.actions.fill_in import fill_in
from shop.models import Cart, CartLine, Hold, Order, Price, Stock
from shop.testing.builders import a_cart, a_market, a_product, a_variant
from shop.testing.buying import press
from shop.views import steps
from tests.pages.buying import GATEWAYS, WHERE, buy, errors, fill_cart, place, review_form, two_makers, walk

pytestmark = pytest.mark.django_db
LONG = "a" * 10_000


@pytest.fixture(autouse=True)
def _ways_to_pay(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


@pytest.fixture(scope="module", autouse=True)
def shopping(made_once):
    """A browser with a cart in which pieces of two makers are."""
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        client, variants = Client(), two_makers()
        fill_cart(client, *variants)
        return variants, client.cookies


@pytest.fixture
def filled(shopping, made_once, client):
    variants, cookies = made_once.hand_out(shopping)
    client.cookies.update(cookies)
    return variants


@pytest.mark.parametrize("lang", ["fr", "ar"])
@pytest.mark.parametrize(("method", "status"), [("cash", "placed"), ("transfer", "draft")])
def test_a_guest_buys_from_two_makers(client, filled, lang, method, status):
    order = buy(client, lang, method)
    assert (order.status, order.parts.count(), order.language) == (status, 2, lang)
    assert order.total.amount > 275
    assert order.legal_versions == {"terms": "1"}
    page = client.get(f"/{lang}/orders/{order.token}/").content.decode()
    assert order.number in page
    assert page.count('data-role="producer-order"') == 2


@pytest.mark.parametrize("step", ["", "address/", "delivery/", "payment/", "review/"])
def test_without_a_cart_every_step_leads_to_the_cart(client, step):
    a_market()
    response = client.get(f"/fr/checkout/{step}")
    assert (response.status_code, response.url) == (303, "/fr/cart/")


def test_pieces_are_kept_again_before_half_their_time_is_over(client, filled):
    client.get("/fr/checkout/address/")
    first = set(Hold.objects.values_list("until", flat=True))
    client.get("/fr/checkout/address/")
    assert set(Hold.objects.values_list("until", flat=True)) == first
    Hold.objects.update(until=timezone.now() + conf.hold_time() / 2)
    client.get("/fr/checkout/address/")
    assert min(Hold.objects.values_list("until", flat=True)) > timezone.now() + conf.hold_time() * 0.9


def test_another_quantity_is_kept_at_the_next_step(client, filled):
    client.get("/fr/checkout/address/")
    CartLine.objects.filter(variant=filled[0]).update(quantity=2)
    client.get("/fr/checkout/address/")
    assert Hold.objects.get(variant=filled[0]).quantity == 2


@pytest.mark.parametrize("step", ["delivery", "payment", "review"])
def test_no_step_is_jumped_over(client, filled, step):
    assert client.get(f"/fr/checkout/{step}/").url == "/fr/checkout/address/"


@pytest.mark.parametrize("step", ["address", "delivery", "payment", "review"])
def test_every_step_is_private_and_marked(client, filled, step):
    walk(client)
    response = client.get(f"/fr/checkout/{step}/")
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"
    assert response.content.decode().count('data-role="checkout"') == 1


def test_the_ways_of_paying_are_marked_with_their_names(client, filled):
    walk(client)
    page = client.get("/fr/checkout/payment/").content.decode()
    for method in ("cash", "transfer"):
        assert f'value="{method}" data-role="pay-with"' in page


def test_nothing_typed_is_lost(client, filled):
    response = client.post("/fr/checkout/address/", WHERE | {"phone": "12", "landmark": "Près du puits"})
    assert response.status_code == 422
    assert "Près du puits" in response.content.decode()
    client.post("/fr/checkout/address/", WHERE)
    page = client.get("/ar/checkout/address/").content.decode()
    assert "Aïcha Benali" in page
    assert "06 12 34 56 78" in page


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("name", ""),
        ("name", LONG),
        ("name", "\u202eevil"),
        ("name", "A\x00B"),
        ("name", "1234"),
        ("phone", "12"),
        ("phone", "abc"),
        ("phone", LONG),
        ("phone", "06\x0012345678"),
        ("email", "not-an-address"),
        ("email", "a@b"),
        ("email", LONG + "@example.com"),
        ("email", "a\u202e@example.com"),
        ("province", ""),
        ("province", "MA-ZZZ"),
        ("commune", ""),
        ("commune", "Nowhere at all"),
        ("commune", LONG),
        ("landmark", LONG),
        ("landmark", "\u202eevil"),
        ("postcode", "ABC"),
        ("country", "XX"),
        ("country", "<b>"),
        ("recipient", LONG),
        ("recipient_phone", "12"),
        ("gift_note", LONG),
    ],
)
def test_what_cannot_be_kept_is_named_and_nothing_is_kept(client, filled, field, value):
    response = client.post("/fr/checkout/address/", WHERE | {field: value})
    assert response.status_code == 422
    assert errors(response)
    assert "name" not in Cart.objects.get().checkout


def test_neither_phone_nor_mail_is_refused_at_both(client, filled):
    response = client.post("/fr/checkout/address/", WHERE | {"phone": ""})
    assert response.status_code == 422


def test_a_commune_that_is_nearly_right_gets_suggestions(client, filled):
    response = client.post("/fr/checkout/address/", WHERE | {"commune": WHERE["commune"][:4]})
    assert response.status_code == 422
    assert WHERE["commune"] in response.content.decode()


def test_an_address_abroad_has_its_own_fields_and_says_what_is_closed(client, filled):
    a_market("eu", delivers=False)
    page = client.get("/fr/checkout/address/?to=FR").content.decode()
    assert 'name="city"' in page
    assert 'name="province"' not in page
    assert "?to=MA" in page
    assert client.get("/fr/checkout/address/?to=XX").status_code == 200


def test_another_country_keeps_what_was_typed(client, filled):
    a_market("eu")
    response = client.post("/fr/checkout/address/", WHERE | {"country": "FR"})
    assert response.status_code == 200
    page = response.content.decode()
    assert 'name="city"' in page
    assert "Aïcha Benali" in page


def test_closed_delivery_is_not_ordered(client, filled):
    a_market("eu", delivers=False)
    abroad = WHERE | {"to": "FR", "country": "FR", "street": "1 rue", "city": "Lyon", "postcode": "69001"}
    assert client.post("/fr/checkout/address/", abroad).url == "/fr/checkout/delivery/"
    client.post("/fr/checkout/delivery/", {"mode": "direct"})
    assert client.get("/fr/checkout/payment/").status_code == 303
    assert Order.objects.count() == 0


def test_a_gift_hides_the_price_and_keeps_its_note(client, filled):
    walk(client, is_gift="on", recipient="Fatima", recipient_phone="0611111111", gift_note="Bonne fête")
    assert "Bonne fête" in client.get("/fr/checkout/review/").content.decode()
    place(client)
    order = Order.objects.get()
    assert (order.is_gift, order.gift_note) == (True, "Bonne fête")
    assert order.delivery_address["recipient"] == "Fatima"


def test_services_alone_ask_for_no_address(client):
    service = a_variant(a_product(kind="service"), stock=0, starts_at=timezone.now() + timedelta(days=9))
    Stock.objects.update(on_hand=5)
    fill_cart(client, service)
    page = client.get("/fr/checkout/address/").content.decode()
    assert 'name="province"' not in page
    contact = {"name": "Aïcha", "phone": "0612345678"}
    assert client.post("/fr/checkout/address/", contact).url == "/fr/checkout/payment/"
    client.post("/fr/checkout/payment/", {"method": "transfer"})
    assert place(client).status_code == 303


@pytest.mark.parametrize("mode", ["", "teleport", "pick_up", "\x00"])
def test_a_way_of_delivery_that_is_not_offered_is_refused(client, filled, mode):
    client.post("/fr/checkout/address/", WHERE)
    response = client.post("/fr/checkout/delivery/", {"mode": mode})
    assert response.status_code == 422
    assert errors(response)


def test_one_maker_can_send_another_way_than_the_others(client, filled):
    an_organisation(kind="centre", status="active", region="MA-06")
    client.post("/fr/checkout/address/", WHERE)
    first, other = (variant.product.producer_id for variant in filled)
    page = client.get("/fr/checkout/delivery/").content.decode()
    assert f'name="mode-{first}"' in page
    wrong = client.post("/fr/checkout/delivery/", {"mode": "direct", f"mode-{first}": "drone"})
    assert wrong.status_code == 422
    assert errors(wrong)
    client.post("/fr/checkout/delivery/", {"mode": "direct", f"mode-{first}": "pick_up"})
    again = client.get("/fr/checkout/delivery/").content.decode()
    assert '<option value="pick_up" selected>' in again
    client.post("/fr/checkout/payment/", {"method": "transfer"})
    place(client)
    parts = dict(Order.objects.get().parts.values_list("producer", "delivery_method"))
    assert parts == {first: "pick_up", other: "direct"}


@pytest.mark.parametrize("method", ["", "card", "gold", "\x00"])
def test_a_way_of_paying_that_is_not_offered_is_refused(client, filled, method):
    walk(client)
    response = client.post("/fr/checkout/payment/", {"method": method})
    assert response.status_code == 422
    assert errors(response)


def test_cash_above_the_limit_says_why_not(client, filled):
    a_market(cash_limit=100)
    client.post("/fr/checkout/address/", WHERE)
    client.post("/fr/checkout/delivery/", {"mode": "direct"})
    page = client.get("/fr/checkout/payment/").content.decode()
    assert 'value="cash"' not in page
    assert "choice-closed" in page


@pytest.mark.parametrize(
    "changed",
    [
        {"shown": "1 MAD"},
        {"shown": "1 EUR"},
        {"shown": ""},
        {"shown": "-5 MAD"},
        {"shown": "9" * 60 + " MAD"},
        {"shown": "\x00"},
        {"attempt": ""},
        {"attempt": "stale"},
        {"attempt": "é" * 50},
        {"accept": ""},
    ],
)
def test_a_form_that_was_tampered_with_orders_nothing(client, filled, changed):
    walk(client)
    response = place(client, **changed)
    assert response.status_code == 422
    assert errors(response)
    assert Order.objects.count() == 0
    assert place(client).status_code == 303


def test_a_price_that_changed_is_shown_before_it_is_ordered(client, filled):
    walk(client)
    form = review_form(client)
    Price.objects.filter(variant=filled[0]).update(amount=200)
    assert client.post("/fr/checkout/review/", form).status_code == 422
    assert Order.objects.count() == 0


def test_an_expired_hold_orders_only_what_is_left(client, filled):
    walk(client)
    form = review_form(client)
    Hold.objects.update(until=timezone.now() - timedelta(minutes=1))
    Stock.objects.filter(variant=filled[0]).update(on_hand=0)
    response = client.post("/fr/checkout/review/", form)
    assert response.status_code == 422
    assert errors(response)
    assert 'data-role="accept-changes"' in response.content.decode()
    assert Order.objects.count() == 0


def test_an_expired_hold_alone_is_renewed(client, filled):
    walk(client)
    form = review_form(client)
    Hold.objects.update(until=timezone.now() - timedelta(minutes=1))
    assert client.post("/fr/checkout/review/", form).status_code == 303


def test_pieces_are_kept_while_somebody_checks_out(client, filled):
    client.get("/fr/checkout/address/")
    assert Hold.objects.count() == 2


def test_what_vanished_leads_back_to_the_cart(client, filled):
    walk(client)
    Stock.objects.filter(variant=filled[0]).update(on_hand=0)
    Hold.objects.all().delete()
    assert client.get("/fr/checkout/payment/").url == "/fr/cart/"


def test_another_country_in_the_middle_orders_nothing_unseen(client, filled):
    a_market("eu")
    walk(client)
    form = review_form(client)
    response = client.post("/fr/checkout/review/?country=FR", form)
    assert response.status_code == 422
    assert Order.objects.count() == 0


def test_pressing_again_reloading_and_going_back_find_the_first_order(client, filled):
    walk(client)
    form = review_form(client)
    first = client.post("/fr/checkout/review/", form)
    assert client.post("/fr/checkout/review/", form).url == first.url
    for address in ("checkout/", "checkout/address/", "checkout/review/"):
        assert client.get(f"/fr/{address}").url == first.url
    assert Order.objects.count() == 1


def test_after_an_order_the_next_piece_opens_a_new_cart(client, filled):
    buy(client)
    assert client.get("/fr/cart/").content.decode().count('data-role="cart-line"') == 0
    fill_cart(client, filled[1])
    assert client.get("/fr/cart/").content.decode().count('data-role="cart-line"') == 1
    assert client.get("/fr/checkout/").url == "/fr/checkout/address/"


def test_a_late_date_needs_an_express_yes(client, filled):
    made = a_variant(making_days=60, stock=0, cap=5)
    fill_cart(client, made)
    walk(client)
    assert place(client).status_code == 422
    assert place(client, agreed="1").status_code == 303


def test_the_steps_need_few_queries(client, filled, django_assert_max_num_queries):
    walk(client)
    for step in ("address", "delivery", "payment", "review"):
        with django_assert_max_num_queries(30):
            assert client.get(f"/fr/checkout/{step}/").status_code == 200


def test_what_she_typed_stands_on_her_page_alone(client, filled):
    def page(who: Client) -> str:
        return who.get("/fr/checkout/address/").content.decode()

    empty = page(client)
    walk(client)
    assert WHERE["name"] not in empty
    assert WHERE["name"] in page(client)
    other = Client()
    fill_cart(other, filled[0])
    assert WHERE["name"] not in page(other)
    assert 'data-provinces=""' in page(other)


def test_nobody_orders_the_cart_of_another_session(client, filled):
    a_cart(filled[0])
    assert client.get("/fr/checkout/").url == "/fr/checkout/address/"
    assert Cart.objects.get(token=client.session["tiwizi_cart"]).lines.count() == 2


def test_a_page_refused_for_the_terms_alone_can_be_sent_again_as_it_is(client, filled):
    walk(client)
    form = review_form(client)
    assert client.post("/fr/checkout/review/", form | {"accept": ""}).status_code == 422
    assert client.post("/fr/checkout/review/", form).status_code == 303


@pytest.mark.parametrize("first_look", ["order_of", "cart_of"])
def test_another_tab_that_orders_in_between_leads_to_its_order(client, filled, monkeypatch, first_look):
    walk(client)
    fields = review_form(client)
    look, cart = getattr(steps, first_look), Cart.objects.get()

    def look_and_be_overtaken(request):
        found = look(request)
        if not Order.objects.exists():
            press(cart)
        return found

    fill_in(cart, accepted={"terms": "1"})
    monkeypatch.setattr(steps, first_look, look_and_be_overtaken)
    response = client.post("/fr/checkout/review/", fields, follow=True)
    assert response.redirect_chain[-1][0] == f"/fr/orders/{Order.objects.get().token}/"
