"""The pages of jurors: codes and no names, her own grids alone; and the jury at the desk."""

import pytest

from home.awards.actions.jury import appoint
from home.awards.actions.move_edition import move_edition
from home.awards.models import Conflict, Criterion, Edition, Juror, Mark, Nomination
from home.awards.testing.builders import a_nomination, an_award_edition
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_user
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition(db) -> Edition:
    a_market()
    return an_award_edition(slug="prix", state="visits")


@pytest.fixture
def nominees(edition) -> list[Nomination]:
    return [a_nomination(edition, state="eligible", dossier=f"Dossier {n}") for n in range(2)]


@pytest.fixture
def juror(edition, nominees) -> Juror:
    found = appoint(edition, a_user("juror"), actor=SYSTEM)
    move_edition(edition, "jury", actor=SYSTEM, reason="")
    return found


@pytest.fixture
def desk(client):
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    return client


def grid(nomination: Nomination) -> str:
    return f"/fr/awards/jury/prix/{nomination.code}/"


def test_a_juror_scores_codes_stands_aside_and_hands_in(client, juror, nominees):
    client.force_login(juror.user)
    first, second = nominees
    key = f"mark_{Criterion.objects.get().pk}"
    page = client.get(grid(first)).content.decode()
    assert "Dossier 0" in page
    assert "très bien" in page
    assert client.post(grid(first), {"do": "marks"}).status_code == 422
    assert client.post(grid(first), {"do": "marks", key: "7"}).status_code == 422
    assert client.post(grid(first), {"do": "marks", key: "3"}).status_code == 302
    assert client.post("/fr/awards/jury/prix/").status_code == 422
    assert client.post(grid(second), {"do": "aside"}).status_code == 302
    assert client.post(grid(second), {"do": "marks", key: "3"}).status_code == 422
    assert client.post("/fr/awards/jury/prix/").status_code == 302
    assert (Mark.objects.get().value, Conflict.objects.get().kind) == (3, "declared")
    pages = [client.get(address) for address in ("/fr/awards/jury/", "/fr/awards/jury/prix/", grid(first))]
    text = "".join(one.content.decode() for one in pages)
    assert not any(one.name in text or one.phone in text for one in nominees)
    assert all(one["Cache-Control"] == "private, no-store" for one in pages)


def test_nobody_else_has_her_pages(client, juror, nominees):
    for address in ("/fr/awards/jury/", "/fr/awards/jury/prix/", grid(nominees[0])):
        assert client.get(address).status_code == 302
    client.force_login(a_user("other"))
    for address in ("/fr/awards/jury/prix/", grid(nominees[0])):
        assert client.get(address).status_code == 404


def test_a_grid_is_there_only_for_who_takes_part_and_while_there_is_a_jury(client, juror, nominees):
    client.force_login(juror.user)
    Nomination.objects.filter(pk=nominees[0].pk).update(state="withdrawn")
    assert client.get(grid(nominees[0])).status_code == 404
    Edition.objects.update(state="visits")
    assert client.get(grid(nominees[1])).status_code == 404


def test_the_desk_appoints_notes_absences_and_gives_places(desk, edition, nominees):
    at = f"/admin/awards/{edition.pk}/jury/"
    assert desk.post(f"{at}add/", {"user": "nobody"}).status_code == 422
    for name in ("present", "absent"):
        a_user(name)
        assert desk.post(f"{at}add/", {"user": name}).status_code == 302
    assert desk.post(f"{at}add/", {"user": "absent"}).status_code == 422
    move_edition(edition, "jury", actor=SYSTEM, reason="")
    present, absent = Juror.objects.order_by("pk")
    for one in nominees:
        Mark.objects.create(juror=present, nomination=one, criterion=Criterion.objects.get(), value=2)
    Juror.objects.filter(pk=present.pk).update(handed_in_at=edition.created_at)
    category = edition.categories.get()
    places = f"/admin/awards/category/{category.pk}/places/"
    assert desk.post(places).status_code == 422
    assert nominees[0].code not in desk.get(at).content.decode()
    assert desk.post(f"/admin/awards/juror/{absent.pk}/absent/", {"reason": ""}).status_code == 422
    assert desk.post(f"/admin/awards/juror/{absent.pk}/absent/", {"reason": "Malade"}).status_code == 302
    assert desk.post(places).status_code == 422
    ranks = {f"rank_{one.pk}": number for number, one in enumerate(nominees, 1)}
    assert desk.post(places, ranks).status_code == 422
    assert desk.post(places, ranks | {"reason": "Plus de voisines formées"}).status_code == 302
    page = desk.get(at).content.decode()
    assert "Plus de voisines formées" in page
    assert Nomination.objects.get(place=1) == nominees[0]


def test_the_desk_writes_what_jurors_read_without_her_name(desk, edition, nominees):
    at = f"/admin/awards/nomination/{nominees[0].pk}/dossier/"
    assert desk.post(at, {"dossier": f"{nominees[0].name} tisse"}).status_code == 422
    assert desk.post(at, {"dossier": "Elle tisse"}).status_code == 302
    assert desk.get(f"/admin/awards/nomination/{nominees[0].pk}/").status_code == 200
