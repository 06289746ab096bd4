"""The demo's Wagtail pages: a home page and the producers' profiles, in French, Arabic and English."""

import json
import uuid
from typing import Any

from wagtail.models import Locale, Page, Site

from home.models import HomePage
from producers.models import Organisation, Picture, ProducerPage
from storefront.demo.data import read

LANGUAGES = ("fr", "ar", "en", "zgh")
HOME: dict[str, dict[str, str]] = {
    "fr": {
        "title": "Tiwizi",
        "sentence": "Des choses faites par quelqu’un.",
        "promise": "Des femmes et des hommes du Maroc vendent leur travail. Chaque prix dit qui reçoit quoi.",
    },
    "ar": {
        "title": "تيويزي",
        "sentence": "أشياء صنعتها يد تعرفونها.",
        "promise": "نساء ورجال من المغرب يبيعون ما تصنعه أيديهم. وكل ثمن يقول من يتوصل بماذا.",
    },
    "en": {
        "title": "Tiwizi",
        "sentence": "Things made by someone.",
        "promise": "Women and men in Morocco sell what they make. Every price says who receives what.",
    },
}


def load_pages() -> None:
    """Build the tree once; a second run finds it and adds what is missing."""
    locales = {code: Locale.objects.get_or_create(language_code=code)[0] for code in LANGUAGES}
    homes = _homes(locales)
    Site.objects.update_or_create(
        is_default_site=True,
        defaults={"hostname": "localhost", "port": 80, "root_page": homes["fr"], "site_name": "Tiwizi"},
    )
    Page.objects.filter(depth=2, slug="home").exclude(pk__in=[page.pk for page in homes.values()]).delete()
    rows = {row["slug"]: row for row in read("organisations.yaml")["organisations"]}
    for organisation in Organisation.objects.selling().filter(slug__in=rows):
        _profile(organisation, rows[organisation.slug], homes)


def _homes(locales: dict[str, Locale]) -> dict[str, HomePage]:
    there = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    key = there["fr"].translation_key if "fr" in there else uuid.uuid4()
    root = Page.get_first_root_node()
    for code, values in HOME.items():
        if code not in there:
            page = HomePage(
                slug=f"home-{code}", locale=locales[code], translation_key=key, picture=_picture(), **values
            )
            there[code] = root.add_child(instance=page)
    if "zgh" not in there:
        there["zgh"] = there["fr"].copy_for_translation(locales["zgh"], alias=True)
    return there


def _picture() -> Picture | None:
    return Picture.objects.filter(key="rug-beni-ouarain").first()


def _profile(organisation: Organisation, row: dict[str, Any], homes: dict[str, HomePage]) -> None:
    """One page per language in which her story is told; the others are seen in French, marked."""
    there = set(organisation.pages.values_list("locale__language_code", flat=True))
    key = organisation.pages.values_list("translation_key", flat=True).first() or uuid.uuid4()
    for code, paragraphs in row["story"].items():
        if paragraphs and code in homes and code not in there:
            page = ProducerPage(
                title=organisation.name.data.get(code) or organisation.name.data["fr"],
                slug=organisation.slug,
                locale=homes[code].locale,
                translation_key=key,
                organisation=organisation,
                story=json.dumps([{"type": "paragraph", "value": f"<p>{text}</p>"} for text in paragraphs]),
            )
            homes[code].add_child(instance=page)
