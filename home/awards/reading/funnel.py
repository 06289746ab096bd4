"""The funnel of an edition as its page and the desk show it."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.awards.domain.editions import ORDER, State
from home.awards.domain.funnel import Count, Person, Step, funnel
from home.awards.domain.nominating import CONSENTED
from home.awards.models import Edition, Nomination
from producers.domain.regions import region_name
from shop.domain.disclosure import LEAST

NAMES = {
    Step.NOMINATED: gettext_lazy("nominated"),
    Step.AGREED: gettext_lazy("agreed"),
    Step.ELIGIBLE: gettext_lazy("eligible"),
    Step.VISITED: gettext_lazy("visited"),
    Step.WON: gettext_lazy("won"),
}


@dataclass(frozen=True)
class StepShown:
    """One step: its numbers as they are written, and how long its bar is, of 100."""

    name: str
    total: str
    women: str
    rural: str
    width: int


def read_funnel(edition: Edition, lang: str, *, least: int = LEAST) -> dict[str, Any]:
    """Return the steps, and a table by region; nothing while one may still nominate."""
    if ORDER.index(State(edition.state)) < ORDER.index(State.ELIGIBILITY):
        return {"funnel": [], "funnel_regions": []}
    counts = funnel(_people(edition), least=least)
    most = max((one.total or 0 for one in counts), default=0) or 1
    return {
        "funnel": [_shown(one, most) for one in counts],
        "funnel_names": [str(NAMES[one.step]) for one in counts],
        "funnel_regions": _regions(counts, lang),
    }


def _people(edition: Edition) -> list[Person]:
    rows = Nomination.objects.filter(edition=edition).counted()
    told = rows.values_list("state", "visit", "place", "is_woman", "is_rural", "region")
    return [
        Person(_steps(state, visit, place), is_woman, is_rural, region)
        for state, visit, place, is_woman, is_rural, region in told
    ]


def _steps(state: str, visit: int | None, place: int | None) -> frozenset[Step]:
    found = {Step.NOMINATED}
    if state in CONSENTED:
        found.add(Step.AGREED)
    if state == "eligible":
        found |= {Step.ELIGIBLE}
        found |= {Step.VISITED} if visit else set()
        found |= {Step.WON} if place else set()
    return frozenset(found)


def _shown(count: Count, most: int) -> StepShown:
    return StepShown(
        str(NAMES[count.step]),
        _number(count.total),
        _share(count.women, count.total),
        _share(count.rural, count.total),
        round(100 * (count.total or 0) / most),
    )


def _number(value: int | None) -> str:
    return _("fewer than %(least)s") % {"least": LEAST} if value is None else str(value)


def _share(part: int | None, whole: int | None) -> str:
    """Write a part with its share; a part that is not published says so."""
    if part is None or whole is None:
        return _("not shown: too few people")
    return f"{part} ({round(100 * part / whole)} %)" if whole else "0"


def _regions(counts: list[Count], lang: str) -> list[tuple[str, list[str]]]:
    codes = sorted({code for one in counts for code in one.regions if code})
    return [(region_name(code, lang), [_cell(one, code) for one in counts]) for code in codes]


def _cell(count: Count, code: str) -> str:
    value = count.regions.get(code, 0)
    return "…" if value is None else str(value)
