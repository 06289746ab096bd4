"""Pictures of the work and of the parcel: sent once, and seen by whom they are meant for."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from producers.domain.actors import SYSTEM
from producers.models import Consent, Organisation
from shop.actions.part_photos import check_photo, take_photo_down
from shop.models import PartPhoto, ProducerOrder
from tests.portal.orders.acts import press_next
from tests.portal.path import a_photo, a_rug, at, sold

pytestmark = pytest.mark.django_db


def test_the_same_picture_sent_twice_is_one(client, part):
    press_next(client, part)
    for _ in range(2):
        assert client.post(at("order_photo", part.number), {"photo": a_photo()}).status_code == 302
    assert PartPhoto.objects.count() == 1


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
