"""Every element, rendered with sample values in both directions, with the marks that others rely on."""

import re
from pathlib import Path

import pytest
from django.template.loader import render_to_string
from django.test.signals import template_rendered
from django.utils import translation

from storefront import context, gallery
from storefront.gallery import sample_values
from storefront.gallery_states import NOT_SEEN, samples

ROLES = [
    "product-card", "producer-card", "price", "stock", "add-to-cart", "cart-line", "cart-count", "cart-total",
    "price-breakdown", "facet", "language", "error", "checkout",
]  # fmt: skip


SYSTEMS = ("events", "exhibition", "awards", "training", "network", "library")
ROOT = Path(__file__).resolve().parents[2]
ELEMENTS = {
    path.as_posix().partition("/templates/")[2]
    for place, folder in (
        *((app, "*") for app in ("producers", "shop", "home", "site")),
        *((f"home/{system}", f"home/{system}") for system in SYSTEMS),
    )
    for path in (ROOT / place).glob(f"templates/{folder}/elements/*.html")
}


def _page(rf, lang):
    with translation.override(lang):
        request = rf.get(f"/{lang}/shop/", {"q": "tapis", "country": "FR"})
        values = sample_values(lang) | context.page(request) | {"request": request}
        return render_to_string("storefront/gallery.html", values)


@pytest.fixture(params=["fr", "ar"])
def page(request, rf):
    return _page(rf, request.param)


def test_every_mark_is_there(page):
    assert [role for role in ROLES if f'data-role="{role}"' not in page] == []


def test_amounts_are_plain_minor_units(page):
    amounts = re.findall(r'data-amount="([^"]*)"', page)
    assert amounts
    assert all(re.fullmatch(r"\d+", amount) for amount in amounts)


def test_the_parts_of_a_price_add_up_to_it(page):
    block = page[page.index('data-role="price-breakdown"') :]
    block = block[: block.index("</section>")]
    assert sum(int(found) for found in re.findall(r'data-part="\w+" data-amount="(\d+)"', block)) == 18000


def test_ids_are_unique(page):
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_a_text_in_another_language_says_so(rf):
    page = _page(rf, "ar")
    assert '<span class="foreign" lang="fr" dir="ltr">Babouches en cuir tanné végétal</span>' in page


def test_the_language_switch_keeps_the_page_and_what_was_asked(rf):
    page = _page(rf, "fr")
    assert 'href="/ar/shop/?q=tapis&amp;country=FR" lang="ar" hreflang="ar" dir="rtl"' in page
    assert page.startswith('<!doctype html>\n<html lang="fr" dir="ltr">')
    assert _page(rf, "ar").startswith('<!doctype html>\n<html lang="ar" dir="rtl">')


def test_a_wrong_field_points_to_its_error(page):
    assert 'aria-describedby="id_phone_helptext id_phone_error"' in page
    assert 'id="id_phone_error"' in page


def test_every_element_has_its_place_in_the_gallery():
    assert len(ELEMENTS) > 40
    shown = {sample.name for sample in samples(sample_values("fr"))}
    assert ELEMENTS - shown - NOT_SEEN == set()
    assert (shown | NOT_SEEN) - ELEMENTS == set()


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_no_state_of_an_element_is_empty_or_like_another(lang):
    with translation.override(lang):
        found = samples(sample_values(lang))
    for sample in found:
        texts = [str(markup).strip() for _, markup in sample.states]
        assert all(texts), sample.name
        assert len(set(texts)) == len(texts), sample.name
        names = [state for state, _ in sample.states]
        assert len(set(names)) == len(names), sample.name


@pytest.mark.django_db
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_the_gallery_is_a_page_like_any_other_and_shows_all_of_them(rf, lang):
    seen = set()

    def note(template, **_kwargs):
        seen.add(template.name)

    template_rendered.connect(note)
    try:
        with translation.override(lang):
            page = gallery.elements(rf.get(f"/{lang}/gallery/elements/")).content.decode()
    finally:
        template_rendered.disconnect(note)
    assert ELEMENTS - seen == set()
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert [one for one in set(ids) if ids.count(one) > 1] == []
    assert page.count("data-element=") == len(ELEMENTS - NOT_SEEN)


@pytest.mark.django_db
def test_nobody_else_sees_the_gallery(settings, client):
    assert settings.SHOW_GALLERY is False
    for path in ("/fr/gallery/", "/fr/gallery/elements/"):
        assert client.get(path).status_code == 404
