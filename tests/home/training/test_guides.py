"""Guides with sources and dates; practice sheets, handed in by those who help and read by an editor first."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.training.board import handed_in, stale_guides
from home.training.models import GuideSource, PracticeSheet
from home.training.search_kinds import guide_names, practice_names
from home.training.testing.builders import a_guide, a_practice
from producers.search_kinds import Question
from producers.testing.builders import a_producer, an_agent_for, an_owner_of, texts
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


def test_a_guide_says_where_its_facts_are_from_and_of_which_day(client):
    today = timezone.localdate()
    guide = a_guide(slug="ae", as_of=today - timedelta(days=400), stale_after=today - timedelta(days=1))
    GuideSource.objects.create(guide=guide, title="Loi 114-13", address="https://law.test/114", read_on=today)
    page = client.get("/fr/guides/ae/").content.decode()
    assert all(one in page for one in ("Loi 114-13", "https://law.test/114", "pas été revu"))
    assert stale_guides().count == 1
    fresh = a_guide(slug="new", topic="form")
    assert "pas été revu" not in client.get("/fr/guides/new/").content.decode()
    assert stale_guides().count == 1
    assert fresh.slug in client.get("/fr/guides/?topic=form").content.decode()
    assert "/fr/guides/ae/" not in client.get("/fr/guides/?topic=form").content.decode()
    a_guide(slug="draft", live=False)
    assert client.get("/fr/guides/draft/").status_code == 404


def test_the_list_has_pages_that_keep_the_topic(client):
    for number in range(25):
        a_guide(slug=f"t{number:02}")
    a_guide(slug="form", topic="form")
    first = client.get("/fr/guides/?topic=tax")
    assert len(first.context["cards"]) == 20
    assert 'href="/fr/guides/?topic=tax&amp;page=2"' in first.content.decode()
    second = client.get("/fr/guides/?topic=tax&page=2")
    assert len(second.context["cards"]) == 5
    everything = {
        card[0] for number in (1, 2) for card in client.get(f"/fr/guides/?page={number}").context["cards"]
    }
    assert len(everything) == 26
    for nowhere in ("3", "0", "x"):
        assert client.get(f"/fr/guides/?topic=tax&page={nowhere}").status_code == 404


def test_a_guide_that_never_grows_old_is_refused():
    today = timezone.localdate()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_guide(as_of=today, stale_after=today)


def test_agents_read_what_is_for_agents_and_others_do_not_learn_of_it(client):
    a_practice(slug="open")
    a_practice(slug="closed", title="Entre agents", readers="agents")
    assert "Entre agents" not in client.get("/fr/practice/").content.decode()
    assert client.get("/fr/practice/closed/").status_code == 404
    assert client.get("/fr/practice/open/").status_code == 200
    maker = a_producer()
    client.force_login(an_owner_of(maker))
    assert client.get("/fr/practice/closed/").status_code == 404
    assert client.get("/fr/practice/write/").status_code == 404
    client.force_login(an_agent_for(maker))
    answer = client.get("/fr/practice/closed/")
    assert (answer.status_code, answer.headers["Cache-Control"]) == (200, "private, no-store")
    assert "Entre agents" in client.get("/fr/practice/").content.decode()


def test_what_an_agent_hands_in_is_read_by_an_editor_first_and_has_versions(client):
    agent = an_agent_for(a_producer())
    client.force_login(agent)
    typed = {
        "title": "Laine",
        "situation": "Chère",
        "done": "Ensemble",
        "result": "Moins",
        "readers": "agents",
    }
    refused = client.post("/fr/practice/write/", typed | {"done": ""})
    assert (refused.status_code, "Chère" in refused.content.decode()) == (422, True)
    assert client.post("/fr/practice/write/", typed).status_code == 302
    sheet = PracticeSheet.objects.get()
    assert (sheet.live, sheet.written_by, handed_in().count) == (False, agent, 1)
    assert client.get(f"/fr/practice/{sheet.slug}/").status_code == 404
    sheet.latest_revision.publish()
    assert client.get(f"/fr/practice/{sheet.slug}/").status_code == 200
    draft = PracticeSheet.objects.get()
    draft.result = texts("Beaucoup moins")
    draft.save_revision()
    assert str(PracticeSheet.objects.get().result) == "Moins"
    assert sheet.revisions.count() == 2
    assert PracticeSheet.objects.get().get_latest_revision_as_object().written_by == agent


def test_an_editor_writes_a_guide_only_with_a_source(admin_client):
    today = timezone.localdate()
    sizes = {f"sources-{name}": "0" for name in ("TOTAL_FORMS", "INITIAL_FORMS", "MIN_NUM_FORMS")}
    form = {
        "title_0": "Guide", "body_0": "Texte", "slug": "g", "topic": "tax", "original_language": "fr",
        "as_of": today.isoformat(), "stale_after": (today + timedelta(days=9)).isoformat(),
        "action-publish": "1", "sources-MAX_NUM_FORMS": "1000", **sizes,
    }  # fmt: skip
    address = "/admin/snippets/tiwizi_training/guide/add/"
    assert admin_client.post(address, form).status_code == 200
    one = {"sources-TOTAL_FORMS": "1", "sources-0-title": "Loi", "sources-0-read_on": today.isoformat()}
    assert admin_client.post(address, form | one | {"sources-0-ORDER": "1"}).status_code == 302
    assert GuideSource.objects.get().guide.live


def hits(client, words: str, lang: str = "fr") -> str:
    return client.get(f"/{lang}/search/", {"q": words}).content.decode()


def test_guides_and_practice_sheets_are_found_by_their_words_in_both_languages(client):
    a_guide(slug="ae", title={"fr": "La couverture", "ar": "التغطية"}, body=texts("La cotisation se paie."))
    a_practice(slug="open", title="Peigne commun", done=texts("Acheter la teinture ensemble"))
    assert "/fr/guides/ae/" in hits(client, "cotisation")
    assert "/ar/guides/ae/" in hits(client, "تغطيه", "ar") + hits(client, "التغطيه", "ar")
    assert "/fr/practice/open/" in hits(client, "teinture")


def test_drafts_and_what_is_for_agents_are_found_by_nobody(client):
    a_guide(slug="draft", title="Brouillon rare", live=False)
    a_practice(slug="closed", title="Entre agents rare", readers="agents")
    client.force_login(an_agent_for(a_producer()))
    page = hits(client, "rare")
    assert "/fr/guides/draft/" not in page
    assert "/fr/practice/closed/" not in page
    assert (
        list(guide_names(Question("", (), "fr", 1))) == list(practice_names(Question("", (), "fr", 1))) == []
    )


@pytest.mark.parametrize("size", [1, 12])
def test_lists_of_guides_and_sheets_take_few_queries_whatever_their_size(
    client, django_assert_max_num_queries, size
):
    for number in range(size):
        a_practice(slug=f"p{number}")
        GuideSource.objects.create(
            guide=a_guide(slug=f"g{number}"), title="Loi", read_on=timezone.localdate()
        )
    for address in ("guides/", "guides/g0/", "practice/", "practice/p0/"):
        with django_assert_max_num_queries(8):
            assert client.get(f"/fr/{address}").status_code == 200
