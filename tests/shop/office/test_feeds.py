"""Feeds in the office: made, changed, looked after, and keys that are shown once."""

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from producers.models import Act
from producers.testing.builders import a_cooperative, an_operator
from shop.domain.exports import LeftOut
from shop.models import FeedChannel
from shop.office.feed_words import WHY
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.feeds import a_built_channel, a_key
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def office():
    return browser(into_the_office(an_operator(username="operator")))


def typed(**changed):
    market = a_market()
    fields = {
        "name": "Sheet", "code": "sheet", "dialect": "lines-csv", "language": "fr", "country": "ma",
        "market": market.pk, "period_minutes": 60, "reads_an_hour": 60, "is_active": "on",
        "reason": "asked for",
    }  # fmt: skip
    return fields | changed


def test_a_feed_is_made_and_changed_and_written_down(office):
    assert office.post("/admin/shop/feeds/new/", typed()).status_code == 302
    channel = FeedChannel.objects.get()
    assert (channel.code, channel.country, channel.is_due, channel.is_public) == ("sheet", "MA", True, False)
    FeedChannel.objects.update(is_due=False)
    office.post(f"/admin/shop/feeds/{channel.pk}/change/", typed(regions=["MA-07"]))
    channel.refresh_from_db()
    assert channel.regions == ["MA-07"]
    assert channel.is_due
    assert list(Act.objects.order_by("pk").values_list("verb", "reason")) == [
        ("feed.created", "asked for"),
        ("feed.changed", "asked for"),
    ]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("is_public", "on"),
        ("country", "FR"),
        ("country", "xx"),
        ("dialect", "none"),
        ("code", "a b"),
        ("reason", ""),
    ],
)
def test_what_cannot_be_is_said_beside_its_field(office, field, value):
    a_market("eu")
    answer = office.post("/admin/shop/feeds/new/", typed(has_trade_terms="on", **{field: value}))
    assert answer.status_code == 422
    assert field in answer.context["form"].errors
    assert not FeedChannel.objects.exists()


def test_a_feed_that_tells_trade_terms_no_more_serves_no_file_until_it_is_made_anew(office):
    channel = a_built_channel("sheet", has_trade_terms=True)
    assert office.post(f"/admin/shop/feeds/{channel.pk}/change/", typed(is_public="on")).status_code == 302
    channel.refresh_from_db()
    assert (channel.has_trade_terms, channel.is_public, channel.current) == (False, True, None)
    assert Client().get("/feeds/sheet.csv").status_code == 503


def test_the_database_refuses_an_open_feed_of_trade_terms():
    channel = a_built_channel("sheet", is_public=True)
    with pytest.raises(IntegrityError, match="tiwizi_feed_trade_is_private"), transaction.atomic():
        FeedChannel.objects.filter(pk=channel.pk).update(has_trade_terms=True)


def test_a_key_is_shown_once(office):
    channel = a_built_channel()
    page = f"/admin/shop/feeds/{channel.pk}/"
    answer = office.post(f"{page}give/", {"give-consumer": "World shop", "give-reason": "contract"})
    address = answer.context["secret"]
    assert Client().get(address.removeprefix("http://testserver")).status_code == 200
    key = address.split("/")[-2]
    assert key not in office.get(page).content.decode()
    assert "World shop" in office.get(page).content.decode()


def test_a_key_is_revoked_and_replaced(office):
    channel = a_built_channel()
    old = f"/feeds/{a_key(channel)}/sheet.csv"
    page, token = f"/admin/shop/feeds/{channel.pk}/", channel.tokens.get()
    answer = office.post(f"{page}replace/", {"replace-token": token.pk, "replace-reason": "lost"})
    new = answer.context["secret"].removeprefix("http://testserver")
    assert [Client().get(each).status_code for each in (old, new)] == [404, 200]
    token = channel.tokens.get(revoked_at=None)
    office.post(f"{page}revoke/", {"revoke-token": token.pk, "revoke-reason": "over"})
    assert Client().get(new).status_code == 404


def test_no_key_of_another_feed_is_revoked_from_here(office):
    channel, other = a_built_channel(), a_built_channel("other")
    a_key(other)
    form = {"revoke-token": other.tokens.get().pk, "revoke-reason": "over"}
    assert office.post(f"/admin/shop/feeds/{channel.pk}/revoke/", form).status_code == 422
    assert other.tokens.get().revoked_at is None


def test_the_page_says_what_is_left_out_and_why(office):
    a_variant(a_product(producer=a_cooperative(name="Les Cèdres")))
    channel = a_built_channel()
    page = office.get(f"/admin/shop/feeds/{channel.pk}/").content.decode()
    assert "Tapis de laine · Les Cèdres" in page
    assert page.count(str(WHY["no_consent"])) == 2
    assert office.get("/admin/shop/feeds/").status_code == 200


def test_every_reason_has_words():
    assert set(WHY) == {why.value for why in LeftOut}
