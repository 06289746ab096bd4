"""What the outside may know is frozen in versions; who reads misses nothing, and sees nobody who hides."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from moneyed import Money

from producers.models import Consent, Evidence, Label, Organisation
from producers.testing.builders import a_cooperative, a_picture, a_producer, texts
from shop.actions.export_snapshot import forget_old_exports, refresh_exports
from shop.domain.channels import Channel, Selection
from shop.domain.delivery import Destination, Mode
from shop.domain.exports import LeftOut
from shop.models import (
    Category,
    ExportChange,
    ExportRow,
    Hold,
    Price,
    Product,
    ProductLabel,
    ProductPicture,
    Stock,
    Variant,
)
from shop.reading.basket import Line
from shop.reading.exports import all_makers, entries, left_out, sequence_now
from shop.reading.offers import offers
from shop.reading.sending import Trip, plan
from shop.testing.builders import a_cart, a_market, a_product, a_variant

pytestmark = pytest.mark.django_db(transaction=True)


def a_channel(market="ma", currency="MAD", language="fr", country="MA", **fields):
    return Channel(
        code="test", dialect="lines", title="Test", language=language, country=country, market=market,
        currency=currency, base="http://testserver", **fields,
    )  # fmt: skip


def sharing(maker, **fields):
    return Consent.objects.create(
        organisation=maker, person="she", scope=Consent.Scope.SHARING, heard_in="ar",
        given_at=timezone.now(), **fields,
    )  # fmt: skip


@pytest.fixture
def rug():
    maker = a_cooperative(name={"fr": "Les Cèdres", "ar": "الأرز"})
    sharing(maker)
    product = a_product(producer=maker, name={"fr": "Tapis <b>doux</b>", "ar": "زربية"})
    ProductPicture.objects.create(product=product, picture=a_picture())
    return a_variant(product)


def current(rug):
    return ExportRow.objects.get(kind="variant", export_id=rug.export_id, is_current=True)


def only_entry(channel=None):
    (entry,) = entries(channel or a_channel())
    return entry


def test_a_variant_is_exported_as_its_page_says_it(rug):
    refresh_exports()
    entry = only_entry()
    offer = offers([rug.pk], a_market())[rug.pk]
    assert entry.item.id == rug.export_id
    assert entry.maker.name["ar"] == "الأرز"
    assert entry.item.name == {"fr": "Tapis doux", "ar": "زربية"}
    assert (entry.offer.minor, entry.offer.currency) == (18000, "MAD")
    assert (entry.offer.availability, entry.offer.pieces) == (offer.state.value, offer.available)
    assert entry.offer.countries == ("MA",)
    assert entry.item.pictures[0].src == "http://testserver/media/pictures/picture-1.jpg"


def test_a_large_jpeg_is_what_programs_get_once_it_is_drawn(rug):
    refresh_exports()
    picture = rug.product.pictures.get().picture
    picture.files |= {"large": {"path": "pictures/1-1200.jpg", "width": 1200, "height": 1500}}
    picture.save()
    refresh_exports()
    (told,) = only_entry().item.pictures
    assert (told.src, told.width) == ("http://testserver/media/pictures/1-1200.jpg", 1200)


def test_what_sending_costs_is_what_the_delivery_page_adds(rug):
    refresh_exports()
    today = timezone.localdate()
    line = Line(rug.pk, rug, 1, offers([rug.pk], a_market())[rug.pk])
    trip = Trip(Destination("MA"), "MAD", today)
    asked = plan([line], trip, {rug.product.producer_id: Mode.DIRECT}).direct[rug.product.producer_id]
    assert only_entry().offer.sending_to("MA") == asked.cost > 0
    assert only_entry().offer.sending_to("FR") is None
    # Too heavy for a parcel: somebody has to quote it.
    Variant.objects.update(weight_g=90_000)
    refresh_exports()
    offer = only_entry().offer
    assert (offer.countries, offer.sending, offer.sending_to("MA")) == ((), (), None)


def test_what_did_not_change_gets_no_version(rug):
    refresh_exports()
    before = sequence_now()
    Product.objects.update(tax_reason="food")
    assert refresh_exports() == 0
    assert sequence_now() == before
    assert not ExportChange.objects.exists()


@pytest.mark.parametrize(
    "change",
    [
        lambda rug: Price.objects.update(amount=Money("190.00", "MAD")),
        lambda rug: Stock.objects.update(on_hand=1),
        lambda rug: Hold.objects.create(
            variant=rug, cart=a_cart(rug), quantity=1, until=timezone.now() + timedelta(minutes=5)
        ),
        lambda rug: Organisation.objects.update(away_until=timezone.localdate() + timedelta(days=3)),
        lambda rug: Category.objects.update(name=texts("Autre nom")),
        lambda rug: Product.objects.update(summary=texts("Autre")),
        lambda rug: rug.product.pictures.first().picture.__class__.objects.update(alt=texts("Autre")),
        lambda rug: ProductPicture.objects.all().delete(),
    ],
    ids=["price", "stock", "hold", "away", "category", "words", "picture's words", "picture"],
)
def test_whatever_a_page_shows_makes_a_new_version(rug, change):
    refresh_exports()
    before, since = current(rug), sequence_now()
    change(rug)
    assert refresh_exports() > 0
    assert current(rug).version == before.version + 1
    assert [entry.item.id for entry in entries(a_channel(), since)] == [rug.export_id]
    before.refresh_from_db()
    assert not before.is_current
    assert before.data


def test_a_proof_that_ends_by_its_day_leaves_by_itself(rug, monkeypatch):
    label = Label.objects.create(code="hand-made", name=texts("Fait main"), covers="product")
    today = timezone.localdate()
    proof = Evidence.objects.create(
        organisation=rug.product.producer, label=label, kind="visit", issuer="Centre", checked_by="A",
        checked_on=today, valid_until=today,
    )  # fmt: skip
    ProductLabel.objects.create(product=rug.product, label=label, evidence=proof)
    refresh_exports()
    assert [claim.code for claim in only_entry().item.claims] == ["hand-made"]
    later = timezone.now() + timedelta(days=2)
    monkeypatch.setattr(timezone, "now", lambda: later)
    refresh_exports()
    assert not only_entry().item.claims


def test_a_hold_that_is_over_gives_its_piece_back(rug):
    Hold.objects.create(
        variant=rug, cart=a_cart(rug), quantity=2, until=timezone.now() + timedelta(minutes=5)
    )
    refresh_exports()
    assert only_entry().offer.pieces == 1
    refresh_exports(now=timezone.now() + timedelta(minutes=6))
    assert only_entry().offer.pieces == 3


def test_what_is_hidden_becomes_a_tombstone_and_comes_back_as_a_new_version(rug):
    refresh_exports()
    since = sequence_now()
    Product.objects.update(hidden_at=timezone.now())
    refresh_exports()
    assert not list(entries(a_channel()))
    assert [(one.id, one.why) for one in left_out(a_channel(), since)] == [(rug.export_id, LeftOut.WITHDRAWN)]
    assert current(rug).is_withdrawn
    assert current(rug).data == ""
    Product.objects.update(hidden_at=None)
    refresh_exports()
    assert only_entry().item.id == rug.export_id
    assert current(rug).version == 3


def test_consent_is_asked_when_a_row_is_written_out(rug):
    refresh_exports()
    assert list(entries(a_channel()))
    assert list(all_makers())
    Consent.objects.update(withdrawn_at=timezone.now())
    assert not list(entries(a_channel()))
    assert not list(all_makers())
    assert [one.why for one in left_out(a_channel())] == [LeftOut.NO_CONSENT]


def test_a_delta_tells_of_items_whose_maker_withdraws(rug):
    refresh_exports()
    since = sequence_now()
    Consent.objects.update(withdrawn_at=timezone.now())
    refresh_exports()
    assert [(one.id, one.why) for one in left_out(a_channel(), since)] == [
        (rug.export_id, LeftOut.NO_CONSENT)
    ]


def test_a_name_taken_back_is_a_number_in_every_language(rug):
    maker = rug.product.producer
    Organisation.objects.update(kind="producer")
    Consent.objects.create(
        organisation=maker, person="she", scope="name", heard_in="ar", given_at=timezone.now(),
        withdrawn_at=timezone.now(),
    )  # fmt: skip
    refresh_exports()
    name = only_entry().maker.name
    assert str(maker.number) in name["fr"]
    assert "الأرز" not in name["ar"]
    assert "Cèdres" not in name["fr"]
    assert "Cèdres" not in "".join(ExportRow.objects.filter(is_current=True).values_list("data", flat=True))


@pytest.mark.parametrize(
    ("chosen", "is_in"),
    [
        (Selection(categories=frozenset({"rugs"})), True),
        (Selection(categories=frozenset({"oils"})), False),
        (Selection(regions=frozenset({"MA-07"})), True),
        (Selection(regions=frozenset({"MA-01"})), False),
        (Selection(makers=frozenset({"nobody"})), False),
        (Selection(labels=frozenset({"wfto"})), False),
    ],
)
def test_a_channel_carries_what_it_chose(rug, chosen, is_in):
    refresh_exports()
    channel = a_channel(selection=chosen)
    assert bool(list(entries(channel))) is is_in
    assert [one.why for one in left_out(channel)] == ([] if is_in else [LeftOut.NOT_CHOSEN])


def test_a_market_without_a_price_leaves_it_out_and_says_so(rug):
    a_market("eu")
    refresh_exports()
    channel = a_channel(market="eu", currency="EUR", country="FR")
    assert not list(entries(channel))
    assert [one.why for one in left_out(channel)] == [LeftOut.NO_PRICE]


def test_the_queries_do_not_grow_with_the_products():
    maker = a_producer()
    sharing(maker)

    def asked(number):
        for _ in range(number):
            a_variant(a_product(producer=maker))
        with CaptureQueriesContext(connection) as queries:
            refresh_exports()
        return len(queries)

    asked(1)
    few, many = asked(2), asked(12)
    assert many <= few
    with CaptureQueriesContext(connection) as queries:
        assert len(list(entries(a_channel()))) == 15
    assert len(queries) <= 4


def test_old_versions_go_and_tombstones_stay(rug):
    refresh_exports()
    Product.objects.update(hidden_at=timezone.now())
    refresh_exports()
    later = timezone.now() + timedelta(days=31)
    assert forget_old_exports(now=timezone.now()) == 0
    assert forget_old_exports(now=later) >= 1
    assert current(rug).is_withdrawn
    assert not ExportRow.objects.filter(is_current=False).exists()


@pytest.mark.parametrize("change", [{"data": "{}"}, {"etag": "x"}, {"is_withdrawn": True}, {"version": 7}])
def test_the_database_refuses_to_change_what_somebody_may_have_read(rug, change):
    refresh_exports()
    frozen = ExportRow.objects.filter(kind="maker")
    with pytest.raises(IntegrityError, match="never changed"):
        frozen.update(**change)
    frozen.update(is_current=False)
    with pytest.raises(IntegrityError, match="never changed"):
        frozen.update(is_current=True)
