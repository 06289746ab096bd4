"""One nomination as the nominee herself sees it."""

from typing import Any

from home.awards.domain.nominating import OVER
from home.awards.models import Nomination
from home.awards.reading.cards import edition_card
from home.awards.reading.pictures import pictures_of
from producers.domain.shown import shown

YES_NO = {True: "yes", False: "no", None: ""}


def find_nomination(token: str) -> Nomination:
    """Return the nomination that a secret opens. Raises ``Nomination.DoesNotExist``."""
    rows = Nomination.objects.by_token(token).select_related("edition__picture", "category", "organisation")
    found: Nomination = rows.get()
    return found


def nomination_page(nomination: Nomination, lang: str) -> dict[str, Any]:
    """Return what her page shows."""
    own = nomination.edition.original_language
    return {
        "nomination": nomination,
        "card": edition_card(nomination.edition, lang),
        "category": shown(nomination.category.title, lang, own),
        "pictures": list(pictures_of(nomination).values_list("pk", flat=True)),
        "is_over": nomination.state in OVER,
        "backers": [one.name for one in nomination.backers.exclude(way="self") if one.name],
    }


def first_answer(nomination: Nomination) -> dict[str, Any]:
    """Return what stands in the form of her answer at first."""
    return {
        "may_name": nomination.may_name,
        "may_photo": nomination.may_photo,
        "is_woman": YES_NO[nomination.is_woman],
        "is_rural": YES_NO[nomination.is_rural],
    }
