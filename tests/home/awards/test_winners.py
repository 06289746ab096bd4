"""Who won: the ceremony, the gallery, what follows a change of mind, and a prize a year after."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from home.awards.actions.answer_nomination import agree, refuse
from home.awards.actions.forget_nominations import erase_from_awards
from home.awards.actions.move_edition import move_edition
from home.awards.board import prizes_to_follow
from home.awards.domain.nominating import Agreement
from home.awards.figures import nominees, winners
from home.awards.models import Edition, FollowUp, Nomination, Portrait
from home.awards.testing.builders import a_nomination, an_award_edition
from home.models import StoryConsent, StoryPage
from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.domain.actors import SYSTEM
from producers.domain.personal import Person
from producers.figures import By
from producers.models import Consent, Craft, Organisation
from producers.testing.builders import a_producer, a_user, texts
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture
def maker(db) -> Organisation:
    a_market()
    return a_producer(name="Itto", slug="itto", voice="woman", region="MA-05")


@pytest.fixture
def winner(maker) -> Nomination:
    """The winner of an edition that has just been published: a woman who agrees to be named and seen."""
    edition = an_award_edition(slug="prix", state="decided", ceremony_on=timezone.localdate() + timedelta(30))
    won = {"state": "eligible", "place": 1, "is_woman": True, "may_name": True, "may_photo": True}
    found = a_nomination(edition, organisation=maker, name="Itto", region="MA-05", **won)
    move_edition(edition, "published", actor=SYSTEM, reason="Le soir de la cérémonie")
    return found


def text(client, address: str) -> str:
    page = client.get(address)
    assert page.status_code == 200
    return page.content.decode()


def test_there_is_no_ceremony_before_the_winners_are_published(client, maker):
    an_award_edition(slug="prix", state="decided")
    assert client.get("/fr/awards/prix/ceremony/").status_code == 404
    assert "/ceremony/" not in text(client, "/fr/awards/prix/")


def test_a_winner_who_agrees_is_named_and_leads_to_her_page(client, winner):
    page = client.get("/fr/awards/prix/ceremony/")
    (won,) = page.context["categories"]
    assert (won.winners[0].name, won.winners[0].card.url) == ("Itto", "/fr/producers/itto/")
    assert '"award": "Prix de l’année"' in page.content.decode()
    assert "/fr/awards/prix/ceremony/" in text(client, "/fr/awards/prix/")


def test_who_takes_her_yes_back_is_named_nowhere_at_once(client, winner):
    assert "Itto" in text(client, "/fr/awards/gallery/")
    agree(winner, Agreement(), actor=SYSTEM)
    for address in ("/fr/awards/prix/ceremony/", "/fr/awards/gallery/"):
        assert "Itto" not in text(client, address), address
    agree(winner, Agreement(may_name=True), actor=SYSTEM)
    assert "Itto" in text(client, "/fr/awards/prix/ceremony/")
    refuse(winner, actor=SYSTEM)
    assert not Portrait.objects.exists()


def test_an_erased_winner_is_gone_and_her_followed_prize_says_nothing(winner, maker):
    FollowUp.objects.update(note="Un métier neuf")
    erase_from_awards(Person(organisations=(maker.pk,)), SYSTEM)
    assert not Portrait.objects.exists()
    assert (FollowUp.objects.get().note, Nomination.objects.get().name) == ("", "")


def test_the_gallery_shows_women_with_consent_by_craft_region_and_year(client, maker, winner):
    craft = Craft.objects.create(code="tissage", name=texts("Tissage"))
    chosen = a_producer(name="Tuda", slug="tuda", voice="woman", region="MA-01")
    chosen.crafts.add(craft)
    portrait = Portrait.objects.create(organisation=chosen, year=2020, words=texts("Elle a commencé seule."))
    assert "Tuda" not in text(client, "/fr/awards/gallery/")
    given = {"person": "Tuda", "heard_in": "ar", "given_at": timezone.now()}
    consent = Consent.objects.create(organisation=chosen, scope="name", **given)
    portrait.save()

    def names(query: str = "") -> list[str]:
        return [one.card.name.text for one in client.get(f"/fr/awards/gallery/{query}").context["portraits"]]

    assert names() == ["Itto", "Tuda"]
    assert names("?craft=tissage") == names("?region=MA-01") == names("?year=2020") == ["Tuda"]
    assert names("?craft=nope&region=XX&year=x") == ["Itto", "Tuda"]
    assert "Personne ne correspond" in text(client, "/fr/awards/gallery/?year=1999")
    assert client.get("/fr/awards/gallery/?page=9").status_code == 404
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    portrait.save()
    assert names() == ["Itto"]


def test_the_gallery_leads_to_her_story_and_products_and_costs_few_queries(
    client, maker, winner, django_assert_max_num_queries
):
    a_home_page()
    hidden = a_story(producer=maker, title="Sans accord", slug="sans")
    story = a_story(producer=maker)
    a_consent(story)
    published(story)
    StoryPage.objects.filter(pk=hidden.pk).update(live=True)
    with django_assert_max_num_queries(30):
        page = text(client, "/fr/awards/gallery/")
    assert f'href="{story.url}"' in page
    assert "Sans accord" not in page
    assert 'href="/fr/shop/?producer=itto"' in page
    StoryConsent.objects.update(withdrawn_at=timezone.now())
    Portrait.objects.get().save()
    assert f'href="{story.url}"' not in text(client, "/fr/awards/gallery/")


def test_a_man_who_wins_is_in_no_gallery_of_women(client, maker):
    edition = an_award_edition(slug="prix", state="decided")
    won = {"state": "eligible", "place": 1, "is_woman": False, "may_name": True}
    a_nomination(edition, organisation=maker, name="Itto", **won)
    move_edition(edition, "published", actor=SYSTEM, reason="")
    assert "Itto" in text(client, "/fr/awards/prix/ceremony/")
    assert client.get("/fr/awards/gallery/").context["portraits"] == []


def test_her_prize_is_followed_a_year_after(client, winner):
    follow = FollowUp.objects.get()
    assert follow.due_on == Edition.objects.get().ceremony_on + timedelta(365)
    assert prizes_to_follow().count == 0
    FollowUp.objects.update(due_on=date(2020, 1, 1))
    assert prizes_to_follow().count == 1
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    at = "/admin/awards/follow-ups/"
    assert client.get(at).status_code == 200
    assert client.post(f"{at}{follow.pk}/note/", {"note": ""}).status_code == 422
    assert client.post(f"{at}{follow.pk}/note/", {"note": "Un métier neuf"}).status_code == 302
    assert (FollowUp.objects.get().note, prizes_to_follow().count) == ("Un métier neuf", 0)


def test_figures_count_who_agreed_and_who_won(winner):
    a_nomination(winner.edition, state="ineligible", region="MA-01")
    a_nomination(winner.edition, state="asked", agreed_at=None)
    year = winner.edition.opens_on.year
    assert {row[:3] for row in nominees(By.REGION)} == {(year, one, "nominees") for one in ("MA-05", "MA-01")}
    assert list(winners(By.REGION)) == [(year, "MA-05", "winners", winner.pk, 1)]
    assert winners(By.CRAFT) is None


def test_the_funnel_is_shown_once_nominations_are_closed(client, maker):
    edition = an_award_edition(slug="prix")
    for number in range(6):
        a_nomination(edition, is_woman=number < 5, region="MA-01")
    assert client.get("/fr/awards/prix/").context["funnel"] == []
    Edition.objects.filter(pk=edition.pk).update(state="eligibility")
    nominated, agreed, eligible, *_rest = client.get("/fr/awards/prix/").context["funnel"]
    assert (nominated.total, agreed.total, eligible.total) == ("6", "6", "0")
    assert "trop peu" in nominated.women
