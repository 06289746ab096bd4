"""What partners and programs read: exactly what makers agree to, and nothing that is private."""

import json

import pytest
from django.apps import apps
from django.test import Client

from producers.actions.consents import CHANGED
from producers.announcements import Announced, receivers_of
from producers.models import Consent
from producers.policy import Policy
from shop.actions.export_snapshot import EXPORTS_CHANGED
from shop.actions.webhooks import _said
from shop.domain.webhooks import Event, Scope
from shop.feeds.registry import all_dialects
from shop.models import ExportRow, PartnerCart, WebhookMessage
from shop.reading.exports import sequence_now
from shop.testing.feeds import built as build_anew
from shop.testing.partners import a_partner, an_endpoint
from tests.exports.declared import EXPORTS, FOR_PROGRAMS, NO_EXPORTS, Export, Holds
from tests.exports.private import OPEN, leaks, private_words, readable
from tests.exports.world import World, build_world
from tests.pages.addresses import Address, our_addresses
from tests.pages.world import GATEWAYS

pytestmark = pytest.mark.django_db
REFUSED = {"partner": {"narrow": 403}, "dfc": {}}


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> World:
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        return build_world()


@pytest.fixture(scope="module")
def private(built, made_once) -> dict[str, str]:
    with made_once.making():
        return private_words()


@pytest.fixture
def world(built, made_once, settings) -> World:
    settings.SHOP = {"GATEWAYS": GATEWAYS}
    return made_once.hand_out(built)


def for_programs(addresses: list[Address]) -> set[str]:
    """Return what no person reads: without a language, or with the name of a file."""
    return {one.name for one in addresses if not one.has_language or one.route.endswith(FOR_PROGRAMS)}


def read(url: str, token: str = "") -> tuple[int, str]:
    answer = Client().get(url, **({"HTTP_AUTHORIZATION": f"Bearer {token}"} if token else {}))
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    return answer.status_code, readable(content)


def test_every_address_for_programs_is_declared():
    assert for_programs(our_addresses()) - NO_EXPORTS.keys() == EXPORTS.keys(), (
        "an address for programs says in tests/exports/declared.py whose things it may hold"
    )


def test_every_partners_address_is_an_export_behind_its_door():
    doors = {one.name for one in our_addresses() if one.policy is Policy.PARTNER}
    assert doors == {name for name, export in EXPORTS.items() if export.door}


def test_an_address_that_nobody_declared_would_be_found():
    new = Address("feeds/new.csv", "new", read, (), has_language=True)
    assert for_programs([new]) == {"new"}


def hidden(world: World, export: Export, private: dict[str, str]) -> dict[str, str]:
    """Return what may not stand in an export."""
    if export.holds is Holds.PUBLISHED:
        return private
    if export.holds is Holds.FIGURES:
        return private | world.marks(world.shown, world.back, world.never)
    marks = world.marks(world.back, world.never)
    ids = {word for word, where in marks.items() if where.endswith(".export_id")} if export.has_ids else set()
    return private | {word: where for word, where in marks.items() if word not in ids}


@pytest.mark.parametrize("name", sorted(EXPORTS))
def test_an_export_holds_what_it_may(world, private, name):
    export = EXPORTS[name]
    [address] = {one.name: one for one in our_addresses() if one.name == name}.values()
    url = address.url(world.values.get(name, {})) + export.query
    tokens = world.keys.get(export.door, {})
    status, text = read(url, tokens.get("right", ""))
    assert status == 200, text[:300]
    assert leaks(text, hidden(world, export, private)) == {}
    if export.has_mark:
        assert any(mark in text for mark in world.marks(world.shown)), text[:600]
    for kind, token in {"none": "", **tokens}.items():
        if export.door and kind != "right":
            refused, said = read(url, token)
            assert refused == REFUSED[export.door].get(kind, 401), kind
            assert not leaks(said, world.marks(world.shown)), kind


@pytest.mark.parametrize("dialect", sorted(all_dialects()))
def test_a_dialect_holds_what_its_channel_may(world, private, dialect):
    channel, keys = world.channels[dialect], world.keys[dialect]
    name = f"{channel.code}.{channel.current.suffix}"
    status, _text = read(f"/feeds/{keys['right']}/{name}")
    assert status == 503, "somebody in it has taken her consent back"
    build_anew(channel)
    export = Export(Holds.SHARED)
    for query in ("", "?since=c1"):
        status, text = read(f"/feeds/{keys['right']}/{name}{query}")
        assert status == 200
        assert leaks(text, hidden(world, export, private)) == {}
        assert any(mark in text for mark in world.marks(world.shown)), channel.current.left_out
    partners = world.keys["partner"]["right"]
    for wrong in ("nothing", keys["revoked"], keys["other"], partners):
        assert read(f"/feeds/{wrong}/{name}")[0] == 404
    assert read(f"/feeds/{name}")[0] == 404, "it is not open to all"


def test_frozen_rows_hold_nothing_private(world, private):
    rows = ExportRow.objects.exclude(data="")
    assert {row.maker_id for row in rows} >= {one.product.producer_id for one in (world.shown, world.never)}
    assert {row.pk: found for row in rows if (found := leaks(row.data, private))} == {}


@pytest.fixture
def told(world) -> dict[Event, str]:
    """What a partner is told when anything happens: the order is another's."""
    mine, others = a_partner(Scope.SELL, name="Mienne"), a_partner(Scope.SELL, name="Autre")
    for partner in (mine, others):
        an_endpoint(partner, *Event, url=f"https://{partner.name.lower()}.example/in")
    order = world.pages.orders[0]
    PartnerCart.objects.create(partner=mine, cart=order.cart)
    for consent in Consent.objects.filter(scope="sharing"):
        happens(CHANGED, consent=consent.pk)
    happens(EXPORTS_CHANGED, first=1, last=sequence_now())
    happens("order.placed", order=order.pk)
    found = dict.fromkeys(Event, "")
    for row in WebhookMessage.objects.select_related("endpoint__partner"):
        found[Event(row.kind)] += (
            f"\n{row.endpoint.partner.name} {json.dumps(_said(row), ensure_ascii=False)}"
        )
    return found


def happens(kind: str, **payload: object) -> None:
    for receiver in receivers_of(kind):
        if receiver.__module__ == "shop.webhook_receivers":
            receiver(Announced(kind, f"{kind}:{payload}", payload, Consent.objects.first().given_at))


@pytest.mark.parametrize("event", Event)
def test_what_is_told_of_an_event_is_of_those_who_share(world, told, private, event):
    number = world.pages.orders[0].number
    own = {number, world.pages.orders[0].export_id} if event is Event.ORDER_PLACED else set()
    words = hidden(world, Export(Holds.SHARED, has_ids=True), private) | world.ids(world.never)
    assert leaks(told[event], {word: where for word, where in words.items() if word not in own}) == {}
    if event is Event.ORDER_PLACED:
        assert number in told[event]
        assert "Autre" not in told[event], "others are not told of it"
    elif event is not Event.STOCK_CHANGED:
        assert any(mark in told[event] for mark in world.marks(world.shown))


def test_what_is_private_is_a_good_deal_and_would_be_found(world, private):
    maker = world.shown.product.producer
    places = set(private.values())
    assert len(places) > 25
    assert {"tiwizi_producers.Organisation.phone", "tiwizi_shop.Order.token"} <= places
    for word in (maker.phone, maker.email, world.pages.orders[0].buyer_name, world.pages.orders[0].token):
        assert leaks(f"name,{word},1", private), word
    assert leaks("Tapis noué du matin", private) == {}


def test_what_is_open_is_a_column_that_there_is():
    for model, names in OPEN.items():
        for name in names.split():
            apps.get_model(model)._meta.get_field(name)
