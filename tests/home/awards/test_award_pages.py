"""The pages of the awards, what is found of them, and an edition's way through its states."""

import json
import re
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.awards.actions.move_edition import move_edition
from home.awards.domain.editions import RefusedError, Why
from home.awards.models import Criterion, Edition
from home.awards.search_kinds import find_awards
from home.awards.testing.builders import a_category, a_requirement, an_award_edition
from producers.domain.actors import SYSTEM
from producers.models import Act, Announcement
from producers.search_kinds import Question
from producers.testing.builders import a_user, texts
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
SCRIPT = re.compile(r'<script type="application/ld\+json">(.*?)</script>', re.DOTALL)


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def why(act) -> Why:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.why


def test_editions_are_listed_the_newest_first_and_drafts_are_not(client):
    assert "No edition" in client.get("/en/awards/").content.decode()
    today = timezone.localdate()
    an_award_edition(title="Ancien", opens_on=today - timedelta(days=400), closes_on=today)
    an_award_edition(title="Nouveau")
    an_award_edition(title="Ébauche", slug="draft", live=False)
    cards = client.get("/fr/awards/").context["cards"]
    assert [one.title.text for one in cards] == ["Nouveau", "Ancien"]
    assert client.get("/fr/awards/?page=2").status_code == 404
    assert client.get("/fr/awards/draft/").status_code == 404


def test_an_edition_says_what_is_won_what_is_asked_for_and_how_it_is_scored(client):
    edition = an_award_edition(slug="prix", donors=texts("Fondation A\nFondation B"))
    a_requirement(edition, category="artisanat")
    a_category(edition, "informel", title=texts("De l’informel au formel"), winners=3)
    page = client.get("/fr/awards/prix/")
    crafts, formal = page.context["categories"]
    assert [len(one.requirements) for one in (crafts, formal)] == [1, 0]
    assert crafts.criteria[0].anchors[4] == "très bien"
    assert (crafts.prize.text, formal.winners) == ("Un métier à tisser", 3)
    text = page.content.decode()
    assert text.index("Fondation A") < text.index("Fondation B")
    graph = json.loads(SCRIPT.search(text).group(1))["@graph"]
    assert graph[0]["identifier"] == edition.export_id
    assert "<loc>" in b"".join(client.get("/sitemap-awards-1.xml").streaming_content).decode()


def test_an_edition_costs_few_queries(client, django_assert_max_num_queries):
    edition = an_award_edition(slug="prix")
    for number in range(5):
        a_category(edition, f"c{number}")
        a_requirement(edition)
    client.get("/fr/awards/")
    with django_assert_max_num_queries(22):
        client.get("/fr/awards/prix/")


def test_an_edition_is_found_by_its_title_and_by_a_category():
    edition = an_award_edition(title="Prix des femmes")
    question = {"text": "", "lang": "fr", "market": a_market().pk}
    for words in (("femmes",), ("artisanat",)):
        assert find_awards(Question(words=words, **question)) == [edition.pk]
    assert find_awards(Question(words=("zzz",), **question)) == []


def test_an_edition_goes_on_with_who_and_why_and_only_when_all_is_there():
    edition = an_award_edition(state="announced", live=False)
    assert why(lambda: move_edition(edition, "open", actor=SYSTEM, reason="")) == Why.NOT_PUBLIC
    Edition.objects.update(live=True)
    assert why(lambda: move_edition(edition, "jury", actor=SYSTEM, reason="")) == Why.ORDER
    move_edition(edition, "open", actor=SYSTEM, reason="C’est le jour")
    act = Act.objects.get(verb="award.edition")
    assert (act.reason, act.before, act.after) == ("C’est le jour", {"state": "announced"}, {"state": "open"})
    assert Announcement.objects.filter(kind="award.open").count() == 1
    assert why(lambda: move_edition(edition, "open", actor=SYSTEM, reason="")) == Why.ORDER


def test_an_edition_without_category_does_not_open_and_without_criteria_has_no_jury():
    edition = an_award_edition(state="announced")
    edition.categories.all().delete()
    assert why(lambda: move_edition(edition, "open", actor=SYSTEM, reason="")) == Why.NO_CATEGORY
    a_category(edition)
    Edition.objects.update(state="visits")
    Criterion.objects.update(category="other")
    assert why(lambda: move_edition(edition, "jury", actor=SYSTEM, reason="")) == Why.NO_CRITERIA


def test_publishing_older_words_changes_neither_state_nor_what_is_scored():
    edition = an_award_edition(state="open")
    revision = edition.save_revision()
    Criterion.objects.update(weight=7)
    Edition.objects.update(state="jury")
    revision.publish()
    edition = Edition.objects.get()
    assert (edition.state, [one.weight for one in edition.criteria.all()]) == ("jury", [7])


@pytest.mark.parametrize(
    "broken", [{"state": "secret"}, {"closes_on": "2001-01-01"}, {"ceremony_on": "2001-01-01"}]
)
def test_the_database_refuses_an_edition_that_cannot_be(broken):
    edition = an_award_edition()
    with pytest.raises(IntegrityError), transaction.atomic():
        Edition.objects.filter(pk=edition.pk).update(**broken)


def test_an_editor_reads_why_days_do_not_fit():
    edition = an_award_edition()
    edition.closes_on = edition.opens_on - timedelta(days=1)
    with pytest.raises(ValidationError, match="avant le premier"):
        edition.full_clean()


def test_the_desk_takes_the_next_step_with_a_reason_and_says_what_is_missing(client):
    edition = an_award_edition(state="announced")
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    desk = f"/admin/awards/{edition.pk}/"
    assert client.get(desk).status_code == 200
    assert client.post(f"{desk}go-on/", {"state": "open", "reason": ""}).status_code == 422
    assert client.post(f"{desk}go-on/", {"state": "jury", "reason": "x"}).status_code == 422
    assert client.post(f"{desk}go-on/", {"state": "open", "reason": "Le jour est venu"}).status_code == 302
    assert Edition.objects.get().state == "open"


def test_the_form_of_an_edition_opens_and_others_have_no_desk(client):
    edition = an_award_edition()
    client.force_login(a_user("chief", is_superuser=True, is_staff=True))
    assert client.get("/admin/snippets/tiwizi_awards/edition/").status_code == 200
    assert client.get(f"/admin/snippets/tiwizi_awards/edition/edit/{edition.pk}/").status_code in (200, 302)
    client.logout()
    assert client.get(f"/admin/awards/{edition.pk}/").status_code in (302, 404)
