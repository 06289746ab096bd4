"""A maker's own orders: the whole path, step by step, and what changes nothing."""

from datetime import timedelta

import pytest
from django.utils import timezone

from producers.domain.actors import SYSTEM
from producers.models import Act, Organisation
from shop.actions import fulfil
from shop.actions.complete import Completion
from shop.actions.parcels import deliver_parcel
from shop.domain.errors import RefusedError
from shop.models import Parcel, PartPhoto, ProducerOrder
from shop.reading.payables import owed_to
from shop.testing.buying import a_ready_cart, press
from tests.portal.orders.acts import HER, page, press_next, status_of
from tests.portal.path import a_carrier, a_photo, a_rug, at, sold

pytestmark = pytest.mark.django_db


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
