"""The buyer's own changes on the pages of her order: shown with effect, confirmed, or refused."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from PIL import Image

from producers.actions.deliver import deliver_announcements
from producers.domain.actors import Actor
from producers.models import Act, Announcement, Message
from shop.actions import fulfil
from shop.actions.ask_change import withdraw
from shop.actions.handle_change import agree, asked_of, receive, refuse, settle_asked
from shop.actions.mark_paid import mark_paid
from shop.domain.errors import RefusedError
from shop.models import Change, ChangePhoto, Market, Order, OrderLine, Refund, Stock
from shop.reading.proposals import propose
from shop.reading.reconcile import differences
from tests.pages.buying import GATEWAYS, buy, errors, fill_cart, two_makers

pytestmark = pytest.mark.django_db
OFFICE = Actor(7, "Office")
PAGES = ("cancel", "withdraw", "return", "exchange", "complain", "contact", "address")


@pytest.fixture(autouse=True)
def _ways_to_pay(settings):
    settings.SHOP = {"GATEWAYS": GATEWAYS}


@pytest.fixture(scope="module", autouse=True)
def bought(made_once):
    """Buy once: an order that is paid, and the browser of its buyer."""
    with made_once.making(SHOP={"GATEWAYS": GATEWAYS}):
        client = Client()
        fill_cart(client, *two_makers())
        order = buy(client, method="transfer")
        Order.objects.filter(pk=order.pk).update(email="amina@example.test")
        mark_paid(order, amount=order.total, statement="line 1", actor=OFFICE)
        order.refresh_from_db()
        return order, client.cookies


@pytest.fixture
def order(bought, made_once, client):
    order, cookies = made_once.hand_out(bought)
    client.cookies.update(cookies)
    return order


def deliver_all(order):
    for part in order.parts.order_by("pk"):
        fulfil.accept(part, actor=OFFICE)
        fulfil.ship(part, carrier="Amana", actor=OFFICE)
        fulfil.deliver(part, actor=OFFICE)


def lines(order):
    return list(OrderLine.objects.filter(part__order=order).order_by("pk"))


def url(order, page, lang="fr"):
    return f"/{lang}/orders/{order.token}/{page}/"


def look_and_confirm(client, order, page, form):
    shown = client.post(url(order, page), form)
    assert shown.status_code == 200, errors(shown)
    assert b'data-role="effect"' in shown.content
    context = shown.context
    return client.post(url(order, page), form | {"step": "confirm", "fingerprint": context["fingerprint"]})


def a_photo(name="fault.jpg"):
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(file, "JPEG")
    return SimpleUploadedFile(name, file.getvalue(), "image/jpeg")


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
@pytest.mark.parametrize("page", [*PAGES, "withdraw/form"])
def test_every_page_is_private_and_in_every_language(client, order, page, lang):
    response = client.get(url(order, page, lang))
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["Referrer-Policy"] == "no-referrer"


@pytest.mark.parametrize("page", PAGES)
def test_a_foreign_secret_opens_nothing(client, order, page):
    for token in ("unknown", order.number, order.token[:-1]):
        assert client.get(f"/fr/orders/{token}/{page}/").status_code == 404
        assert client.post(f"/fr/orders/{token}/{page}/", {"step": "confirm"}).status_code == 404
    assert not Change.objects.exists()


def test_she_cancels_what_nobody_has_begun_after_seeing_what_it_does(client, order):
    line = lines(order)[0]
    assert look_and_confirm(client, order, "cancel", {f"line_{line.pk}": "1"}).status_code == 303
    change = Change.objects.get()
    assert (change.kind, change.asked_by, change.status) == ("cancel_line", "buyer", "settled")
    assert Refund.objects.get().change == change
    page = client.get(f"/fr/orders/{order.token}/").content.decode()
    assert 'data-role="order-story"' in page
    assert list(differences()) == []


def test_cancelling_without_confirming_changes_nothing_and_a_stale_page_neither(client, order):
    line = lines(order)[0]
    form = {f"line_{line.pk}": "1"}
    client.post(url(order, "cancel"), form)
    assert not Change.objects.exists()
    response = client.post(url(order, "cancel"), form | {"step": "confirm", "fingerprint": "0" * 32})
    assert response.status_code == 422
    assert not Change.objects.exists()


def test_after_the_maker_has_accepted_the_page_says_that_it_is_too_late(client, order):
    for part in order.parts.all():
        fulfil.accept(part, actor=OFFICE)
    page = client.get(url(order, "cancel")).content.decode()
    assert "line_" not in page
    assert 'data-role="confirm"' not in page


def test_she_withdraws_in_two_steps_and_is_told_at_once_with_date_and_time(client, order):
    deliver_all(order)
    line = lines(order)[0]
    form = {f"line_{line.pk}": "1", "note": "trop grand"}
    assert look_and_confirm(client, order, "withdraw", form).status_code == 303
    change = Change.objects.get()
    assert (change.kind, change.status, change.note) == ("withdrawal", "asked", "trop grand")
    deliver_announcements()
    assert not Announcement.objects.exclude(last_error="").values_list("kind", "last_error")
    letter = Message.objects.get(kind="withdrawal.declared", recipient=order.email)
    at = timezone.localtime(change.created_at)
    assert f"{at:%H:%M}" in letter.text
    assert str(at.year) in letter.text
    assert "trop grand" in letter.text
    assert order.number in letter.subject
    receive(change, actor=OFFICE, reason="parcel")
    proposal = propose(order, asked_of(change))
    settle_asked(change, asked_of(change), fingerprint=proposal.fingerprint, actor=OFFICE)
    assert Refund.objects.get().amount == line.unit_price + line.part.delivery
    assert Stock.objects.get(variant=line.variant).on_hand >= 1
    assert list(differences()) == []


def test_before_it_has_left_a_withdrawal_is_settled_at_once(client, order):
    line = lines(order)[0]
    look_and_confirm(client, order, "withdraw", {f"line_{line.pk}": "1"})
    line.part.refresh_from_db()
    assert (Change.objects.get().status, line.part.status) == ("settled", "cancelled")
    assert list(differences()) == []


@pytest.mark.parametrize(("days", "is_in_time"), [(0, True), (7, True), (8, False), (400, False)])
def test_the_window_ends_with_its_last_day(client, order, days, is_in_time):
    deliver_all(order)
    line = lines(order)[0]
    later = timezone.now() + timedelta(days=days)
    if is_in_time:
        withdraw(order, pieces={line.pk: 1}, actor=OFFICE, now=later)
        assert Change.objects.get().kind == "withdrawal"
        return
    with pytest.raises(RefusedError) as refused:
        withdraw(order, pieces={line.pk: 1}, actor=OFFICE, now=later)
    assert refused.value.code == "too_late"
    assert refused.value.facts["last_day"] == timezone.localdate() + timedelta(days=7)
    assert not Change.objects.exists()


def test_in_the_eu_the_window_is_longer():
    from shop.testing.builders import a_market

    assert a_market("eu").withdrawal_days == 14
    assert Market._meta.get_field("withdrawal_days").default == 7


@pytest.mark.parametrize("field", ["making_days", "is_perishable"])
def test_an_excepted_line_is_not_offered_and_not_taken(client, order, field):
    deliver_all(order)
    line = lines(order)[0]
    OrderLine.objects.filter(pk=line.pk).update(**{field: 5 if field == "making_days" else True})
    assert f"line_{line.pk}" not in client.get(url(order, "withdraw")).content.decode()
    with pytest.raises(RefusedError) as refused:
        withdraw(order, pieces={line.pk: 1}, actor=OFFICE)
    assert refused.value.code == "excepted"
    assert not Change.objects.exists()


def test_twice_is_once(client, order):
    deliver_all(order)
    line = lines(order)[0]
    look_and_confirm(client, order, "withdraw", {f"line_{line.pk}": "1"})
    with pytest.raises(RefusedError) as refused:
        withdraw(order, pieces={line.pk: 1}, actor=OFFICE)
    assert refused.value.code == "asked_before"
    assert Change.objects.count() == 1


def test_a_return_is_asked_for_agreed_received_and_paid_back(client, order):
    deliver_all(order)
    line = lines(order)[0]
    assert look_and_confirm(client, order, "return", {f"line_{line.pk}": "1"}).status_code == 303
    change = Change.objects.get()
    agree(change, actor=OFFICE, answer="Oui")
    with pytest.raises(RefusedError):
        settle_asked(change, asked_of(change), fingerprint="", actor=OFFICE)
    receive(change, actor=OFFICE, reason="parcel")
    asked = asked_of(change)
    settle_asked(change, asked, fingerprint=propose(order, asked).fingerprint, actor=OFFICE)
    line.part.refresh_from_db()
    assert line.part.status == "returned"
    assert Refund.objects.get().amount == line.unit_price
    assert list(differences()) == []


def test_an_exchange_moves_no_money(client, order):
    deliver_all(order)
    line = lines(order)[0]
    look_and_confirm(client, order, "exchange", {f"line_{line.pk}": "1", "note": "en bleu"})
    change = Change.objects.get()
    receive(change, actor=OFFICE, reason="parcel")
    asked = asked_of(change)
    settle_asked(change, asked, fingerprint=propose(order, asked).fingerprint, actor=OFFICE)
    assert not Refund.objects.exists()
    assert list(differences()) == []


def test_a_complaint_with_photos_and_its_refusal(client, order):
    deliver_all(order)
    line = lines(order)[0]
    form = {f"line_{line.pk}": "1", "note": "déchiré", "photos": [a_photo(), a_photo("b.jpg")]}
    assert client.post(url(order, "complain"), form).status_code == 303
    change = Change.objects.get()
    assert (change.kind, change.note, change.photos.count()) == ("complaint", "déchiré", 1)
    with pytest.raises(RefusedError):
        refuse(change, actor=OFFICE, answer=" ")
    refuse(change, actor=OFFICE, answer="La photo montre une autre pièce.")
    deliver_announcements()
    assert not Announcement.objects.exclude(last_error="").values_list("kind", "last_error")
    assert Message.objects.filter(kind="change.refused", text__contains="autre pièce").exists()


BAD = [
    ("page.html", b"<html><script>alert(1)</script></html>", "text/html"),
    ("drawing.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "image/svg+xml"),
    ("photo.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg"),
    ("photo.jpg", b"GIF89a" + b"\0" * 50, "image/jpeg"),
    ("photo.jpg", b"\xff\xd8" + b"\0" * (5 * 1024 * 1024 + 1), "image/jpeg"),
]


@pytest.mark.parametrize(("name", "content", "kind"), BAD)
def test_a_photo_that_is_none_is_refused_and_what_was_typed_stays(client, order, name, content, kind):
    deliver_all(order)
    line = lines(order)[0]
    file = SimpleUploadedFile(name, content, kind)
    form = {f"line_{line.pk}": "1", "note": "déchiré", "photos": file}
    response = client.post(url(order, "complain"), form)
    assert response.status_code == 422
    assert "déchiré" in response.content.decode()
    assert (Change.objects.count(), ChangePhoto.objects.count()) == (0, 0)


@pytest.mark.parametrize(
    "form",
    [{}, {"line_0": "1"}, {"line_999999999": "1"}, {"LINE": "99"}, {"LINE": "-1"}, {"LINE": "x"}],
)
@pytest.mark.parametrize("page", ["withdraw", "return", "complain", "cancel"])
def test_nonsense_is_refused_with_422(client, order, form, page):
    if page != "cancel":
        deliver_all(order)
    typed = {name.replace("LINE", f"line_{lines(order)[0].pk}"): value for name, value in form.items()}
    for extra in ({}, {"step": "confirm", "fingerprint": "x"}):
        assert client.post(url(order, page), typed | extra | {"note": "?"}).status_code == 422
    assert not Change.objects.exists()


def test_contact_is_changed_and_the_old_one_is_told(client, order):
    old = order.email
    form = {"name": "Salma", "phone": "", "email": "new@example.test"}
    assert client.post(url(order, "contact"), form).status_code == 303
    order.refresh_from_db()
    assert (order.email, order.phone, order.buyer_name) == ("new@example.test", "", "Salma")
    deliver_announcements()
    assert not Announcement.objects.exclude(last_error="").values_list("kind", "last_error")
    told = set(Message.objects.filter(kind="order.contact_changed").values_list("recipient", flat=True))
    assert told == {old, "new@example.test"}
    assert "example.test" not in str(list(Act.objects.filter(verb="change.contact").values()))


@pytest.mark.parametrize(
    "form",
    [{"name": "", "email": "a@b.test"}, {"name": "S", "email": "", "phone": ""}, {"name": "S", "email": "x"}],
)
def test_a_contact_that_is_none_is_refused_beside_its_field(client, order, form):
    response = client.post(url(order, "contact"), form)
    assert response.status_code == 422
    assert errors(response)
    assert Order.objects.get(pk=order.pk).email == order.email


def test_the_address_changes_until_something_has_left(client, order):
    before = order.delivery_address["province"]
    form = {"recipient": "Amina B.", "phone": "0790000002", "quarter": "Agdal"}
    assert client.post(url(order, "address"), form).status_code == 303
    order.refresh_from_db()
    assert (order.delivery_address["quarter"], order.delivery_address["province"]) == ("Agdal", before)
    part = order.parts.order_by("pk")[0]
    fulfil.accept(part, actor=OFFICE)
    fulfil.ship(part, carrier="Amana", actor=OFFICE)
    assert client.post(url(order, "address"), form | {"quarter": "Maarif"}).status_code == 422
    order.refresh_from_db()
    assert order.delivery_address["quarter"] == "Agdal"


def test_an_address_without_what_it_needs_is_refused(client, order):
    response = client.post(url(order, "address"), {"recipient": "", "phone": "1", "quarter": ""})
    assert response.status_code == 422
    assert errors(response)


def test_the_form_to_print_has_what_the_law_asks_for(client, order):
    page = client.get(url(order, "withdraw/form")).content.decode()
    assert order.number in page
    assert order.buyer_name in page


@pytest.mark.parametrize("page", PAGES)
def test_an_empty_form_is_refused_and_not_an_error(client, order, page):
    deliver_all(order)
    assert client.post(url(order, page), {}).status_code in (200, 422)
    assert not Change.objects.exists()
