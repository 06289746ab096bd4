"""The public directory and the profiles."""

import pytest
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from home.testing.builders import a_home_page
from producers.models import (
    Announcement,
    Consent,
    Craft,
    Evidence,
    FormerSlug,
    Label,
    Organisation,
    ProducerPage,
    Report,
)
from producers.testing.builders import a_producer, texts
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_counts_kept(db):
    cache.clear()
    a_market()


def names(response) -> list[str]:
    return [card.name.text for card in response.context["cards"]]


def test_only_approved_makers_are_listed(client):
    a_producer(name="Aïcha", slug="aicha")
    a_producer(name="Tuda", slug="tuda", status=Organisation.Status.APPLIED)
    assert names(client.get("/fr/producers/")) == ["Aïcha"]


def test_filters_by_region_craft_and_folded_name(client):
    one = a_producer(name="Aïcha", slug="aicha", region="MA-05", search_text="aicha")
    a_producer(name="Zahra", slug="zahra", region="MA-07", search_text="zahra")
    one.crafts.add(Craft.objects.create(code="weaving", name=texts("Tissage")))
    for query in ("region=MA-05", "craft=weaving", "q=AÏCHA"):
        assert names(client.get(f"/fr/producers/?{query}")) == ["Aïcha"], query


@pytest.mark.parametrize("query", ["region=XX", "craft=nope", "region=%00", "q=%E2%80%AE", "q=" + "a" * 5000])
def test_what_does_not_exist_is_ignored_or_finds_nobody(client, query):
    a_producer(slug="aicha")
    assert client.get(f"/fr/producers/?{query}").status_code == 200


@pytest.mark.parametrize("page", ["0", "2", "-1", "x", "1e3", "٢", "9" * 40])
def test_a_page_that_does_not_exist_is_not_found(client, page):
    a_producer(slug="aicha")
    assert client.get("/fr/producers/", {"page": page}).status_code == 404


def test_the_number_of_queries_does_not_grow(client, django_assert_max_num_queries):
    for number in range(30):
        a_producer(slug=f"maker-{number}")
    with django_assert_max_num_queries(12):
        client.get("/fr/producers/")


def test_a_profile_needs_few_queries(client, django_assert_max_num_queries):
    a_producer(slug="aicha")
    with django_assert_max_num_queries(12):
        assert client.get("/fr/producers/aicha/").status_code == 200


def test_an_expired_proof_shows_no_badge(client):
    one = a_producer(slug="aicha")
    today = timezone.localdate()
    for code, until in (("good", today), ("gone", today - timezone.timedelta(days=1))):
        label = Label.objects.create(code=code, name=texts(f"Badge {code}"))
        Evidence.objects.create(
            organisation=one,
            label=label,
            kind="document",
            issuer="x",
            checked_by="y",
            checked_on=today - timezone.timedelta(days=40),
            valid_until=until,
        )
    page = client.get("/fr/producers/aicha/").content.decode()
    assert "Badge good" in page
    assert "Badge gone" not in page


def test_a_former_address_redirects_for_good(client):
    one = a_producer(slug="new")
    FormerSlug.objects.create(kind="producer", slug="old", export_id=one.export_id)
    response = client.get("/fr/producers/old/")
    assert (response.status_code, response.url) == (301, "/fr/producers/new/")
    assert client.get("/fr/producers/never/").status_code == 404


def test_a_name_that_is_missing_in_arabic_is_shown_in_french_and_says_so(client):
    a_producer(slug="aicha", name={"fr": "Aïcha du Tadla"})
    page = client.get("/ar/producers/aicha/").content.decode()
    assert '<span class="foreign" lang="fr" dir="ltr">Aïcha du Tadla</span>' in page


def test_without_consent_the_story_is_not_shown(client):
    home = a_home_page()
    one = a_producer(slug="aicha")
    story = [{"type": "paragraph", "value": "<p>Ma laine.</p>"}]
    page = ProducerPage(title="Aïcha", slug="aicha", organisation=one, locale=home.locale)
    page.story = story
    home.add_child(instance=page)
    assert "Ma laine." not in client.get("/fr/producers/aicha/").content.decode()
    consent = Consent.objects.create(
        organisation=one, person="Aïcha", scope="story", heard_in="ar", given_at=timezone.now()
    )
    assert "Ma laine." in client.get("/fr/producers/aicha/").content.decode()
    Consent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    assert "Ma laine." not in client.get("/fr/producers/aicha/").content.decode()


def test_a_report_is_kept_and_thanked_for(client):
    response = client.post(
        reverse("producers:report"), {"reason": "false", "text": "Pas vrai", "path": "/fr/shop/"}
    )
    assert response.status_code == 302
    assert Report.objects.get().path == "/fr/shop/"
    assert Announcement.objects.filter(kind="page.reported").exists()


@pytest.mark.parametrize("text", ["", " ", "x" * 2001])
def test_a_report_without_words_says_so_and_keeps_what_was_typed(client, text):
    response = client.post(reverse("producers:report"), {"reason": "false", "text": text, "contact": "moi"})
    assert response.status_code == 422
    assert 'value="moi"' in response.content.decode()
