"""What a juror sees: codes, what is written of them, her own marks; results once she has handed in."""

from collections import defaultdict
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.urls import reverse

from home.awards.domain.editions import anchors
from home.awards.domain.nominating import State
from home.awards.domain.scoring import results, score
from home.awards.models import Category, Criterion, Edition, Juror, Mark, Nomination
from home.awards.reading.cards import edition_card
from home.awards.reading.edition import CriterionShown, holding
from home.awards.reading.pictures import pictures_of
from producers.domain.shown import Shown, shown


@dataclass(frozen=True)
class Nominee:
    """One nominee as a juror sees her: no name."""

    code: str
    url: str
    is_scored: bool
    stands_aside: bool
    result: Decimal | None = None


@dataclass(frozen=True)
class ToScore:
    """The nominees of one category."""

    title: Shown
    nominees: tuple[Nominee, ...]


def criteria_of(category: Category) -> list[Criterion]:
    """Return what is scored in a category."""
    return holding(list(Criterion.objects.filter(edition=category.edition_id)), category)


def scored_by(category: Category, jurors: Any) -> dict[int, dict[int, Decimal]]:
    """Return the scores of jurors in a category: by juror, by nominee. Half-filled grids are left out.

    Whoever withdrew is scored by nobody, and no mark counts of a juror who stands aside.
    """
    weights = {one.pk: one.weight for one in criteria_of(category)}
    rows = Mark.objects.filter(juror__in=jurors, nomination__category=category)
    rows = rows.filter(nomination__state=State.ELIGIBLE)
    grids: defaultdict[tuple[int, int], dict[int, int]] = defaultdict(dict)
    for juror, nominee, criterion, value in rows.values_list("juror", "nomination", "criterion", "value"):
        grids[juror, nominee][criterion] = value
    found: defaultdict[int, dict[int, Decimal]] = defaultdict(dict)
    for (juror, nominee), marks in grids.items():
        if set(marks) == set(weights):
            found[juror][nominee] = score(marks, weights)
    return found


def results_of(category: Category) -> dict[int, Decimal]:
    """Return the results of a category over the jurors who have handed in, by nominee."""
    jurors = Juror.objects.filter(edition=category.edition_id, handed_in_at__isnull=False)
    return results(scored_by(category, jurors).values())


def jury_is_done(edition: Edition) -> bool:
    """Say whether each juror has handed in or is noted as absent, and one at least has handed in."""
    jurors = list(edition.jurors.all())
    return all(one.is_done for one in jurors) and any(one.handed_in_at for one in jurors)


def to_score(juror: Juror, lang: str) -> list[ToScore]:
    """Return what a juror scores. Results of others are there once she has handed in, and not before."""
    edition = juror.edition
    aside = set(juror.conflicts.values_list("nomination", flat=True))
    found = []
    for category in edition.categories.all():
        mine = scored_by(category, [juror]).get(juror.pk, {})
        all_of_them = results_of(category) if juror.handed_in_at else {}
        rows = category.nominations.filter(state=State.ELIGIBLE).order_by("code")
        nominees = tuple(
            Nominee(
                one.code,
                reverse("awards:grid", args=[edition.slug, one.code]),
                one.pk in mine,
                one.pk in aside,
                all_of_them.get(one.pk),
            )
            for one in rows
        )
        if nominees:
            found.append(ToScore(shown(category.title, lang, edition.original_language), nominees))
    return found


def left_to_score(juror: Juror) -> int:
    """Return how many nominees a juror has still to score."""
    aside = juror.conflicts.values("nomination")
    rows = Nomination.objects.filter(edition=juror.edition_id, state=State.ELIGIBLE).exclude(pk__in=aside)
    done = {
        key for category in juror.edition.categories.all()
        for key in scored_by(category, [juror]).get(juror.pk, {})
    }  # fmt: skip
    return sum(one.pk not in done for one in rows)


def grid_page(juror: Juror, nomination: Nomination, lang: str) -> dict[str, Any]:
    """Return what the page of one grid shows."""
    own = juror.edition.original_language
    return {
        "card": edition_card(juror.edition, lang),
        "juror": juror,
        "code": nomination.code,
        "category": shown(nomination.category.title, lang, own),
        "dossier": nomination.dossier,
        "pictures": list(pictures_of(nomination).filter(for_jury=True).values_list("pk", flat=True)),
        "stands_aside": juror.conflicts.filter(nomination=nomination).exists(),
    }


def criteria_shown(category: Category, lang: str) -> list[tuple[int, CriterionShown]]:
    """Return the criteria of a category with their anchors, by key."""
    own = category.edition.original_language
    return [
        (
            one.pk,
            CriterionShown(
                shown(one.title, lang, own),
                one.weight,
                anchors(shown(one.anchors, lang, own).text) if one.anchors else (),
            ),
        )
        for one in criteria_of(category)
    ]
