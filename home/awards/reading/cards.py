"""Editions as cards: plain values, no query."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse
from django.utils import timezone

from home.awards.domain.editions import State, takes_nominations
from home.awards.models import Edition
from producers.domain.shown import PictureShown, Shown, shown
from producers.reading.pictures import picture_shown


@dataclass(frozen=True)
class EditionCard:
    """What a list shows of an edition."""

    url: str
    title: Shown
    state: str
    state_name: str
    opens_on: date
    closes_on: date
    summary: Shown | None = None
    picture: PictureShown | None = None
    may_nominate: bool = False
    is_fictional: bool = False

    @property
    def is_published(self) -> bool:
        """Whether its winners may be seen."""
        return self.state == State.PUBLISHED


def edition_card(edition: Edition, lang: str) -> EditionCard:
    """Return the card of an edition whose ``picture`` is read already."""
    own = edition.original_language
    return EditionCard(
        url=reverse("awards:edition", args=[edition.slug]),
        title=shown(edition.title, lang, own),
        state=edition.state,
        state_name=edition.get_state_display(),
        opens_on=edition.opens_on,
        closes_on=edition.closes_on,
        summary=shown(edition.summary, lang, own) if edition.summary else None,
        picture=picture_shown(edition.picture, lang),
        may_nominate=may_nominate(edition),
        is_fictional=edition.is_fictional,
    )


def may_nominate(edition: Edition) -> bool:
    """Say whether somebody may be nominated today."""
    return edition.live and takes_nominations(
        edition.state, opens=edition.opens_on, closes=edition.closes_on, today=timezone.localdate()
    )
