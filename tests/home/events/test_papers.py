"""Papers of an event, read back from their bytes: badges, and the plan on A5."""

from datetime import timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.utils import timezone
from PIL import Image
from pypdf import PdfReader

from home.events.actions.change_seat import cancel_seat
from home.events.actions.places import set_places
from home.events.actions.register import register
from home.events.badges import print_badges
from home.events.domain.badges import LOOKS, PART_SIGNS
from home.events.models import Event, Registration, Session
from home.events.papers import print_sheet, sheets_of
from home.events.testing.builders import a_person, a_session, an_event
from producers.domain.actors import SYSTEM
from producers.domain.dates import day_written
from producers.models import Consent, Picture
from producers.testing.builders import a_picture, a_producer, an_owner_of
from shop.papers.signs import sign_svg
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
A5, BADGE = (148, 210), (105, 74)


@pytest.fixture
def event(db) -> Event:
    a_market()
    found = an_event(slug="rencontre", title={"fr": "Rencontre", "ar": "لقاء"}, kind="meeting")
    set_places(found, capacity=20, actor=SYSTEM)
    return found


def come(event: Event, number: int = 1, **fields) -> Registration:
    user = fields.pop("user", None)
    return register(event, event.places.get().pk, a_person(number, **fields), actor=SYSTEM, user=user)


def read(content: bytes) -> tuple[list[str], tuple[int, int]]:
    pages = PdfReader(BytesIO(content)).pages
    size = tuple(round(float(side) * 25.4 / 72) for side in pages[0].mediabox[2:])
    return [page.extract_text() for page in pages], size


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_a_badge_says_name_kind_and_code(client, event, lang):
    one = come(event, name="Itto Ben")
    answer = client.get(f"/{lang}/agenda/seat/{one.token}/badge/")
    (text,), size = read(answer.content)
    assert answer.headers["Cache-Control"] == "private, no-store"
    assert size == BADGE
    assert "Itto Ben" in text
    assert f"{one.code[:5]}-{one.code[5:]}" in text
    if lang == "fr":
        assert "petite entreprise" in text


def test_whoever_gave_her_seat_back_has_no_badge(client, event):
    one = come(event)
    cancel_seat(one, actor=SYSTEM)
    assert client.get(f"/fr/agenda/seat/{one.token}/badge/").status_code == 404


def test_badges_are_eight_to_a_sheet_for_who_has_a_seat(client, event, admin_user):
    for number in range(9):
        come(event, number, name=f"Nom {number}")
    cancel_seat(Registration.objects.latest("pk"), actor=SYSTEM)
    address = f"/admin/agenda/{event.pk}/badges.pdf"
    assert client.get(address).status_code == 302
    client.force_login(admin_user)
    pages, _size = read(client.get(address).content)
    assert len(pages) == 1
    assert all(f"Nom {number}" in pages[0] for number in range(8))
    assert "Nom 8" not in pages[0]


def test_a_picture_is_printed_only_with_a_consent_that_counts(event, tmp_path, settings):
    settings.STORAGES = {
        **settings.STORAGES,
        "default": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": str(tmp_path)},
        },
    }
    drawn = BytesIO()
    Image.new("RGB", (240, 300), "#9c3b22").save(drawn, "JPEG")
    path = default_storage.save("portrait.jpg", ContentFile(drawn.getvalue()))
    maker = a_producer(picture=a_picture())
    Picture.objects.update(files={"fallback": path, "width": 240, "height": 300, "formats": {}})
    one = come(event, user=an_owner_of(maker))

    def has_picture() -> bool:
        return b"/DCTDecode" in print_badges(event, [one], lang="fr", at=timezone.now())

    assert not has_picture()
    Consent.objects.create(
        organisation=maker, person="x", scope="photo", heard_in="fr", given_at=timezone.now()
    )
    assert has_picture()


def test_every_kind_has_a_look_and_every_part_a_sign():
    assert set(LOOKS) == set(Registration.Kind.values)
    assert set(PART_SIGNS) == set(Session.Kind.values)
    assert all(sign_svg(sign) for sign in [*PART_SIGNS.values(), *(one.sign for one in LOOKS.values())])
    assert len({one.ink for one in LOOKS.values()}) == len(LOOKS)
    with pytest.raises(KeyError):
        sign_svg("none")


@pytest.mark.parametrize(("lang", "language"), [("fr", "Arabe"), ("ar", "")])
def test_the_plan_is_on_a5_day_by_day(client, event, lang, language):
    a_session(event, title={"fr": "Teinture", "ar": "صباغة"}, room="Salle 1", language="ar")
    a_session(event, title={"fr": "Prix", "ar": "الأثمنة"}, day=1, kind="conference")
    a_session(event, title={"fr": "Groupe 1"}, kind="group")
    answer = client.get(f"/{lang}/agenda/rencontre/plan.pdf")
    (text,), size = read(answer.content)
    assert size == A5
    assert "10:00" in text
    assert "Salle 1" in text
    assert language in text
    assert "Groupe 1" not in text
    page = client.get(f"/{lang}/agenda/rencontre/").content.decode()
    assert f"/{lang}/agenda/rencontre/plan.pdf" in page
    if lang == "fr":
        assert text.index("Teinture") < text.index("Prix")


def test_a_plan_of_nothing_is_none(client):
    assert client.get("/fr/agenda/none/plan.pdf").status_code == 404


def test_the_sheet_of_many_days_has_a_box_for_each_and_a_part_for_its_own():
    first = timezone.localdate() + timedelta(days=10)
    fair = an_event(first_day=first, last_day=first + timedelta(days=11))
    whole = set_places(fair, capacity=5, actor=SYSTEM)
    part = set_places(fair, session=a_session(fair, day=3), capacity=5, actor=SYSTEM)
    sheets = sheets_of(whole)
    assert [len(one) for one in sheets] == [5, 5, 2]
    assert [day for one in sheets for day in one] == [first + timedelta(days=n) for n in range(12)]
    assert sheets_of(part) == [[first + timedelta(days=3)]]
    text = "".join(page.extract_text() for page in PdfReader(BytesIO(printed(fair))).pages)
    assert all(day_written(day, "fr") in text for day in (first, first + timedelta(days=11)))


def printed(event) -> bytes:
    return print_sheet(event, lang="fr", at=timezone.now())
