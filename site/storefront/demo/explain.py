"""The demo's pages that explain the shop, its landing page and its menus, as an editor would make them."""

import uuid
from html import escape
from itertools import groupby
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext, override, pgettext
from wagtail.models import Locale, Page

from home.models import HomePage, LandingPage, Menu, MenuLink, StoryIndexPage
from producers.models import Picture
from shop.models import Product
from storefront.demo.data import read

EXPLAINING = ("about", "help", "contact", "delivery", "returns")
SECTION = {"fr": "À propos de la boutique", "ar": "عن المتجر", "en": "About the shop"}
LANDING = "wool"


def load_explaining() -> None:
    """Add the pages and menus that are missing; a second run changes nothing."""
    for code, home in _homes().items():
        section = _add(home, "pages", {"title": SECTION[code]})
        pages = {slug: _explaining(section, slug, code) for slug in EXPLAINING}
        pages[LANDING] = _landing(home, code)
        _menus(home, pages)
    _show_elsewhere()


def _show_elsewhere() -> None:
    """In Tamazight the landing page is seen in French, marked as such."""
    locale = Locale.objects.get(language_code="zgh")
    page = LandingPage.objects.filter(slug=LANDING, depth=3, locale__language_code="fr").first()
    if page and not page.get_translations().filter(locale=locale).exists():
        page.copy_for_translation(locale, alias=True)


def _homes() -> dict[str, HomePage]:
    rows = HomePage.objects.select_related("locale")
    return {page.locale.language_code: page for page in rows if page.locale.language_code in SECTION}


def _explaining(section: Page, slug: str, code: str) -> Page:
    row = read(f"pages/{slug}.yaml")
    return _add(section, slug, {"title": row["title"][code], "body": [_text(row["body"][code])]})


def _landing(home: HomePage, code: str) -> Page:
    row = read(f"pages/{LANDING}.yaml")
    found = {product.slug: product for product in Product.objects.filter(slug__in=row["products"])}
    products = [found[slug] for slug in row["products"] if slug in found]
    hero = {
        "sentence": row["sentence"][code],
        "picture": Picture.objects.filter(key=row["picture"]).first(),
        "label": "",
        "page": None,
    }
    stories = StoryIndexPage.objects.child_of(home).first()
    body: list[tuple[str, Any]] = [("hero", hero), _text(row["body"][code])]
    body += [("products", products)] if products else []
    body += [("producer", products[0].producer)] if products else []
    body += [("call", {"label": row["call"][code], "page": stories.page_ptr})] if stories else []
    described = {"title": row["title"][code], "search_description": row["description"][code]}
    return _add(home, LANDING, {**described, "body": body})


def _add(parent: Page, slug: str, values: dict[str, Any]) -> Page:
    there: Page | None = LandingPage.objects.child_of(parent).filter(slug=slug).first()
    if there:
        return there
    twin = LandingPage.objects.filter(slug=slug, depth=parent.depth + 1).first()
    key = twin.translation_key if twin else uuid.uuid4()
    page = LandingPage(slug=slug, locale=parent.locale, translation_key=key, show_in_menus=True, **values)
    parent.add_child(instance=page)
    page.save_revision().publish()
    return page


def _text(lines: str) -> tuple[str, str]:
    """Return a block of text; ``# `` begins a heading, ``- `` an item of a list."""
    rows = [(_kind(line), line) for line in map(str.strip, lines.splitlines()) if line]
    parts = []
    for kind, group in groupby(rows, key=lambda row: row[0]):
        tag = {"# ": "h2", "- ": "li"}.get(kind, "p")
        made = "".join(f"<{tag}>{escape(line.removeprefix(kind))}</{tag}>" for _, line in group)
        parts.append(f"<ul>{made}</ul>" if tag == "li" else made)
    return "text", "".join(parts)


def _kind(line: str) -> str:
    return line[:2] if line[:2] in ("# ", "- ") else ""


def _menus(home: HomePage, pages: dict[str, Page]) -> None:
    code = home.locale.language_code
    with override(code):
        shop, makers = reverse("shop:catalogue"), reverse("producers:directory")
        agenda, fund = reverse("events:agenda"), reverse("library:list")
        links: dict[str, tuple[str, list[tuple[str, Page | str]]]] = {
            "head": (
                "",
                [
                    (gettext("Products"), shop),
                    (pgettext("menu", "Makers"), makers),
                    (gettext("About us"), pages["about"]),
                    (gettext("Stories"), f"/{code}/stories/"),
                    (gettext("Agenda"), agenda),
                    (gettext("Training"), reverse("training:courses")),
                    (gettext("Delivery"), pages["delivery"]),
                ],
            ),
            "first": (
                gettext("Shop"),
                [
                    (gettext("Products"), shop),
                    (gettext("Makers and regions"), makers),
                    (gettext("Figures"), reverse("impact:impact")),
                    (gettext("Stories"), f"/{code}/stories/"),
                    (gettext("Agenda"), agenda),
                    (gettext("Documents"), fund),
                    (gettext("Awards"), reverse("awards:editions")),
                    (pages[LANDING].title, pages[LANDING]),
                    (gettext("Delivery"), pages["delivery"]),
                    (gettext("Returns"), pages["returns"]),
                ],
            ),
        }
    for place, (title, rows) in links.items():
        menu, is_new = Menu.objects.get_or_create(place=place, locale=home.locale, defaults={"title": title})
        for number, (label, target) in enumerate(rows if is_new else []):
            where = {"address": target} if isinstance(target, str) else {"page_id": target.pk}
            MenuLink.objects.create(menu=menu, label=label, sort_order=number, **where)
