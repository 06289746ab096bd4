"""What the office reads of a jury: results once all are in, who is even, and what was done."""

from dataclasses import dataclass

from django.db.models import Q, QuerySet

from home.awards.domain.scoring import ties
from home.awards.models import Category, Edition, Juror, Nomination
from home.awards.reading.jury import jury_is_done, results_of
from producers.domain.shown import Shown, shown
from producers.models import Act

MOST_ACTS = 200


@dataclass(frozen=True)
class Places:
    """One category with the results of its nominees, the best first; names only once it is decided."""

    key: int
    title: Shown
    rows: tuple[tuple[str, str, int | None], ...]
    even: tuple[tuple[int, str], ...]


def places_shown(edition: Edition, lang: str) -> list[Places]:
    """Return the results of each category; nothing before all jurors are done."""
    if not jury_is_done(edition):
        return []
    return [_places(one, lang, edition.original_language) for one in edition.categories.all()]


def even_of(category: Category) -> tuple[tuple[int, str], ...]:
    """Return who is even in a category where it matters, as (key, code) pairs."""
    groups = ties(results_of(category), category.winners)
    keys = {key for group in groups for key in group}
    return tuple(Nomination.objects.filter(pk__in=keys).order_by("code").values_list("pk", "code"))


def acts_of(edition: Edition) -> "QuerySet[Act]":
    """Return what was done with an edition, its nominations, jury and categories, the newest first."""
    mine = (
        Q(kind="edition", verb="award.edition", object_id=edition.pk)
        | Q(kind="nomination", object_id__in=Nomination.objects.filter(edition=edition).values("pk"))
        | Q(kind="juror", object_id__in=Juror.objects.filter(edition=edition).values("pk"))
        | Q(kind="category", verb="award.places", object_id__in=edition.categories.values_list("pk"))
    )
    return Act.objects.filter(mine).order_by("-pk")[:MOST_ACTS]


def _places(category: Category, lang: str, own: str) -> Places:
    found = results_of(category)
    rows = Nomination.objects.in_bulk(list(found))
    ranked = sorted(found, key=lambda key: (rows[key].place or 999, -found[key], key))
    return Places(
        category.pk,
        shown(category.title, lang, own),
        tuple((rows[key].code, f"{found[key]:.3f}", rows[key].place) for key in ranked),
        even_of(category),
    )
