"""A maker's own orders: the whole path, what she does not see, and what changes nothing."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, Consent, Grant, Organisation
from producers.testing.builders import (
    a_cooperative,
    a_producer,
    a_user,
    an_agent_for,
    an_association,
    an_owner_of,
)
from shop.actions import fulfil
from shop.actions.complete import Completion
from shop.actions.parcels import deliver_parcel
from shop.actions.part_photos import check_photo, take_photo_down
from shop.domain.errors import RefusedError
from shop.models import CashCustody, CashMove, Parcel, PartPhoto, Place, ProducerOrder
from shop.reading.my_orders import PER_PAGE
from shop.reading.payables import owed_to
from shop.testing.builders import a_place
from shop.testing.buying import a_ready_cart, press
from tests.portal.path import HOME, a_carrier, a_photo, a_rug, at, signed_in, sold
from tests.shop.papers.read_back import words as words_of

pytestmark = pytest.mark.django_db
HER = Actor(1, "her")
SECRETS = ("Benali", "+212790000055", "07 90 00 00 55", "salma@example.test", "Derrière le four", "Maârif")


@pytest.fixture
def maker() -> Organisation:
    return a_producer(name="Fatima", region="MA-07")


@pytest.fixture
def client(maker) -> Client:
    return signed_in(an_owner_of(maker, username="fatima"))


@pytest.fixture
def part(maker) -> ProducerOrder:
    return sold(a_rug(maker, making_days=5, cap=5))


def page(client: Client, name: str, *args: object) -> str:
    answer = client.get(at(name, *args))
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def press_next(client: Client, part: ProducerOrder) -> ProducerOrder:
    """Press the one big button of the order's page."""
    found = re.search(r'name="do" value="(\w+)"', page(client, "order", part.number))
    assert found, "there is one big button"
    answer = client.post(at("order_step", part.number), {"do": found[1]})
    assert answer.url == at("order", part.number)
    part.refresh_from_db()
    return part


def status_of(part: ProducerOrder) -> str:
    return ProducerOrder.objects.get(pk=part.pk).status


def test_the_whole_path_from_accepting_to_delivered(client, maker, part):
    assert press_next(client, part).status == "accepted"
    assert press_next(client, part).status == "making"
    client.post(at("order_photo", part.number), {"photo": a_photo()})
    assert PartPhoto.objects.get().kind == "progress"
    assert press_next(client, part).status == "packed"
    assert at("order_hand_over", part.number) in page(client, "order", part.number)
    given = {"who": a_carrier(), "tracking": "RR 123 456", "photo": a_photo(9)}
    assert client.post(at("order_hand_over", part.number), given).status_code == 302
    parcel = Parcel.objects.get()
    assert (parcel.carrier, parcel.tracking, parcel.by_maker) == ("Amana", "RR 123 456", False)
    assert list(PartPhoto.objects.values_list("kind", flat=True)) == ["progress", "parcel"]
    assert status_of(part) == "shipped"
    assert 'data-role="next-step"' not in page(client, "order", part.number)
    deliver_parcel(parcel, actor=SYSTEM)
    assert 'data-status="delivered"' in page(client, "order", part.number)
    assert owed_to(maker, "MAD") == 16560, "180 less 8 percent"
    acts = Act.objects.filter(kind="producerorder", actor_name="fatima")
    assert set(acts.values_list("verb", flat=True)) == {
        "producerorder.accepted", "producerorder.making", "producerorder.packed", "producerorder.shipped",
    }  # fmt: skip


def test_the_same_button_twice_has_one_effect(client, part):
    for do, status in (("accept", "accepted"), ("start", "making"), ("pack", "packed")):
        for _ in range(2):
            answer = client.post(at("order_step", part.number), {"do": do})
            assert (answer.status_code, status_of(part)) == (302, status)
        assert Act.objects.filter(verb=f"producerorder.{status}").count() == 1
    given = {"who": a_carrier(), "tracking": "A1"}
    for _ in range(2):
        assert client.post(at("order_hand_over", part.number), given).status_code == 302
    assert Parcel.objects.count() == 1


def test_the_same_picture_sent_twice_is_one(client, part):
    press_next(client, part)
    for _ in range(2):
        assert client.post(at("order_photo", part.number), {"photo": a_photo()}).status_code == 302
    assert PartPhoto.objects.count() == 1


def test_she_says_no_with_a_picture_and_gives_the_pieces_back(client, part):
    assert at("order_decline", part.number) in page(client, "order", part.number)
    answer = client.post(at("order_decline", part.number), {})
    assert answer.status_code == 422
    assert (status_of(part), 'role="alert"' in answer.content.decode()) == ("placed", True)
    for _ in range(2):
        answer = client.post(at("order_decline", part.number), {"reason": "no_material"})
        assert answer.status_code == 302
    assert status_of(part) == "declined"
    assert Act.objects.get(verb="producerorder.declined").reason == "no_material"


@pytest.mark.parametrize("reason", ["", "ill", "x" * 5000, "<script>"])
def test_only_the_pictured_reasons_are_reasons(client, part, reason):
    assert client.post(at("order_decline", part.number), {"reason": reason}).status_code == 422
    assert status_of(part) == "placed"


def test_what_has_left_cannot_be_declined(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.ship(part, carrier="Amana", actor=HER)
    before = Act.objects.count()
    answer = client.post(at("order_decline", part.number), {"reason": "no_time"})
    assert answer.status_code == 422
    assert "Rien n’a changé" in answer.content.decode()
    assert (status_of(part), Act.objects.count()) == ("shipped", before)


def test_a_step_that_is_not_next_changes_nothing(client, part):
    for do in ("pack", "brought", "start", "hand_over", "deliver", "refund", ""):
        client.post(at("order_step", part.number), {"do": do})
        assert status_of(part) == "placed"
    client.post(at("order_hand_over", part.number), {"who": "other", "name": "x"})
    assert (status_of(part), Parcel.objects.count()) == ("placed", 0)


def test_after_the_deadline_she_may_still_answer_until_somebody_else_did(client, part):
    ProducerOrder.objects.update(accept_by=timezone.now() - timedelta(days=1))
    assert "my-late" in page(client, "order", part.number)
    fulfil.decline(ProducerOrder.objects.get(), actor=SYSTEM, reason="nobody answered")
    answer = client.post(at("order_step", part.number), {"do": "accept"})
    assert answer.status_code == 422
    assert status_of(part) == "declined"
    other = sold(a_rug(part.producer))
    ProducerOrder.objects.filter(pk=other.pk).update(accept_by=timezone.now() - timedelta(days=1))
    assert press_next(client, other).status == "accepted"


def test_foreign_orders_do_not_exist_and_nothing_changes(client, part):
    stranger = signed_in(an_owner_of(a_producer(), username="stranger"))
    fulfil.accept(part, actor=HER)
    photo_at = at("order_photo_file", part.number, 1)
    names = ("order", "order_step", "order_decline", "order_photo", "order_hand_over", "order_slip")
    before = (list(ProducerOrder.objects.values()), Act.objects.count())
    for url in [*(at(name, part.number) for name in names), photo_at]:
        assert stranger.get(url).status_code == 404, url
        form = {"do": "pack", "reason": "no_time", "who": "other", "name": "x", "photo": a_photo()}
        assert stranger.post(url, form).status_code in (404, 405), url
    assert (list(ProducerOrder.objects.values()), Act.objects.count()) == before
    assert not PartPhoto.objects.exists()
    assert part.number not in page(stranger, "orders")


@pytest.mark.parametrize("number", ["x", "0", "1-2-3", "9" * 300])
def test_numbers_that_are_none_are_nowhere(client, number):
    assert client.get(at("order", number)).status_code == 404


@pytest.mark.parametrize(
    ("permission", "sees", "acts"),
    [("manage_orders", True, True), ("see_orders", True, False), ("manage_stock", False, False)],
)
def test_an_agent_does_what_the_grant_says_in_her_name(maker, part, permission, sees, acts):
    agent = an_agent_for(maker, permission=permission, username="agent")
    client = signed_in(agent)
    assert (client.get(at("order", part.number)).status_code == 200) is sees
    if sees:
        assert ('data-role="next-step"' in page(client, "order", part.number)) is acts
    answer = client.post(at("order_step", part.number), {"do": "accept"})
    assert (answer.status_code, status_of(part)) == ((302, "accepted") if acts else (404, "placed"))
    if acts:
        act = Act.objects.get(verb="producerorder.accepted")
        assert (act.actor_id, act.for_organisation_id) == (agent.pk, maker.pk)
        Grant.objects.update(withdrawn_at=timezone.now())
        assert client.get(at("order", part.number)).status_code != 200


def test_a_group_sees_its_own_orders(part):
    group = a_cooperative(name="Coopérative")
    own = sold(a_rug(group))
    client = signed_in(an_owner_of(group, username="head"))
    listed = page(client, "orders")
    assert own.number in listed
    assert part.number not in listed


def test_a_suspended_maker_finishes_what_is_open_and_gets_nothing_new(client, maker, part):
    rug = a_rug(maker)
    cart = a_ready_cart(rug)
    fulfil.accept(part, actor=HER)
    Organisation.objects.filter(pk=maker.pk).update(status="suspended")
    assert press_next(client, part).status == "making"
    assert press_next(client, part).status == "packed"
    assert client.post(at("order_hand_over", part.number), {"who": a_carrier()}).status_code == 302
    assert status_of(part) == "shipped"
    before = ProducerOrder.objects.count()
    with pytest.raises(RefusedError):
        assert isinstance(press(cart), Completion)
    assert ProducerOrder.objects.count() == before


def everything_of(client: Client, part: ProducerOrder) -> str:
    pages = [client.get(at(name, part.number)).content.decode() for name in ("order", "order_slip")]
    return "".join([*pages, page(client, "orders")])


def test_before_she_takes_it_she_sees_the_town_alone(client, part):
    seen = everything_of(client, part)
    assert "Casablanca" in seen or "Anfa" in seen or "Maarif" in seen
    assert [secret for secret in (*SECRETS, "Salma") if secret in seen] == []


def test_a_parcel_that_she_sends_bears_the_address_and_never_the_phone(client, part):
    fulfil.accept(part, actor=HER)
    seen = everything_of(client, part)
    assert "Derrière le four" in seen
    assert [secret for secret in SECRETS[1:4] if secret in seen] == []


def test_a_parcel_for_the_centre_bears_the_first_name_and_the_town(client, maker):
    part = sold(a_rug(maker), mode="consolidated")
    fulfil.accept(part, actor=HER)
    seen = everything_of(client, part)
    assert "Salma" in seen
    assert [secret for secret in SECRETS if secret in seen] == []


def test_once_it_has_arrived_nothing_of_the_buyer_is_left(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.ship(part, carrier="Amana", actor=HER)
    fulfil.deliver(part, actor=SYSTEM)
    seen = everything_of(client, part)
    assert [secret for secret in (*SECRETS, "Salma") if secret in seen] == []


def test_who_brings_it_herself_sees_the_phone_until_it_is_there(client, maker):
    near = HOME | {"region": "MA-07"}
    part = sold(a_rug(maker), address=near)
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    assert 'value="herself"' in page(client, "order_hand_over", part.number)
    assert "buyer-phone" not in page(client, "order", part.number)
    client.post(at("order_hand_over", part.number), {"who": "herself"})
    assert Parcel.objects.get().by_maker
    seen = page(client, "order", part.number)
    assert "07 90 00 00 55" in seen
    assert 'data-role="collect"' in seen, "it is paid at the door"
    assert "Elle l’a et elle a payé" in seen
    assert press_next(client, part).status == "delivered"
    custody = CashCustody.objects.get()
    assert (custody.status, custody.holder_id) == ("with_producer", maker.pk)
    client.post(at("order_step", part.number), {"do": "brought"})
    assert CashMove.objects.count() == 1
    assert "07 90 00 00 55" not in page(client, "order", part.number)


def test_far_away_nobody_brings_it_herself(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    assert 'value="herself"' not in page(client, "order_hand_over", part.number)
    answer = client.post(at("order_hand_over", part.number), {"who": "herself"})
    assert (answer.status_code, status_of(part)) == (422, "packed")
    with pytest.raises(RefusedError):
        fulfil.ship(part, carrier="x", actor=HER, by_maker=True)


def test_the_agent_takes_it_to_the_centre(client, maker):
    centre = a_place(an_association(), kind=Place.Kind.CENTRE, region="MA-07")
    maker.vouched_by = an_association(name="Amal")
    maker.save()
    part = sold(a_rug(maker), mode="consolidated")
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    client.post(at("order_hand_over", part.number), {"who": "agent"})
    parcel = Parcel.objects.get()
    assert (parcel.place_id, parcel.carrier) == (centre.pk, "Amal")


def test_what_was_typed_stays_when_something_is_wrong(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    answer = client.post(at("order_hand_over", part.number), {"who": a_carrier(), "tracking": "رقم"})
    seen = answer.content.decode()
    assert answer.status_code == 422
    assert 'value="رقم"' in seen
    assert 'id="tracking-error"' in seen
    assert re.search(r'value="c\d+" checked', seen)
    assert not Parcel.objects.exists()


def test_nothing_leaves_before_the_buyer_was_called(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    type(part.order).objects.update(confirmation="waiting")
    assert "Gardez le colis" in page(client, "order", part.number)
    client.post(at("order_hand_over", part.number), {"who": a_carrier()})
    assert (status_of(part), Parcel.objects.count()) == ("packed", 0)


def test_pieces_that_were_taken_off_are_said_in_words(client, maker):
    part = sold((a_rug(maker), 3))
    allocation = part.lines.get().allocations.get()
    type(allocation).objects.filter(pk=allocation.pk).update(quantity=2)
    seen = page(client, "order", part.number)
    assert "1 a été retirée" in seen
    assert "Reste à envoyer" in seen


def test_heaps_are_counted_and_turned_page_by_page(client, maker, django_assert_max_num_queries):
    rug = a_rug(maker, stock=200)
    for _ in range(PER_PAGE + 3):
        sold(rug)
    client.get(at("orders"))
    most = 20
    with django_assert_max_num_queries(most):
        listed = page(client, "orders")
    assert listed.count('data-role="my-order"') == PER_PAGE
    assert f'data-heap="accept" data-count="{PER_PAGE + 3}"' in listed
    second = client.get(at("orders") + "?do=accept&page=2").content.decode()
    assert second.count('data-role="my-order"') == 3
    assert client.get(at("orders") + "?do=nonsense&page=x").status_code == 200
    ProducerOrder.objects.filter(pk__gt=ProducerOrder.objects.order_by("pk")[2].pk).update(status="waiting")
    with django_assert_max_num_queries(most):
        page(client, "orders")


def test_one_order_asks_the_database_little(client, part, django_assert_max_num_queries):
    page(client, "order", part.number)
    with django_assert_max_num_queries(20):
        page(client, "order", part.number)


def test_what_is_not_paid_yet_is_not_there(client, part):
    ProducerOrder.objects.update(status="waiting")
    assert client.get(at("order", part.number)).status_code == 404
    assert part.number not in page(client, "orders")


def test_no_amount_stands_on_the_pages_of_an_order(client, part):
    fulfil.accept(part, actor=HER)
    seen = everything_of(client, part)
    assert "180" not in re.sub(r"<svg.*?</svg>|\d{3}-\d{3}-\d{4}-\d|pk=\d+", "", seen, flags=re.DOTALL)


def agrees_to_photos(maker: Organisation) -> Consent:
    return Consent.objects.create(
        organisation=maker, person="Fatima", scope="photo", heard_in="ar", given_at=timezone.now()
    )


def buyer_sees(part: ProducerOrder) -> bool:
    answer = Client().get(f"/fr/orders/{part.order.token}/")
    shown = 'data-role="progress-photo"' in answer.content.decode()
    photo = PartPhoto.objects.get()
    file = Client().get(f"/fr/orders/{part.order.token}/photo/?id={photo.pk}")
    assert (file.status_code == 200) is shown, "the file follows the page"
    return shown


def test_a_picture_of_the_work_is_seen_by_this_buyer_with_consent_or_once_checked(client, maker, part):
    other = sold(a_rug(maker))
    press_next(client, part)
    client.post(at("order_photo", part.number), {"photo": a_photo()})
    photo = PartPhoto.objects.get()
    assert not buyer_sees(part)
    consent = agrees_to_photos(maker)
    assert buyer_sees(part)
    assert Client().get(f"/fr/orders/{other.order.token}/photo/?id={photo.pk}").status_code == 404
    consent.withdrawn_at = timezone.now()
    consent.save()
    assert not buyer_sees(part), "withdrawn, it is gone at once"
    check_photo(photo, actor=SYSTEM)
    assert buyer_sees(part)
    take_photo_down(photo, actor=SYSTEM, reason="a face")
    assert not buyer_sees(part)
    assert client.get(at("order_photo_file", part.number, photo.pk)).status_code == 404


def test_a_picture_of_the_parcel_is_no_buyers(client, maker, part):
    press_next(client, part)
    client.post(at("order_photo", part.number) + "?of=parcel", {"photo": a_photo()})
    photo = PartPhoto.objects.get()
    assert photo.kind == "parcel"
    check_photo(photo, actor=SYSTEM)
    agrees_to_photos(maker)
    assert not buyer_sees(part)
    assert client.get(at("order_photo_file", part.number, photo.pk))["Content-Type"] == "image/jpeg"


def test_what_is_no_picture_is_said_beside_the_field(client, part):
    press_next(client, part)
    answer = client.post(at("order_photo", part.number), {})
    assert (answer.status_code, "Prenez d’abord" in answer.content.decode()) == (422, True)
    answer = client.post(at("order_photo", part.number), {"photo": SimpleUploadedFile("x.jpg", b"<html>")})
    assert (answer.status_code, PartPhoto.objects.count()) == (422, 0)


def test_the_slip_has_a_large_number_and_a_code(client, part):
    fulfil.accept(part, actor=HER)
    seen = page(client, "order_slip", part.number)
    assert f'<bdi dir="ltr">{part.number}</bdi>' in seen
    assert "<svg" in seen.partition('class="slip-code"')[2][:400]


def test_every_screen_is_light(client, part):
    fulfil.accept(part, actor=HER)
    fulfil.pack(part, actor=HER)
    urls = [
        at("orders"),
        *(at(name, part.number) for name in ("order", "order_slip", "order_photo", "order_hand_over")),
    ]
    assert max(len(client.get(url).content) for url in urls) < 40_000


def test_nobody_else_is_let_in(part):
    assert Client().get(at("orders")).status_code == 302
    assert signed_in(a_user("buyer")).get(at("order", part.number)).status_code == 302


@pytest.mark.parametrize(("mode", "bears_address"), [("direct", True), ("consolidated", False)])
def test_the_printed_slip_bears_no_more_than_the_screen_and_no_phone(client, maker, mode, bears_address):
    part = sold(a_rug(maker), mode=mode)
    fulfil.accept(part, actor=HER)
    answer = client.get(at("order_slip", part.number), {"as": "pdf"})
    assert answer["Content-Type"] == "application/pdf"
    words = words_of(answer.content)
    assert part.number in words
    assert ("Benali" in words, "Derrière le four" in words) == (bears_address, bears_address)
    assert "90 00 00" not in words
