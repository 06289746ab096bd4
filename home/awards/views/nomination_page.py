"""The page of one nomination at the desk, with the forms that are open for it."""

import secrets
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import get_language

from home.awards.domain.editions import FIXED
from home.awards.domain.editions import State as Step
from home.awards.domain.nominating import CONSENTED, State
from home.awards.jury_forms import DossierForm
from home.awards.models import Nomination
from home.awards.office_forms import DecisionForm, MergeForm, OfficeVisitForm, ReasonForm
from home.awards.reading.desk import asked_of
from home.awards.reading.pictures import pictures_of
from home.awards.reading.visits import visit_of
from producers.domain.shown import shown

MAY_GO = (State.ASKED, State.AGREED, State.ELIGIBLE, State.INELIGIBLE)


def nomination_page(request: HttpRequest, row: Nomination, status: int = 200, **forms: Any) -> HttpResponse:
    """Answer with the page, with what was typed and what is wrong with it."""
    lang = get_language() or "fr"
    context = {
        "page_title": row.name or row.code,
        "header_icon": "pick",
        "nomination": row,
        "category": shown(row.category.title, lang, row.edition.original_language),
        "backers": list(row.backers.all()),
        "dossier": DossierForm(initial={"dossier": row.dossier}),
        "visit": visit_of(row),
        "pictures": list(pictures_of(row)) if row.state in CONSENTED else [],
        "may_show": row.edition.state not in FIXED,
        **_offered(row, lang),
        **forms,
    }
    return render(request, "home/awards/office/nomination.html", context, status=status)


def nomination_with(pk: int) -> Nomination:
    """Return the nomination with a key; 404 for one that does not exist."""
    rows = Nomination.objects.select_related("edition", "category", "organisation", "visit")
    return get_object_or_404(rows, pk=pk)


def others_than(row: Nomination) -> list[tuple[str, str]]:
    """Return the other nominations of a category, to choose from."""
    rows = Nomination.objects.filter(category=row.category_id).counted().exclude(pk=row.pk)
    return [(str(one.pk), f"{one.name} ({one.code})") for one in rows]


def _offered(row: Nomination, lang: str) -> dict[str, Any]:
    """Return the forms that are open for a nomination as it stands."""
    others = others_than(row)
    may_decide = row.state in (State.AGREED, State.ELIGIBLE, State.INELIGIBLE)
    may_merge = bool(others) and row.state in (State.ASKED, State.AGREED)
    return {
        "decision": DecisionForm(None, asked_of(row, lang)) if may_decide else None,
        "visiting": OfficeVisitForm(initial={"key": secrets.token_hex(16)}) if _may_visit(row) else None,
        "merging": MergeForm(None, others) if may_merge else None,
        "away": ReasonForm() if row.state in MAY_GO else None,
    }


def _may_visit(row: Nomination) -> bool:
    is_time = row.edition.state == Step.VISITS and row.state == State.ELIGIBLE
    return is_time and row.visit is None
