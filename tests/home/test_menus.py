"""Menus and pages that explain: written by editors, seen at once, never a dead or a dangerous link."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from home.domain.addresses import is_address
from home.models import LandingPage, Menu, MenuLink
from home.testing.builders import a_home_page
from producers.editions.current import reading
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _ground():
    for code in ("ma", "eu", "world"):
        a_market(code)
    a_home_page()


def a_page(slug: str = "about", lang: str = "fr", **values) -> LandingPage:
    home = a_home_page(lang)
    section = LandingPage.objects.child_of(home).filter(slug="pages").first()
    if section is None:
        section = LandingPage(title="Boutique", slug="pages", locale=home.locale, show_in_menus=True)
        home.add_child(instance=section)
        section.refresh_from_db()
    values = {"title": "Qui sommes-nous", "show_in_menus": True, **values}
    return section.add_child(instance=LandingPage(slug=slug, locale=home.locale, **values))


def a_menu(place: str = "head", **link) -> MenuLink:
    locale = a_home_page().locale
    menu, _ = Menu.objects.get_or_create(place=place, locale=locale, defaults={"title": "La boutique"})
    return MenuLink.objects.create(menu=menu, **{"label": "Nos tapis", "address": "/fr/rugs/", **link})


def test_without_a_menu_the_links_of_the_shop_stand_there(client):
    page = client.get("/fr/products/").content.decode()
    assert 'href="/fr/producers/"' in page


@pytest.mark.parametrize("place", Menu.Place.values)
def test_a_menu_stands_in_its_place_and_language_alone(client, place):
    a_menu(place)
    french = client.get("/fr/products/").content.decode()
    part = french.split("<main")[0] if place == "head" else french.split("</main>")[1]
    assert 'href="/fr/rugs/"' in part
    assert 'href="/fr/rugs/"' not in client.get("/ar/products/").content.decode()


def test_a_link_to_a_page_follows_it_and_goes_with_it(client):
    page = a_page()
    a_menu(address="", page=page)
    assert 'href="/fr/pages/about/">Nos tapis' in client.get("/fr/products/").content.decode()
    page.slug = "us"
    page.save_revision().publish()
    assert 'href="/fr/pages/us/">Nos tapis' in client.get("/fr/products/").content.decode()
    page.unpublish()
    assert "Nos tapis" not in client.get("/fr/products/").content.decode()


def test_menus_are_asked_for_once(client, django_assert_num_queries):
    from home.reading.menus import menus

    a_menu(address="", page=a_page())
    a_menu("first")
    with reading():
        menus("fr")
        with django_assert_num_queries(0):
            assert set(menus("fr")) == {"head", "first"}


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("/fr/products/", True),
        ("https://example.org/a?b=c", True),
        ("mailto:contact@demo.test", True),
        ("tel:+212500000000", True),
        ("javascript:alert(1)", False),
        ("JAVASCRIPT:alert(1)", False),
        ("java\nscript:alert(1)", False),
        ("data:text/html,x", False),
        ("//evil.example/", False),
        ("/\\evil.example/", False),
        ("https://", False),
        ("http://[", False),
        ("products/", False),
        ("", False),
        ("/fr/\u202eevil", False),
    ],
)
def test_what_is_an_address(address, expected):
    assert is_address(address) is expected


def test_a_link_leads_to_one_thing():
    page = a_page()
    link = a_menu()
    neither, both = {"address": "", "page": None}, {"address": "/x/", "page": page}
    for wrong in (neither, both, {"address": "javascript:x"}):
        with pytest.raises(ValidationError):
            MenuLink(menu=link.menu, label="x", **wrong).clean()
    for wrong in (neither, both):
        with pytest.raises(IntegrityError), transaction.atomic():
            MenuLink.objects.create(menu=link.menu, label="x", **wrong)


def test_an_editor_writes_a_menu_in_the_back_office(admin_client, client):
    client.get("/fr/products/")
    form = {
        "place": "head", "locale": a_home_page().locale.pk, "title": "",
        "links-TOTAL_FORMS": "1", "links-INITIAL_FORMS": "0", "links-MIN_NUM_FORMS": "1",
        "links-MAX_NUM_FORMS": "8", "links-0-label": "Tapis", "links-0-page": "",
        "links-0-address": "javascript:alert(1)", "links-0-ORDER": "1", "links-0-DELETE": "",
        "links-0-id": "",
    }  # fmt: skip
    add = "/admin/snippets/tiwizi_home/menu/add/"
    assert admin_client.get(add).status_code == 200
    assert admin_client.post(add, form).status_code == 200
    assert not Menu.objects.exists()
    assert admin_client.post(add, form | {"links-0-address": "/fr/tapis/"}).status_code == 302
    assert 'href="/fr/tapis/">Tapis' in client.get("/fr/products/").content.decode()


def test_a_page_of_an_editor_stands_before_the_legal_text(client):
    from tests.pages.worlds.goods import a_legal_text

    a_legal_text()
    assert "Conditions" in client.get("/fr/pages/terms/").content.decode()
    a_page("terms", title="Vos droits")
    assert "Vos droits" in client.get("/fr/pages/terms/").content.decode()
    assert client.get("/fr/pages/none/").status_code == 404


def test_a_page_without_a_translation_is_shown_in_the_first_language_and_marked(client):
    a_page()
    page = client.get("/ar/pages/about/").content.decode()
    assert 'lang="fr" dir="ltr" data-role="landing"' in page
    assert "foreign-mark" in page
    a_page(lang="ar", title="من نحن")
    page = client.get("/ar/pages/about/").content.decode()
    assert "foreign-mark" not in page
    assert "من نحن" in page


def test_pages_of_a_section_lead_to_each_other(client):
    a_page()
    a_page("help", title="Aide")
    a_page("hidden", title="Secret", show_in_menus=False)
    page = client.get("/fr/pages/about/").content.decode()
    assert 'href="/fr/pages/help/">Aide' in page
    assert "Secret" not in page
    assert 'href="/fr/pages/about/"' in client.get("/fr/pages/").content.decode()


def test_a_draft_and_a_private_page_are_not_shown(client):
    page = a_page(live=False)
    assert client.get("/fr/pages/about/").status_code == 404
    page.save_revision().publish()
    assert client.get("/fr/pages/about/").status_code == 200
    page.view_restrictions.create(restriction_type="login")
    assert client.get("/fr/pages/about/").status_code == 404


def test_a_page_is_read_in_few_queries(client, django_assert_max_num_queries):
    for number in range(6):
        a_page(f"page-{number}")
    client.get("/fr/pages/page-1/")
    with django_assert_max_num_queries(10):
        client.get("/fr/pages/page-1/")


def test_the_groups_may_what_their_guides_ask():
    from django.core.management import call_command

    call_command("groups")
    editors, operators = (Group.objects.get(name=name) for name in ("Editors", "Operators"))
    mays = set(editors.permissions.values_list("codename", flat=True))
    assert {"add_menu", "change_menu", "add_storyconsent", "delete_storyconsent", "add_picture"} <= mays
    assert not mays & {"add_order", "change_order", "add_payment", "change_market", "change_organisation"}
    assert operators.permissions.filter(codename="access_admin").exists()
