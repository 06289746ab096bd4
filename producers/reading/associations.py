"""An association as the public sees it: who it is, where, and the makers it vouches for."""

from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.urls import reverse
from django.utils.http import urlencode

from producers.domain.shown import PictureShown, Shown, shown
from producers.models import Organisation
from producers.reading.cards import place_shown, portrait_shown, producer_card
from producers.reading.directory import PER_PAGE, proven
from producers.reading.page_links import page_links


@dataclass(frozen=True)
class AssociationShown:
    """What its page says of an association; it sells nothing itself."""

    organisation: Organisation
    url: str
    name: Shown
    kind: str
    place: str
    sentence: Shown | None = None
    picture: PictureShown | None = None
    badges: tuple[Shown, ...] = ()


def find_association(slug: str) -> Organisation:
    """Return an association whose page is shown. Raises ``Organisation.DoesNotExist``."""
    rows = Organisation.objects.shown_associations().select_related("picture")
    return rows.prefetch_related(proven()).get(slug=slug)


def read_association(one: Organisation, number: int, lang: str) -> dict[str, Any]:
    """Return what the page shows. Raises ``EmptyPage`` for a page of its makers that does not exist."""
    rows = Organisation.objects.shown().filter(vouched_by=one).order_by("number")
    page = Paginator(rows.select_related("picture").prefetch_related("crafts", proven()), PER_PAGE).page(
        number
    )
    url = reverse("producers:association", args=[one.slug])
    return {
        "association": association_shown(one, lang),
        "cards": [producer_card(maker, lang) for maker in page],
        **page_links(page, lambda place: _page(url, place)),
        "makers_query": urlencode([("producer", maker.slug) for maker in page if maker.may_sell]),
    }


def association_shown(one: Organisation, lang: str) -> AssociationShown:
    """Return the head of its page; ``proofs`` are read already."""
    return AssociationShown(
        organisation=one,
        url=reverse("producers:association", args=[one.slug]),
        name=shown(one.name, lang, one.original_language),
        kind=one.get_kind_display(),
        place=place_shown(one, lang),
        sentence=shown(one.sentence, lang, one.original_language) if one.sentence else None,
        picture=portrait_shown(one, lang),
        badges=tuple(shown(proof.label.name, lang) for proof in getattr(one, "proofs", [])),
    )


def _page(url: str, number: int) -> str:
    return f"{url}?page={number}" if number > 1 else url
