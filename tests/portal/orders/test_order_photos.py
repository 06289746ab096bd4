"""Pictures of the work and of the parcel: sent once, and seen by whom they are meant for."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

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


def test_a_page_shows_it_small_and_a_touch_opens_it_whole(client, part):
    press_next(client, part)
    client.post(at("order_photo", part.number), {"photo": a_photo()})
    photo = PartPhoto.objects.get()
    check_photo(photo, actor=SYSTEM)
    whole = Image.open(BytesIO(photo.file.read()))
    of_hers = at("order_photo_file", part.number, photo.pk)
    of_buyers = f"/fr/orders/{part.order.token}/photo/?id={photo.pk}"
    for browser, page, url in (
        (client, at("order", part.number), f"{of_hers}?small=1"),
        (Client(), f"/fr/orders/{part.order.token}/", f"{of_buyers}&amp;small=1"),
    ):
        assert f'src="{url}"' in browser.get(page).content.decode()
        small = Image.open(BytesIO(browser.get(url.replace("&amp;", "&")).content))
        assert (small.format, max(small.size), max(whole.size)) == ("JPEG", 320, 640)


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
