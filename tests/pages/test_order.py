"""The order's page: opened by its secret alone, and how that secret is sent again."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from producers.models import Announcement
from shop.models import TransferProof
from tests.pages.buying import GATEWAYS, buy, errors, fill_cart, two_makers

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n"


@pytest.fixture(autouse=True)
def _ways_to_pay(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


def an_order(client, method: str = "transfer"):
    fill_cart(client, *two_makers())
    return buy(client, method=method)


def test_whoever_has_the_secret_sees_the_order(client):
    order = an_order(client)
    client.logout()
    response = client.get(f"/fr/orders/{order.token}/")
    page = response.content.decode()
    assert f'data-role="order-number" dir="ltr">{order.number}<' in page
    assert 'data-role="order-status"' in page
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Robots-Tag"] == "noindex, nofollow"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("token", ["unknown", "x" * 64, "%00", "%20", "find%2F"])
def test_an_unknown_secret_opens_nothing(client, token):
    an_order(client)
    assert client.get(f"/fr/orders/{token}/").status_code == 404


def test_number_and_phone_open_nothing(client):
    order = an_order(client)
    assert client.get(f"/fr/orders/{order.number}/").status_code == 404
    response = client.post("/fr/orders/find/", {"number": order.number, "contact": order.phone})
    assert response.status_code == 200
    assert order.token not in response.content.decode()
    assert Announcement.objects.filter(kind="order.link_asked").count() == 1


def test_a_wrong_contact_gets_the_same_answer_and_no_link(client):
    order = an_order(client)
    right = client.post("/fr/orders/find/", {"number": order.number, "contact": order.phone}).content
    Announcement.objects.all().delete()
    wrong = client.post("/fr/orders/find/", {"number": order.number, "contact": "0699999999"}).content
    assert right == wrong
    assert not Announcement.objects.filter(kind="order.link_asked").exists()


def test_finding_without_words_says_what_is_missing(client):
    two_makers()
    response = client.post("/fr/orders/find/", {"number": "", "contact": ""})
    assert response.status_code == 422
    assert errors(response)


def test_a_transfer_has_instructions_and_takes_a_proof(client):
    order = an_order(client)
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    assert 'data-role="payment-instructions"' in page
    assert "123" in page
    file = SimpleUploadedFile("proof.pdf", PDF, "application/pdf")
    assert client.post(f"/fr/orders/{order.token}/proof/", {"proof": file}).status_code == 302
    assert TransferProof.objects.count() == 1


@pytest.mark.parametrize("content", [b"", b"<html>", b"MZ" + b"\0" * 90])
def test_a_file_that_is_no_proof_is_refused(client, content):
    order = an_order(client)
    file = SimpleUploadedFile("proof.pdf", content, "application/pdf")
    response = client.post(f"/fr/orders/{order.token}/proof/", {"proof": file})
    assert response.status_code == 422
    assert TransferProof.objects.count() == 0


def test_cash_waits_for_a_call_and_takes_no_proof(client):
    order = an_order(client, "cash")
    file = SimpleUploadedFile("proof.pdf", PDF, "application/pdf")
    assert client.post(f"/fr/orders/{order.token}/proof/", {"proof": file}).status_code == 422
    assert 'data-role="payment-instructions"' not in client.get(f"/fr/orders/{order.token}/").content.decode()


def test_the_order_needs_few_queries(client, django_assert_max_num_queries):
    order = an_order(client)
    with django_assert_max_num_queries(20):
        client.get(f"/fr/orders/{order.token}/")
