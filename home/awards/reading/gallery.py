"""The gallery of women entrepreneurs: who stands there, by craft, region and year."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils import timezone
from django.utils.http import urlencode

from home.awards.models import Portrait
from home.awards.reading.winners import makers_of
from producers.domain.cards import ProducerCard
from producers.domain.regions import REGIONS, REGIONS_BY_ISO
from producers.domain.shown import Shown, shown
from producers.models import Craft
from producers.reading.cards import producer_card
from producers.reading.page_links import page_links
from producers.told_stories import ToldStory, stories_about

PER_PAGE = 12


@dataclass(frozen=True)
class Asked:
    """What the address asks for; what does not exist is left out."""

    craft: str = ""
    region: str = ""
    year: str = ""

    def url(self, **changes: object) -> str:
        """Return the address of the gallery with some of it changed."""
        asked = {"craft": self.craft, "region": self.region, "year": self.year} | changes
        kept = {name: str(value) for name, value in asked.items() if value}
        return reverse("awards:gallery") + (f"?{urlencode(kept)}" if kept else "")


@dataclass(frozen=True)
class PortraitShown:
    """One woman: her card, her story in a few lines and where it is told, what she won, her products."""

    card: ProducerCard
    words: Shown | None
    year: int
    category: Shown | None
    products_url: str
    story: ToldStory | None


def read_asked(values: Mapping[str, str], crafts: list[Craft]) -> Asked:
    """Read the address; crafts, regions and years that do not exist are ignored."""
    craft, region, year = (values.get(name, "") for name in ("craft", "region", "year"))
    return Asked(
        craft if craft in {one.code for one in crafts} else "",
        region if region in REGIONS_BY_ISO else "",
        year if year.isascii() and year.isdigit() and len(year) == 4 else "",
    )


def read_gallery(asked: Asked, crafts: list[Craft], number: int, lang: str) -> dict[str, Any]:
    """Return what the page shows. Raises ``EmptyPage`` for a page that does not exist."""
    everybody = Portrait.objects.in_gallery(timezone.localdate())
    rows = everybody.select_related("category", "edition").order_by("-year", "place", "pk")
    for name, value in (
        ("organisation__crafts__code", asked.craft),
        ("organisation__region", asked.region),
        ("year", asked.year),
    ):
        rows = rows.filter(**{name: value}) if value else rows
    page = Paginator(rows, PER_PAGE).page(number)
    makers = makers_of(list(page))
    stories = stories_about(makers.keys(), lang)
    years = everybody.order_by("-year").values_list("year", flat=True).distinct()
    here = set(everybody.values_list("organisation__region", flat=True))
    return {
        "portraits": [
            _shown(one, makers[one.organisation_id], stories.get(one.organisation_id), lang)
            for one in page
            if one.organisation_id in makers
        ],
        **page_links(page, lambda place: asked.url(page=place)),
        "asked": asked,
        "is_narrowed": asked != Asked(),
        "everything_url": Asked().url(),
        "crafts": [(shown(one.name, lang), *_choice(asked, "craft", one.code)) for one in crafts],
        "regions": [
            (one.name(lang), *_choice(asked, "region", one.iso)) for one in REGIONS if one.iso in here
        ],
        "years": [(str(one), *_choice(asked, "year", str(one))) for one in years],
    }


def _choice(asked: Asked, name: str, value: str) -> tuple[str, bool]:
    """Return where a choice leads and whether it is made; choosing it again takes it back."""
    is_made = getattr(asked, name) == value
    return asked.url(**{name: "" if is_made else value}), is_made


def _shown(one: Portrait, maker: Any, story: ToldStory | None, lang: str) -> PortraitShown:
    own = one.edition.original_language if one.edition else maker.original_language
    return PortraitShown(
        producer_card(maker, lang),
        shown(one.words, lang, maker.original_language) if one.words else None,
        one.year,
        shown(one.category.title, lang, own) if one.category and one.with_name else None,
        f"{reverse('shop:catalogue')}?{urlencode({'producer': maker.slug})}" if maker.may_sell else "",
        story,
    )
