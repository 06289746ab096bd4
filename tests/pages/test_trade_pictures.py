"""Pictures of what a trade buyer looks for: drawn small, seen by the desk and the makers asked alone."""

from io import BytesIO

import pytest
from django.core.files.storage import FileSystemStorage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer, a_user, an_operator, an_owner_of
from shop.actions.sourcing import ask_makers, close_request
from shop.models import SourcingPhoto, SourcingRequest
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.trade import a_request, a_trade_buyer
from tests.portal.path import a_photo, signed_in
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
PLACE = 0x8825  # the part of a picture's hidden facts that says where it was taken


@pytest.fixture(autouse=True)
def private_files(tmp_path, monkeypatch):
    """Files of these tests lie in a folder of their own."""
    store = FileSystemStorage(tmp_path)
    monkeypatch.setattr("shop.actions.request_photos.private_storage", lambda: store)
    for name in ("file", "small"):
        monkeypatch.setattr(SourcingPhoto._meta.get_field(name), "storage", store)
    return tmp_path


@pytest.fixture
def maker():
    a_market()
    return a_producer(number=31, slug="w1")


@pytest.fixture
def rug(maker):
    return a_variant(a_product(producer=maker), stock=2)


@pytest.fixture
def user():
    return a_user("lina")


@pytest.fixture
def client(user):
    browser = Client()
    browser.force_login(user)
    return browser


@pytest.fixture
def request_(user, rug):
    return a_request(a_trade_buyer(user), rug)


def typed(rug, **changed):
    day = timezone.localdate() + timezone.timedelta(days=100)
    return {
        "category": rug.product.category_id,
        "what": "Tapis ras",
        "quantity": "40",
        "wanted_by": day.isoformat(),
        "country": "MA",
        "town": "Rabat",
    } | changed


def add(client, request, *files):
    here = f"/fr/trade/requests/{request.number}/"
    return client.post(here, {"do": "add_pictures", "pictures": list(files)})


def from_a_phone():
    """A large picture that says where it was taken."""
    drawn, hidden = BytesIO(), Image.Exif()
    hidden.get_ifd(PLACE)[1] = "N"
    Image.new("RGB", (3000, 2000), "teal").save(drawn, "JPEG", exif=hidden)
    return SimpleUploadedFile("IMG_2.jpg", drawn.getvalue(), "image/jpeg")


def test_pictures_come_with_a_request_small_and_without_their_place(client, user, rug):
    a_trade_buyer(user)
    sent = client.post("/fr/trade/requests/new/", typed(rug, pictures=[from_a_phone(), a_photo()]))
    assert sent.status_code == 303
    first = SourcingPhoto.objects.first()
    for file, side in ((first.file, 1600), (first.small, 400)):
        picture = Image.open(BytesIO(file.read()))
        assert (max(picture.size), dict(picture.getexif())) == (side, {})
    assert first.small.size < 16_000
    page = client.get(sent["Location"]).content.decode()
    assert page.count('data-role="request-picture"') == 2
    here = f"{sent['Location']}pictures/{first.pk}/"
    assert client.get(here)["Content-Type"] == "image/jpeg"
    whole, small = (b"".join(client.get(url).streaming_content) for url in (here, f"{here}?small=1"))
    assert len(whole) > len(small)


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"<svg xmlns='http://www.w3.org/2000/svg'/>", b"%PDF-1.4"]
)
def test_what_is_no_picture_is_refused_with_what_was_typed(client, user, rug, content):
    a_trade_buyer(user)
    file = SimpleUploadedFile("a.jpg", content, "image/jpeg")
    answer = client.post("/fr/trade/requests/new/", typed(rug, pictures=[a_photo(), file]))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["pictures"])
    assert "Tapis ras" in answer.content.decode()
    assert not SourcingRequest.objects.exists()


def test_the_makers_asked_and_the_desk_see_them_and_nobody_else(client, request_, rug, maker):
    add(client, request_, a_photo())
    photo, other = SourcingPhoto.objects.get(), a_producer(number=32, slug="w2")
    ask_makers(request_, [maker], actor=SYSTEM)
    ask = request_.asks.get()
    here = reverse("shop_portal:ask_picture", args=[ask.pk, photo.pk])
    hers = signed_in(an_owner_of(maker))
    assert here in hers.get(reverse("shop_portal:ask", args=[ask.pk])).content.decode()
    assert hers.get(here).status_code == 200
    assert signed_in(an_owner_of(other)).get(here).status_code == 404
    desk = browser(into_the_office(an_operator(username="operator")))
    there = reverse("shop_office:sourcing_picture", args=[photo.pk])
    assert there in desk.get(reverse("shop_office:sourcing_request", args=[request_.pk])).content.decode()
    assert desk.get(there).status_code == 200
    second = a_request(a_trade_buyer(), rug, what="Autre chose")
    ask_makers(second, [maker], actor=SYSTEM)  # a picture of another request, by the number of hers
    foreign = reverse("shop_portal:ask_picture", args=[second.asks.get().pk, photo.pk])
    assert hers.get(foreign).status_code == 404
    stranger = Client()
    stranger.force_login(a_user("other"))
    assert stranger.get(f"/fr/trade/requests/{request_.number}/pictures/{photo.pk}/").status_code == 404


def test_at_most_four_each_once_and_none_once_it_is_closed(client, request_, private_files):
    assert add(client, request_, a_photo(20), a_photo(20), a_photo(40)).status_code == 303
    assert add(client, request_, a_photo(40), a_photo(60)).status_code == 303
    assert SourcingPhoto.objects.count() == 3
    assert add(client, request_, a_photo(80), a_photo(100)).status_code == 422
    assert add(client, request_, *(a_photo(shade) for shade in range(110, 210, 20))).status_code == 422
    assert SourcingPhoto.objects.count() == 3
    assert len([path for path in private_files.rglob("*") if path.is_file()]) == 6
    close_request(request_, actor=SYSTEM)
    assert add(client, request_, a_photo(9)).status_code == 422
    assert SourcingPhoto.objects.count() == 3


def test_a_picture_is_taken_away_with_its_files(
    client, request_, private_files, django_capture_on_commit_callbacks
):
    add(client, request_, a_photo(1))
    photo, here = SourcingPhoto.objects.get(), f"/fr/trade/requests/{request_.number}/"
    for _again in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            answer = client.post(here, {"do": "take_away", "picture": photo.pk})
        assert answer.status_code == 303
    assert not SourcingPhoto.objects.exists()
    assert not [path for path in private_files.rglob("*") if path.is_file()]
    assert client.post(here, {"do": "take_away", "picture": "x"}).status_code == 303
