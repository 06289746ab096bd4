"""The demo's stories: published through the same door as an editor's, with consents on record."""

import uuid
from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.models import Locale, Page

from home.domain.consent import Use
from home.models import HomePage, StoryConsent, StoryIndexPage, StoryPage
from producers.models import Organisation, Picture
from shop.models import Product, ProductPicture
from storefront.demo.data import read

ASKED_DAYS_AGO, VALID_DAYS, WEEK = 40, 365, timedelta(days=7)
INDEX = {
    "fr": (
        "Histoires",
        "Ce que des femmes ont changé dans leur travail, dit par elles. Tout est imaginé ici.",
    ),
    "ar": ("حكايات", "ما غيّرته نساء في عملهن، بكلماتهن. كل شيء هنا من خيال العرض."),
    "en": (
        "Stories",
        "What women have changed in their work, in their own words. All of it is made up for this shop.",
    ),
}


def load_stories() -> None:
    """Add what is missing; a second run changes nothing."""
    indexes = _indexes()
    for number, row in enumerate(read("stories.yaml")["stories"]):
        producer = Organisation.objects.filter(slug=row["producer"]).first()
        if producer and not StoryPage.objects.filter(slug=row["slug"]).exists():
            work = uuid.uuid4()
            _agree(row, work, producer)
            shown = ProductPicture.objects.filter(product__slug=row["products"][0]).select_related("picture")
            picture = shown[0].picture if shown else None
            for code, index in indexes.items():
                _publish(row, code, index, work, producer, picture, number)
    _show_elsewhere(indexes["fr"])


def _indexes() -> dict[str, StoryIndexPage]:
    homes = {page.locale.language_code: page for page in HomePage.objects.select_related("locale")}
    there = {page.locale.language_code: page for page in StoryIndexPage.objects.select_related("locale")}
    key = there["fr"].translation_key if "fr" in there else uuid.uuid4()
    for code, (title, introduction) in INDEX.items():
        if code not in there:
            page = StoryIndexPage(
                title=title, slug="stories", introduction=introduction, locale=homes[code].locale,
                translation_key=key, show_in_menus=True,
            )  # fmt: skip
            there[code] = homes[code].add_child(instance=page)
    return {code: there[code] for code in INDEX}


def _show_elsewhere(index: StoryIndexPage) -> None:
    """In Tamazight the stories are seen in French, marked as such."""
    locale = Locale.objects.get(language_code="zgh")
    if not index.get_translations().filter(locale=locale).exists():
        index.copy_for_translation(locale, alias=True)
    for story in StoryPage.objects.child_of(index).live():
        if not story.get_translations().filter(locale=locale).exists():
            story.copy_for_translation(locale, alias=True)


def _agree(row: dict[str, Any], work: uuid.UUID, producer: Organisation) -> None:
    """Record her yes. No picture of the demo shows a face, so nobody was asked for hers."""
    asked = timezone.localdate() - timedelta(days=ASKED_DAYS_AGO)
    uses = {use.value: True for use in Use if use not in (Use.FACE, Use.FEED)}
    StoryConsent.objects.create(
        work=work, producer=producer, person=row["who"]["fr"][:120], heard_in=row["heard_in"], heard_on=asked,
        valid_until=asked + timedelta(days=VALID_DAYS), feed=row["feed"], **uses,
    )  # fmt: skip


def _publish(
    row: dict[str, Any], code: str, index: Page, work: uuid.UUID, producer: Organisation,
    picture: Picture | None, number: int,
) -> None:  # fmt: skip
    page = StoryPage(
        title=row["title"][code], slug=row["slug"], summary=row["summary"][code], locale=index.locale,
        translation_key=work, producer=producer, picture=picture, shows_face=False, live=False,
        body=_body(row, code),
    )  # fmt: skip
    index.add_child(instance=page)
    page.tags.add(*producer.crafts.values_list("code", flat=True))
    page.save_revision().publish()
    at = timezone.now() - number * WEEK
    StoryPage.objects.filter(pk=page.pk).update(first_published_at=at, last_published_at=at)


def _body(row: dict[str, Any], code: str) -> list[tuple[str, Any]]:
    there = Product.objects.filter(slug__in=row["products"], live=True)
    quote = {"words": row["quote"][code], "who": row["who"][code]}
    return [
        ("text", _paragraphs(row["before"][code])),
        ("quote", quote),
        ("text", _paragraphs(row["after"][code])),
        *([("products", list(there))] if there else []),
    ]


def _paragraphs(texts: list[str]) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)
