"""The desk of an edition, for operators: how far it is, and the step that comes next."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.awards.actions.move_edition import move_edition
from home.awards.domain.editions import RefusedError, next_state
from home.awards.edition_words import refusal
from home.awards.models import Edition
from home.awards.office_forms import GoOnForm
from home.awards.reading.cards import edition_card
from home.awards.reading.desk import nominations_of
from home.awards.reading.edition import steps
from shop.office.access import actor_of, operators_only


@operators_only
@require_safe
def desk(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far an edition is."""
    return desk_page(request, get_object_or_404(Edition, pk=pk))


@operators_only
@require_POST
def go_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on to the next state, with a reason; 422 with what is missing."""
    edition, form = get_object_or_404(Edition, pk=pk), GoOnForm(request.POST)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            move_edition(edition, typed["state"], actor=actor_of(request), reason=typed["reason"])
            messages.success(request, _("Done and written down."))
            return redirect("awards_office:desk", pk)
        except RefusedError as refused:
            form.add_error(None, refusal(refused.why))
    return desk_page(request, edition, status=422, form=form)


def desk_page(request: HttpRequest, edition: Edition, status: int = 200, **forms: Any) -> HttpResponse:
    """Answer with the desk, with what was typed and what is wrong with it."""
    following = next_state(edition.state)
    context = {
        "page_title": edition_card(edition, get_language() or "fr").title.text,
        "header_icon": "pick",
        "edition": edition,
        "steps": steps(edition),
        "nominations": nominations_of(edition),
        "following": Edition.States(following).label if following else "",
        "form": forms.get("form") or (GoOnForm(initial={"state": following}) if following else None),
    }
    return render(request, "home/awards/office/desk.html", context, status=status)
