"""Pictures with a nomination: small, without their place, with a yes; seen by her, the desk, jurors."""

import io

import pytest
from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from home.awards.actions.answer_nomination import refuse
from home.awards.actions.jury import appoint, stand_aside
from home.awards.actions.pictures import add_pictures
from home.awards.domain.nominating import Way
from home.awards.models import Backer, Edition, Nomination, NominationPicture
from home.awards.testing.builders import a_nomination, an_award_edition
from producers.conf import private_storage
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_producer, a_user, an_owner_of
from shop.testing.builders import a_market
from tests.home.awards.test_nominating_pages import TYPED

pytestmark = pytest.mark.django_db
NOMINATE, PORTAL = "/fr/awards/prix/nominate/", "/fr/portal/awards/"


def a_picture(size: tuple[int, int] = (60, 40)) -> SimpleUploadedFile:
    """A picture that says where it was taken."""
    exif = Image.Exif()
    exif[0x8825] = {1: "N", 2: (31.0, 57.0, 0.0)}
    file = io.BytesIO()
    Image.new("RGB", size, "teal").save(file, "JPEG", exif=exif)
    return SimpleUploadedFile("itto.jpg", file.getvalue(), "image/jpeg")


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


@pytest.fixture
def edition() -> Edition:
    return an_award_edition(slug="prix")


def sent(nomination: Nomination, *, for_jury: bool = False) -> NominationPicture:
    backer = Backer.objects.create(nomination=nomination, way=Way.PEER.value)
    add_pictures(backer, [ContentFile(b"picture", "itto.jpg")])
    NominationPicture.objects.filter(backer=backer).update(for_jury=for_jury)
    return NominationPicture.objects.get(backer=backer)


def test_pictures_are_kept_small_without_their_place_under_a_name_that_says_nothing(client, edition):
    typed = {"pictures": [a_picture((2600, 1300)), a_picture()], "pictures_agreed": "on"}
    assert client.post(NOMINATE, TYPED | typed).status_code == 302
    first, _second = NominationPicture.objects.all()
    assert "itto" not in first.file.name
    with Image.open(first.file) as kept:
        assert (max(kept.size), dict(kept.getexif())) == (2000, {})
    assert first.for_jury is False


@pytest.mark.parametrize(
    ("typed", "field"),
    [
        (lambda: {"pictures": a_picture()}, "pictures_agreed"),
        (lambda: {"pictures": [a_picture() for _n in range(4)], "pictures_agreed": "on"}, "pictures"),
        (lambda: {"pictures": SimpleUploadedFile("x.jpg", b"<svg>"), "pictures_agreed": "on"}, "pictures"),
        (lambda: {"pictures": SimpleUploadedFile("x.jpg", b"none"), "pictures_agreed": "on"}, "pictures"),
    ],
    ids=["no yes", "too many", "a drawing", "no picture"],
)
def test_pictures_that_cannot_be_are_refused_beside_their_field(client, edition, typed, field):
    page = client.post(NOMINATE, TYPED | typed())
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Voisine" in page.content.decode()
    client.force_login(an_owner_of(a_producer()))
    assert client.post(PORTAL, {"category": "artisanat", **typed()}).status_code == 422
    assert not Nomination.objects.exists()


def test_she_sends_them_herself_and_takes_one_away(client, edition, django_capture_on_commit_callbacks):
    client.force_login(an_owner_of(a_producer(voice="woman")))
    typed = {"category": "artisanat", "pictures": [a_picture(), a_picture()], "pictures_agreed": "on"}
    assert client.post(PORTAL, typed).status_code == 302
    first, second = NominationPicture.objects.all()
    client.logout()
    here = f"/fr/awards/answer/{Nomination.objects.get().token}/"
    address = f"{here}picture/?n={first.pk}"
    assert address in client.get(here).content.decode()
    assert client.get(address)["Cache-Control"] == "private, no-store"
    other = a_nomination(edition).token
    assert client.get(f"/fr/awards/answer/{other}/picture/?n={first.pk}").status_code == 404
    assert client.get(f"{here}picture/?n=x").status_code == 404
    with django_capture_on_commit_callbacks(execute=True):
        assert client.post(here, {"away": first.pk}).status_code == 302
    assert client.get(address).status_code == 404
    assert not private_storage().exists(first.file.name)
    assert list(NominationPicture.objects.all()) == [second]


def test_the_desk_sees_none_before_she_agrees_and_none_is_left_after_a_no(client, edition):
    asked = a_nomination(edition, state="asked", agreed_at=None)
    picture = sent(asked)
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    at = f"/admin/awards/picture/{picture.pk}/"
    assert client.get(at).status_code == 404
    assert at not in client.get(f"/admin/awards/nomination/{asked.pk}/").content.decode()
    refuse(asked, actor=SYSTEM)
    assert not NominationPicture.objects.exists()


def test_jurors_see_what_the_desk_lets_them_see_and_the_desk_not_later(client, edition):
    nominee, other = a_nomination(edition, state="eligible"), a_nomination(edition, state="eligible")
    hidden, picture, known = sent(nominee), sent(nominee), sent(other, for_jury=True)
    juror = appoint(edition, a_user("juror"), actor=SYSTEM)
    stand = f"/fr/awards/jury/prix/{nominee.code}/"
    desk = a_user("chief", is_superuser=True, is_staff=True)
    client.force_login(desk)
    at = f"/admin/awards/picture/{picture.pk}/"
    assert client.get(at).status_code == 200
    assert client.post(f"{at}decide/", {"do": "show"}).status_code == 302
    client.force_login(juror.user)
    assert client.get(f"{stand}picture/{picture.pk}/").status_code == 404, "the jury has not begun"
    Edition.objects.update(state="jury")
    page = client.get(stand).content.decode()
    assert f"{stand}picture/{picture.pk}/" in page
    assert f"picture/{hidden.pk}/" not in page
    assert client.get(f"{stand}picture/{picture.pk}/").status_code == 200
    assert client.get(f"{stand}picture/{hidden.pk}/").status_code == 404
    stand_aside(juror, other, actor=SYSTEM)
    assert client.get(f"/fr/awards/jury/prix/{other.code}/picture/{known.pk}/").status_code == 404
    client.force_login(a_user("nobody"))
    assert client.get(f"{stand}picture/{picture.pk}/").status_code == 404
    client.force_login(desk)
    client.post(f"/admin/awards/picture/{hidden.pk}/decide/", {"do": "show"})
    assert set(NominationPicture.objects.filter(for_jury=True)) == {picture, known}
