"""The trade desk: who may buy, who may make it and why, whom we ask, and the quote before it is sent."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from producers.domain.actors import SYSTEM
from producers.models import Act, Evidence, Label, Organisation
from producers.testing.builders import a_producer, an_operator, texts
from shop.actions import fulfil
from shop.actions.mark_paid import mark_paid
from shop.actions.part_photos import add_photo, check_photo, take_photo_down
from shop.domain.part_photos import PhotoKind
from shop.models import SourcingAsk, TradeBuyer, TradeQuote
from shop.reading.trade_matches import matches_for
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.trade import a_quote, a_request, a_trade_buyer, accepted, an_answer
from tests.pages.world import GATEWAYS
from tests.portal.path import a_photo
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
MOST_QUERIES = 12


@pytest.fixture
def operator():
    return browser(into_the_office(an_operator(username="operator")))


@pytest.fixture
def rug():
    a_market()
    a_fee_rule()
    maker = a_producer(number=31, slug="w1", name="Atelier Fatima")
    return a_variant(a_product(producer=maker), stock=2, cap=20, making_days=15)


def at(name: str, pk: int, *more: object) -> str:
    return reverse(f"shop_office:{name}", args=[pk, *more])


def test_a_buyer_is_verified_and_refused_with_a_reason(operator, rug):
    buyer = a_trade_buyer(verified=False)
    assert operator.post(at("trade_buyer_step", buyer.pk, "verify")).status_code == 302
    assert TradeBuyer.objects.get().status == "verified"
    assert operator.post(at("trade_buyer_step", buyer.pk, "verify")).status_code == 422
    here = at("trade_buyer_step", buyer.pk, "refuse")
    assert operator.post(here, {"refuse-reason": ""}).status_code == 422
    assert operator.post(here, {"refuse-reason": "Unknown to the register"}).status_code == 302
    assert TradeBuyer.objects.get().reason == "Unknown to the register"
    assert Act.objects.get(verb="tradebuyer.refused").reason == "Unknown to the register"
    assert operator.post(at("trade_buyer_step", buyer.pk, "steal")).status_code == 404


def test_makers_are_ranked_with_their_reasons(rug):
    label = Label.objects.create(code="wfto", name=texts("WFTO"), covers="organisation")
    today = timezone.localdate()
    proven = a_variant(a_product(producer=a_producer(number=32, slug="w2")), stock=0, cap=20, making_days=15)
    away = a_producer(number=33, slug="w3", away_until=today + timedelta(days=100))
    a_variant(a_product(producer=away), stock=0, cap=20, making_days=15)
    gone = a_producer(number=34, slug="w4", status=Organisation.Status.SUSPENDED)
    a_variant(a_product(producer=gone), stock=500)
    expired = a_producer(number=35, slug="w5")
    a_variant(a_product(producer=expired), stock=0, cap=20, making_days=15)
    for maker, until in ((proven.product.producer, None), (expired, today - timedelta(days=1))):
        Evidence.objects.create(
            organisation=maker,
            label=label,
            kind="document",
            issuer="WFTO",
            checked_by="x",
            checked_on=today - timedelta(days=30),
            valid_until=until,
        )
    found = matches_for(a_request(None, rug, labels=(label,)))
    assert [one.producer.slug for one in found] == ["w2", "w1", "w5", "w3"]
    reasons = {one.producer.slug: {*one.ranked.matches, *one.ranked.doubts} for one in found}
    assert reasons["w2"] == {"makes_it", "capacity", "labels"}
    assert reasons["w1"] == reasons["w5"] == {"makes_it", "capacity", "labels_missing"}
    assert reasons["w3"] == {"makes_it", "too_few", "labels_missing", "away"}


def test_matching_asks_no_more_for_more_makers(rug):
    request = a_request(None, rug)

    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            matches_for(request)
        return len(queries)

    before = asked()
    for number in range(40, 46):
        a_variant(a_product(producer=a_producer(number=number, slug=f"m{number}")), stock=1)
    assert asked() == before <= MOST_QUERIES


def test_makers_are_asked_once_and_only_those_who_sell(operator, rug):
    request = a_request(None, rug)
    here = at("sourcing_ask", request.pk)
    assert operator.post(here).status_code == 422
    assert operator.post(here, {"maker": ["x", "9" * 30]}).status_code == 422
    maker = rug.product.producer
    for _ in range(2):
        assert operator.post(here, {"maker": maker.pk}).status_code == 302
    assert SourcingAsk.objects.get().producer == maker
    page = operator.get(at("sourcing_request", request.pk)).content.decode()
    assert page.count('data-role="ask"') == 1
    assert 'data-role="match"' not in page
    assert operator.post(at("sourcing_close", request.pk)).status_code == 302
    assert operator.post(here, {"maker": maker.pk}).status_code == 422


def test_a_quote_is_looked_at_before_it_is_sent(operator, rug):
    request = a_request(None, rug)
    ask = an_answer(request, rug)
    here = at("sourcing_quote", request.pk)
    assert operator.get(here).status_code == 200
    typed = {
        f"quantity_{ask.pk}": "40",
        f"variant_{ask.pk}": rug.pk,
        f"price_{ask.pk}": "150",
        "delivery": "500",
        "percent": "50",
        "valid_until": (timezone.localdate() + timedelta(days=9)).isoformat(),
        "terms": "Emballage en toile",
    }
    page = operator.post(here, typed | {"do": "look"})
    assert page.status_code == 200
    assert 'data-role="priced"' in page.content.decode()
    assert not TradeQuote.objects.exists()
    for wrong in (
        {"percent": "49"},
        {f"price_{ask.pk}": "101"},
        {f"quantity_{ask.pk}": ""},
        {"delivery": "-1"},
    ):
        assert operator.post(here, typed | wrong | {"do": "send"}).status_code == 422
    assert not TradeQuote.objects.exists()
    assert operator.post(here, typed | {"do": "send"}).status_code == 302
    quote = TradeQuote.objects.get()
    assert (str(quote.total.amount), str(quote.advance.amount)) == ("6500.00", "3250.00")


def test_lists_narrow_and_ask_no_more_for_more_rows(operator, rug):
    request = a_request(None, rug)
    a_quote(rug, request=request)
    desk, buyers = reverse("shop_office:sourcing"), reverse("shop_office:trade_buyers")

    def asked(address: str) -> int:
        with CaptureQueriesContext(connection) as queries:
            assert operator.get(address).status_code == 200
        return len(queries)

    before = [asked(address) for address in (desk, buyers, desk, buyers)][2:]
    for number in range(4):
        a_request(a_trade_buyer(name=f"Réseau {number}"), rug, what=f"Tapis {number}")
    assert [asked(address) for address in (desk, buyers)] == before
    assert max(before) <= MOST_QUERIES
    found = {
        waits: operator.get(desk, {"waits": waits}).content.decode().count(request.number)
        for waits in ("matching", "answers", "quote", "buyer", "ordered")
    }
    assert {waits for waits, count in found.items() if count} == {"buyer"}
    assert request.number not in operator.get(desk, {"q": "Réseau 2"}).content.decode()
    assert operator.get(desk, {"waits": "unheard", "status": "x"}).status_code == 200


def test_the_board_shows_each_stage_with_its_pictures(operator, rug, settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    quote = a_quote(rug)
    order = accepted(quote)
    mark_paid(order, amount=order.advance, statement="1", actor=SYSTEM)
    part = order.parts.get()
    part = fulfil.accept(part, actor=SYSTEM)
    begun = add_photo(part, PhotoKind.PROGRESS, a_photo(1), actor=SYSTEM)
    part = fulfil.start_making(part, actor=SYSTEM)
    making = add_photo(part, PhotoKind.PROGRESS, a_photo(2), actor=SYSTEM)
    assert (begun.stage, making.stage) == ("accepted", "making")
    page = operator.get(at("sourcing_request", quote.request_id)).content.decode()
    cells = {
        stage: page.split(f'data-stage="{stage}"')[1].split("</td>")[0]
        for stage in ("accepted", "making", "packed")
    }
    photos = {one.pk: reverse("shop_office:part_photo", args=[one.pk]) for one in (begun, making)}
    assert photos[begun.pk] in cells["accepted"]
    assert photos[making.pk] in cells["making"]
    assert "<img" not in cells["packed"]
    hers = f"/fr/orders/{order.token}/"
    assert 'data-role="progress-photo"' not in operator.get(hers).content.decode()
    for photo in (begun, making):
        check_photo(photo, actor=SYSTEM)
    shown = operator.get(hers).content.decode()
    assert [stage in shown for stage in ('data-stage="accepted"', 'data-stage="making"')] == [True, True]
    take_photo_down(making, actor=SYSTEM, reason="x")
    assert photos[making.pk] not in operator.get(at("sourcing_request", quote.request_id)).content.decode()
