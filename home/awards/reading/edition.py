"""Editions as their pages show them: categories, days, what is asked for, how it is scored."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.translation import get_language

from home.awards.domain.editions import ORDER, State, anchors
from home.awards.models import Category, Edition
from home.awards.models.editions import ForCategory
from home.awards.reading.cards import edition_card
from home.awards.reading.funnel import read_funnel
from home.awards.reading.markup import edition_markup
from producers.domain.shown import Shown, shown
from producers.reading.head import read_head, written_in
from producers.reading.page_links import page_links

PER_PAGE = 10


@dataclass(frozen=True)
class CriterionShown:
    """What is scored, and what each mark means from 0 on."""

    title: Shown
    weight: int
    anchors: tuple[str, ...]


@dataclass(frozen=True)
class CategoryShown:
    """What one can win for, what is asked for, and how it is scored."""

    code: str
    title: Shown
    winners: int
    description: Shown | None
    prize: Shown | None
    requirements: tuple[Shown, ...]
    criteria: tuple[CriterionShown, ...]


def find_edition(slug: str) -> Edition:
    """Return a public edition. Raises ``Edition.DoesNotExist``."""
    rows = Edition.objects.public().select_related("picture")
    return rows.prefetch_related("categories", "requirements", "criteria").get(slug=slug)


def read_edition(edition: Edition, lang: str) -> dict[str, Any]:
    """Return what the page shows, its head and its data for search engines included."""
    card, own = edition_card(edition, lang), edition.original_language
    categories = categories_shown(edition, lang)
    return {
        "edition": edition,
        "card": card,
        "description": shown(edition.description, lang, own) if edition.description else None,
        "how_to": shown(edition.how_to, lang, own) if edition.how_to else None,
        "donors": lines(edition.donors, lang, own),
        "ceremony_place": shown(edition.ceremony_place, lang, own) if edition.ceremony_place else None,
        "categories": categories,
        "steps": steps(edition),
        **(read_funnel(edition, lang) if edition.pk else {}),
        "head": read_head(
            "awards:edition",
            [edition.slug],
            written_in(edition.title, own),
            title=card.title.text,
            description=card.summary.text if card.summary else "",
            picture=card.picture,
            kind="article",
        ),
        "markup": edition_markup(edition, card),
    }


def draft_page(edition: Edition) -> dict[str, Any]:
    """Return what the page of a draft shows."""
    return read_edition(edition, get_language() or "fr")


def read_editions(number: int, lang: str) -> dict[str, Any]:
    """Return the list of editions, the newest first. Raises ``EmptyPage`` for a page that does not exist."""
    page = Paginator(Edition.objects.public().select_related("picture"), PER_PAGE).page(number)
    url = reverse("awards:editions")
    return {
        "cards": [edition_card(one, lang) for one in page],
        **page_links(page, lambda place: f"{url}?page={place}"),
    }


def categories_shown(edition: Edition, lang: str) -> tuple[CategoryShown, ...]:
    """Return the categories of an edition with what holds for each."""
    own = edition.original_language
    requirements, criteria = list(edition.requirements.all()), list(edition.criteria.all())
    return tuple(
        CategoryShown(
            one.code,
            shown(one.title, lang, own),
            one.winners,
            shown(one.description, lang, own) if one.description else None,
            shown(one.prize, lang, own) if one.prize else None,
            tuple(shown(each.title, lang, own) for each in holding(requirements, one)),
            tuple(
                CriterionShown(
                    shown(each.title, lang, own),
                    each.weight,
                    anchors(shown(each.anchors, lang, own).text) if each.anchors else (),
                )
                for each in holding(criteria, one)
            ),
        )
        for one in edition.categories.all()
    )


def holding(rows: Sequence[Any], category: Category) -> list[Any]:
    """Keep what holds for a category: its own, and what holds for all."""
    return [one for one in rows if isinstance(one, ForCategory) and one.category in ("", category.code)]


def steps(edition: Edition) -> list[tuple[str, bool, bool]]:
    """Return the states in their order as (name, it is over, it is now)."""
    now = ORDER.index(State(edition.state))
    return [(str(Edition.States(one).label), n < now, n == now) for n, one in enumerate(ORDER)]


def lines(text: Any, lang: str, own: str) -> list[str]:
    """Return the lines of a text that holds one thing a line."""
    return [line.strip() for line in shown(text, lang, own).text.splitlines() if line.strip()] if text else []
