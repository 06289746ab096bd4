"""An association's own page: who it is, and those it vouches for."""

import re

import pytest
from django.core.cache import cache
from django.utils import timezone

from home.testing.builders import a_home_page
from producers.models import Consent, Evidence, FormerSlug, Label, Organisation
from producers.testing.builders import a_producer, an_association, an_organisation, texts
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db
PAGE = "/fr/associations/atlas/"


@pytest.fixture(scope="module", autouse=True)
def built(made_once) -> Organisation:
    with made_once.making():
        cache.clear()
        a_market()
        return an_association(
            slug="atlas", name="Association Atlas", region="MA-05", sentence=texts("Ensemble."), since=1998
        )


@pytest.fixture(autouse=True)
def atlas(built, made_once) -> Organisation:
    return made_once.hand_out(built)


def page(client, address: str = PAGE) -> str:
    response = client.get(address)
    assert response.status_code == 200
    return response.content.decode()


def test_it_says_who_it_is_where_and_whom_it_vouches_for(client, atlas):
    a_producer(name="Aïcha", slug="aicha", vouched_by=atlas)
    a_producer(name="Zahra", slug="zahra")
    shown = page(client)
    for word in ("Association Atlas", "Ensemble.", "Béni Mellal-Khénifra", "1998", "/fr/producers/aicha/"):
        assert word in shown
    assert "Zahra" not in shown


def test_makers_who_are_not_shown_are_not_listed_there_either(client, atlas):
    for status in ("applied", "submitted", "suspended"):
        a_producer(name=f"Cachée {status}", slug=status, status=status, vouched_by=atlas)
    a_producer(name="Visible", slug="visible", status="applied", is_visible=True, vouched_by=atlas)
    shown = page(client)
    assert "Cachée" not in shown
    assert "Visible" in shown


def test_a_name_that_was_taken_back_is_not_told_by_her_association(client, atlas):
    one = a_producer(name="Aïcha Secrète", slug="m-7", number=777, vouched_by=atlas)
    Consent.objects.create(
        organisation=one, person="Aïcha", scope="name", heard_in="ar",
        given_at=timezone.now(), withdrawn_at=timezone.now(),
    )  # fmt: skip
    shown = page(client)
    assert "Secrète" not in shown
    assert "777" in shown


@pytest.mark.parametrize("status", ["applied", "submitted", "suspended"])
def test_an_association_that_is_not_approved_has_no_page_and_no_link(client, atlas, status):
    a_producer(slug="aicha", vouched_by=atlas)
    assert f'href="{PAGE}"' in page(client, "/fr/producers/aicha/")
    Organisation.objects.filter(pk=atlas.pk).update(status=status)
    assert client.get(PAGE).status_code == 404
    assert f'href="{PAGE}"' not in page(client, "/fr/producers/aicha/")
    assert PAGE not in client.get("/sitemap-associations-1.xml").getvalue().decode()


def test_who_sells_has_no_page_among_the_associations(client):
    for kind in Organisation.SELLING:
        an_organisation(kind, slug=f"one-{kind}")
        assert client.get(f"/fr/associations/one-{kind}/").status_code == 404
    assert client.get("/fr/producers/atlas/").status_code == 404


def test_it_leads_to_what_those_on_the_page_offer(client, atlas):
    for slug in ("aicha", "zahra"):
        one = a_producer(slug=slug, vouched_by=atlas)
        on_show(a_variant(a_product(producer=one, slug=f"of-{slug}", name=f"Tapis {slug}")))
    on_show(a_variant(a_product(producer=a_producer(slug="other"), slug="else", name="Autre")))
    address = re.search(r'href="(/fr/shop/\?[^"]*)"', page(client))
    listed = page(client, address[1].replace("&amp;", "&"))
    assert "Tapis aicha" in listed
    assert "Tapis zahra" in listed
    assert "Autre" not in listed


def test_its_makers_are_paged_and_the_number_of_queries_does_not_grow(
    client, atlas, django_assert_max_num_queries
):
    for number in range(30):
        a_producer(slug=f"maker-{number}", vouched_by=atlas)
    with django_assert_max_num_queries(12):
        first = page(client)
    assert len(re.findall('data-role="producer-card"', first)) == 24
    assert len(re.findall('data-role="producer-card"', page(client, f"{PAGE}?page=2"))) == 6
    assert f'rel="next" href="{PAGE}?page=2"' in first


@pytest.mark.parametrize("number", ["0", "2", "-1", "x", "٢", "9" * 40])
def test_a_page_that_does_not_exist_is_not_found(client, number):
    assert client.get(PAGE, {"page": number}).status_code == 404


def test_a_page_seen_before_shows_who_came_and_what_changed_since(client, atlas):
    assert "Aïcha" not in page(client)
    a_producer(name="Aïcha", slug="aicha", vouched_by=atlas)
    assert "Aïcha" in page(client)
    Organisation.objects.filter(pk=atlas.pk).update(name=texts("Nouveau nom"))
    assert "Nouveau nom" in page(client)


def test_an_expired_label_of_an_association_is_not_shown(client, atlas):
    today = timezone.localdate()
    for code, until in (("good", today), ("gone", today - timezone.timedelta(days=1))):
        label = Label.objects.create(code=code, name=texts(f"Badge {code}"))
        Evidence.objects.create(
            organisation=atlas, label=label, kind="document", issuer="x", checked_by="y",
            checked_on=today - timezone.timedelta(days=40), valid_until=until,
        )  # fmt: skip
    shown = page(client)
    assert "Badge good" in shown
    assert "Badge gone" not in shown


def test_a_former_address_and_the_permanent_one_lead_there(client, atlas):
    FormerSlug.objects.create(kind="association", slug="old", export_id=atlas.export_id)
    moved = client.get("/fr/associations/old/")
    assert (moved.status_code, moved.url) == (301, PAGE)
    found = client.get(f"/id/association/{atlas.export_id}", headers={"accept-language": "fr"})
    assert (found.status_code, found.headers["Location"]) == (303, PAGE)
    assert client.get(f"/id/producer/{atlas.export_id}").status_code == 404
    assert f"/id/association/{atlas.export_id}" in page(client)


def test_it_is_listed_for_search_engines_in_its_languages(client, atlas):
    a_home_page()
    assert f"http://testserver{PAGE}" in client.get("/sitemap-associations-1.xml").getvalue().decode()
