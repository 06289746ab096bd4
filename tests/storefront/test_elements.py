"""Every element, rendered with sample values in both directions, with the marks that others rely on."""

import re

import pytest
from django.template.loader import render_to_string
from django.utils import translation

from storefront import context
from storefront.gallery import sample_values

ROLES = [
    "product-card", "producer-card", "price", "stock", "add-to-cart", "cart-line", "cart-count", "cart-total",
    "price-breakdown", "facet", "language", "error", "checkout",
]  # fmt: skip


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
