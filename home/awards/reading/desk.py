"""What the desk of an edition reads: who is nominated, what is asked for, what is known of it already."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from home.awards.models import Edition, Nomination, Requirement
from home.awards.reading.edition import holding
from producers.domain.shown import Shown, shown
from producers.models import Organisation
from shop.models import Listing

YEARS = 2


@dataclass(frozen=True)
class Asked:
    """One requirement for one nominee: what is known by itself, what the desk answered."""

    key: int
    title: Shown
    known: bool | None
    answer: bool | None

    @property
    def proposed(self) -> bool | None:
        """What stands in the form at first."""
        return self.known if self.answer is None else self.answer


def requirements_of(nomination: Nomination) -> list[Requirement]:
    """Return the requirements of her category."""
    rows = list(Requirement.objects.filter(edition=nomination.edition_id))
    return holding(rows, nomination.category)


def asked_of(nomination: Nomination, lang: str) -> list[Asked]:
    """Return the checklist of a nominee."""
    answers = dict(nomination.answers.values_list("requirement", "is_met"))
    own = nomination.edition.original_language
    return [
        Asked(one.pk, shown(one.title, lang, own), known(one, nomination), answers.get(one.pk))
        for one in requirements_of(nomination)
    ]


def known(requirement: Requirement, nomination: Nomination) -> bool | None:
    """Say what the rows of a producer say of a requirement; None where a person has to look."""
    check, maker = requirement.check_by, nomination.organisation
    if check == Requirement.Check.WOMAN:
        return nomination.is_woman
    if maker is None or check == Requirement.Check.BY_HAND:
        return None
    if check == Requirement.Check.SHOWN:
        return bool(Organisation.objects.shown().filter(pk=maker.pk).exists())
    if check == Requirement.Check.SELLS:
        return bool(Listing.objects.filter(producer=maker).exists())
    return timezone.localdate().year - maker.since >= YEARS if maker.since else None


def nominations_of(edition: Edition) -> Sequence[Nomination]:
    """Return everybody who is nominated, by category, with who nominated her."""
    rows: Any = edition.nominations.select_related("category", "organisation", "merged_into")
    return list(rows.prefetch_related("backers").order_by("category__position", "category", "pk"))
