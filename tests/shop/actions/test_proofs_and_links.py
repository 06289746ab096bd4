from datetime import timedelta
from io import BytesIO
from pathlib import Path

import pillow_heif
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from producers.domain.actors import Actor
from producers.models import Announcement
from shop.actions.cancel import cancel
from shop.actions.kept_files import LARGEST_BYTES
from shop.actions.resend_link import resend_link
from shop.actions.send_proof import MOST, send_proof
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.models import Order, TransferProof
from shop.testing.builders import a_market, a_variant
from shop.testing.buying import an_order

pytestmark = pytest.mark.django_db
OPERATOR = Actor(7, "Operator")
PDF = b"%PDF-1.7\n1 0 obj\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def morocco():
    return a_market(cash_limit=10_000)


@pytest.fixture
def order():
    return an_order(a_variant(), method="transfer")


def a_picture(kind, colour="red"):
    pillow_heif.register_heif_opener()  # the shop loads it with the first upload, and this writes one
    written = BytesIO()
    Image.new("RGB", (4, 4), colour).save(written, kind)
    return written.getvalue()


def a_file(content, name="proof.pdf"):
    return SimpleUploadedFile(name, content, content_type="application/pdf")


@pytest.mark.parametrize("kind", ["PNG", "JPEG", "WEBP", "HEIF", "PDF"])
def test_a_picture_or_a_pdf_is_kept_where_no_address_serves_it(order, kind, settings):
    content = PDF if kind == "PDF" else a_picture(kind)
    proof = send_proof(order, a_file(content, "../../evil.html"))
    kept = proof.file.read()
    if kind == "PDF":
        assert (kept, proof.content_type) == (PDF, "application/pdf")
    else:
        assert (Image.open(BytesIO(kept)).size, proof.content_type) == ((4, 4), "image/jpeg")
    assert proof.file.name.startswith(f"proofs/{proof.sha256}")
    assert proof.file.storage.location == private_storage().location
    assert not Path(proof.file.path).is_relative_to(settings.MEDIA_ROOT)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"<svg onload=alert(1)>", "kind"),
        (b"<html>%PDF-1.7 %%EOF", "kind"),
        (b"%PDF-1.7 cut off", "kind"),
        (b"\x89PNG\r\n\x1a\nnothing", "kind"),
        (b"GIF89a" + bytes(40), "kind"),
        (b"\xff\xd8\xff" + bytes(LARGEST_BYTES), "too_big"),
    ],
)
def test_anything_else_is_refused_by_what_it_is_not_by_its_name(order, content, reason):
    with pytest.raises(RefusedError) as raised:
        send_proof(order, a_file(content))
    assert (raised.value.code, raised.value.facts) == (Why.BAD_FILE, {"reason": reason})
    assert not TransferProof.objects.exists()


def test_a_photo_does_not_tell_where_it_was_taken(order):
    where, written = Image.Exif(), BytesIO()
    where.get_ifd(0x8825)[1] = "N"
    Image.new("RGB", (4, 4)).save(written, "JPEG", exif=where)
    assert Image.open(BytesIO(written.getvalue())).getexif().get_ifd(0x8825)
    proof = send_proof(order, a_file(written.getvalue()))
    kept = Image.open(BytesIO(proof.file.read()))
    assert not kept.getexif()


def test_no_file_at_all_is_refused(order):
    with pytest.raises(RefusedError) as raised:
        send_proof(order, None)
    assert raised.value.facts == {"reason": "empty"}


def test_the_same_file_again_is_the_one_that_is_there(order):
    assert send_proof(order, a_file(PDF)).pk == send_proof(order, a_file(PDF, "again.pdf")).pk
    assert len(private_storage().listdir("proofs")[1]) >= 1
    assert Announcement.objects.filter(kind="payment.proof_sent").count() == 1


def test_one_order_takes_only_so_many(order):
    for number in range(MOST):
        send_proof(order, a_file(PDF.replace(b"obj", f"{number} obj".encode())))
    with pytest.raises(RefusedError) as raised:
        send_proof(order, a_file(PDF))
    assert raised.value.facts == {"reason": "too_many"}


def test_an_order_that_waits_for_no_transfer_takes_none(order):
    cancel(order, actor=OPERATOR, reason="no")
    for other in (an_order(a_variant()), Order.objects.get(pk=order.pk)):
        with pytest.raises(RefusedError) as raised:
            send_proof(other, a_file(PDF))
        assert raised.value.code is Why.NOT_PAYABLE


# --- The link, sent again -------------------------------------------------------------------------


def asked():
    return list(Announcement.objects.filter(kind="order.link_asked").values_list("payload", flat=True))


@pytest.mark.parametrize("contact", ["AMINA@Example.test", "07 90 00 00 01", "+212 790000001", "٠٧٩٠٠٠٠٠٠١"])
def test_the_link_goes_to_the_contact_on_file(order, contact):
    assert resend_link(f" N° {order.number} ", contact) is None
    assert asked() == [{"order": order.pk}]


@pytest.mark.parametrize(
    "contact",
    ["", " ", "someone@else.test", "0612345678", "0", "%", "amina", "x" * 5000, "\x00", "1' OR '1'='1"],
)
def test_a_number_with_another_contact_sends_nothing_and_says_the_same(order, contact):
    assert resend_link(order.number, contact) is None
    assert asked() == []


@pytest.mark.parametrize("number", ["000-000-0000", "abc", "9" * 500, "482-917-3652"])
def test_an_unknown_number_says_the_same(order, number):
    assert resend_link(number, "amina@example.test") is None
    assert asked() == []


def test_without_a_number_the_latest_orders_of_the_contact_are_sent(order):
    an_order(a_variant(), email="other@example.test", phone="0790000002")
    Order.objects.filter(pk=an_order(a_variant()).pk).update(created_at=timezone.now() - timedelta(days=400))
    resend_link("", "amina@example.test")
    resend_link("", "")
    assert asked() == [{"order": order.pk}]


def test_an_empty_contact_on_file_is_nobodys():
    order = an_order(a_variant(), email="")
    for contact in ("", "@", " "):
        resend_link(order.number, contact)
        resend_link("", contact)
    assert asked() == []


def test_one_order_is_told_once_an_hour(order):
    now = timezone.now()
    for minutes in (0, 0, 61):
        resend_link(order.number, "amina@example.test", now=now + timedelta(minutes=minutes))
    assert len(asked()) == 2


def test_who_asks_again_and_again_has_to_wait_right_or_wrong(order):
    for _ in range(10):
        resend_link("482-917-3651", "guess@example.test", caller="192.0.2.1")
    for number in (order.number, "482-917-3651"):
        with pytest.raises(RefusedError) as raised:
            resend_link(number, "amina@example.test", caller="192.0.2.1")
        assert raised.value.code is Why.TOO_OFTEN
    resend_link(order.number, "amina@example.test", caller="192.0.2.2")
    assert asked() == [{"order": order.pk}]
