"""Nominating without an account, the nominee's own page, and the desk."""

import pytest
from django.core.files.base import ContentFile

from home.awards.models import Backer, Edition, Nomination
from home.awards.testing.builders import a_nomination, a_requirement, an_award_edition
from producers.conf import private_storage
from producers.testing.builders import a_producer, a_user
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
TYPED = {
    "category": "artisanat", "who": "peer", "name": "Itto Aït", "contact": "06 00 00 00 01",
    "words": "Elle aide", "your_name": "Voisine", "your_contact": "v@example.test",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


@pytest.fixture
def edition() -> Edition:
    return an_award_edition(slug="prix")


@pytest.fixture
def desk(client):
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    return client


def test_somebody_without_an_account_nominates_and_learns_nothing_of_the_nominee(client, edition):
    sent = client.post("/fr/awards/prix/nominate/", TYPED)
    assert (sent.status_code, sent["Location"]) == (302, "/fr/awards/prix/thanks/")
    nomination = Nomination.objects.get()
    assert (nomination.phone, nomination.state) == ("+212600000001", "asked")
    assert nomination.backers.get().email == "v@example.test"
    assert client.post("/fr/awards/prix/nominate/", TYPED)["Location"] == sent["Location"]
    assert nomination.token not in client.get(sent["Location"]).content.decode()


def test_who_nominates_herself_without_an_account_is_asked_at_what_she_gave(client, edition):
    client.post("/fr/awards/prix/nominate/", TYPED | {"who": "self"})
    assert Nomination.objects.get().state == "asked"
    assert Backer.objects.get().way == "self"


@pytest.mark.parametrize(
    ("broken", "field"),
    [
        ({"contact": "12"}, "contact"),
        ({"contact": ""}, "contact"),
        ({"name": ""}, "name"),
        ({"category": "nope"}, "category"),
        ({"your_contact": "x@"}, "your_contact"),
        ({"words": "a" * 2001}, "words"),
        ({"region": "FR-75"}, "region"),
    ],
)
def test_what_is_wrong_is_said_beside_its_field_and_what_was_typed_stays(client, edition, broken, field):
    page = client.post("/fr/awards/prix/nominate/", TYPED | broken)
    assert page.status_code == 422
    assert field in page.context["form"].errors
    assert "Voisine" in page.content.decode()
    assert not Nomination.objects.exists()


def test_the_nomination_of_a_withdrawn_person_is_refused(client, edition):
    client.post("/fr/awards/prix/nominate/", TYPED)
    Nomination.objects.update(state="withdrawn")
    page = client.post("/fr/awards/prix/nominate/", TYPED)
    assert page.status_code == 422
    assert "name" in page.context["form"].errors


def test_a_late_nomination_is_refused_and_the_form_is_not_offered(client, edition):
    Edition.objects.update(state="eligibility")
    assert client.post("/fr/awards/prix/nominate/", TYPED).status_code == 422
    page = client.get("/fr/awards/prix/nominate/")
    assert "your_contact" not in page.content.decode()
    assert "/nominate/" not in client.get("/fr/awards/prix/").content.decode()


def test_she_says_yes_changes_what_is_shown_and_withdraws_on_her_page(client, edition):
    nomination = a_nomination(edition, state="asked", agreed_at=None)
    page = f"/fr/awards/answer/{nomination.token}/"
    assert client.get(page).status_code == 200
    assert client.post(page, {"do": "yes", "may_name": "on", "is_woman": "yes"}).status_code == 302
    nomination.refresh_from_db()
    assert (nomination.state, nomination.may_name, nomination.is_woman) == ("agreed", True, True)
    assert client.post(page, {"do": "no"}).status_code == 302
    assert Nomination.objects.get().state == "withdrawn"
    assert client.post(page, {"do": "yes"}).status_code == 422
    assert client.get("/fr/awards/answer/guessed/").status_code == 404


def test_the_desk_knows_what_the_rows_say_and_decides_with_a_reason(desk, edition):
    by_hand, known = a_requirement(edition), a_requirement(edition, check_by="shown")
    nomination = a_nomination(edition, organisation=a_producer())
    Edition.objects.update(state="eligibility")
    address = f"/admin/awards/nomination/{nomination.pk}/"
    asked = desk.get(address).context["decision"].asked
    assert {one.key: one.known for one in asked} == {by_hand.pk: None, known.pk: True}
    answers = {f"met_{by_hand.pk}": "no", f"met_{known.pk}": "yes"}
    refused = desk.post(f"{address}decide/", answers)
    assert refused.status_code == 422
    assert "reason" in refused.context["decision"].errors
    assert desk.post(f"{address}decide/", answers | {"reason": "Il manque un an"}).status_code == 302
    assert Nomination.objects.get().state == "ineligible"
    assert desk.get(f"/admin/awards/{edition.pk}/").status_code == 200


def test_the_desk_merges_two_writes_down_a_call_and_hears_a_voice(desk, edition):
    kept, double = a_nomination(edition), a_nomination(edition)
    sound = private_storage().save("awards/voice.webm", ContentFile(b"voice"))
    spoken = Backer.objects.create(nomination=kept, way="peer", sound=sound)
    silent = Backer.objects.create(nomination=kept, way="peer")
    at = "/admin/awards/nomination/"
    assert desk.post(f"{at}{double.pk}/merge/", {"into": kept.pk, "reason": "Deux fois"}).status_code == 302
    assert desk.post(f"{at}{kept.pk}/withdraw/", {"reason": "Elle a appelé"}).status_code == 302
    assert set(Nomination.objects.values_list("state", flat=True)) == {"withdrawn", "merged"}
    assert desk.get(f"/admin/awards/voice/{spoken.pk}/").content == b"voice"
    assert desk.get(f"/admin/awards/voice/{silent.pk}/").status_code == 404
    private_storage().delete(sound)
