"""The jury at the desk: who scores, who is absent, the places of a category, and what jurors read."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from home.awards.actions.decide import decide_category
from home.awards.actions.jury import appoint, note_absence
from home.awards.actions.write_dossier import write_dossier
from home.awards.domain.jury import RefusedError
from home.awards.jury_forms import DossierForm, JurorForm, PlacesForm
from home.awards.jury_words import refusal
from home.awards.models import Category, Edition, Juror, Nomination
from home.awards.office_forms import ReasonForm
from home.awards.reading.cards import edition_card
from home.awards.reading.jury_office import acts_of, even_of, places_shown
from shop.office.access import actor_of, operators_only


@operators_only
@require_safe
def jury(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the jury of an edition, and the results once all are in."""
    return _page(request, get_object_or_404(Edition, pk=pk))


@operators_only
@require_POST
def add(request: HttpRequest, pk: int) -> HttpResponse:
    """Appoint a juror."""
    edition, form = get_object_or_404(Edition, pk=pk), JurorForm(request.POST)

    def act() -> None:
        appoint(edition, form.cleaned_data["user"], actor=actor_of(request))

    return _done(request, edition, form, act, juror_form=form)


@operators_only
@require_POST
def absent(request: HttpRequest, pk: int) -> HttpResponse:
    """Note why a juror does not hand in."""
    juror, form = get_object_or_404(Juror.objects.select_related("edition"), pk=pk), ReasonForm(request.POST)

    def act() -> None:
        note_absence(juror, actor=actor_of(request), reason=form.cleaned_data["reason"])

    return _done(request, juror.edition, form, act, absent_form=form, absent_of=juror.pk)


@operators_only
@require_POST
def places(request: HttpRequest, pk: int) -> HttpResponse:
    """Decide the places of a category."""
    category = get_object_or_404(Category.objects.select_related("edition"), pk=pk)
    form = PlacesForm(request.POST, even_of(category))

    def act() -> None:
        decide_category(
            category, actor=actor_of(request), order=form.order(), reason=form.cleaned_data["reason"]
        )

    return _done(request, category.edition, form, act, places_form=form, places_of=category.pk)


@operators_only
@require_POST
def dossier(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what jurors read of a nominee."""
    nomination, form = get_object_or_404(Nomination, pk=pk), DossierForm(request.POST)
    if form.is_valid():
        try:
            write_dossier(nomination, form.cleaned_data["dossier"], actor=actor_of(request))
            messages.success(request, _("Done and written down."))
            return redirect("awards_office:nomination", pk)
        except RefusedError as refused:
            form.add_error("dossier", refusal(refused.why))
    context = {"page_title": nomination.code, "header_icon": "pick", "form": form, "nomination": nomination}
    return render(request, "home/awards/office/dossier.html", context, status=422)


def _done(
    request: HttpRequest, edition: Edition, form: Any, act: Callable[[], object], **forms: Any
) -> HttpResponse:
    if form.is_valid():
        try:
            act()
            messages.success(request, _("Done and written down."))
            return redirect("awards_office:jury", edition.pk)
        except RefusedError as refused:
            form.add_error(None, refusal(refused.why))
    return _page(request, edition, 422, **forms)


def _page(request: HttpRequest, edition: Edition, status: int = 200, **forms: Any) -> HttpResponse:
    lang = get_language() or "fr"
    typed = forms.get("places_of")
    categories = [
        (one, forms["places_form"] if one.key == typed else PlacesForm(None, one.even))
        for one in places_shown(edition, lang)
    ]
    context = {
        "page_title": edition_card(edition, lang).title.text,
        "header_icon": "group",
        "edition": edition,
        "jurors": list(edition.jurors.select_related("user").prefetch_related("conflicts")),
        "juror_form": forms.get("juror_form") or JurorForm(),
        "absent_form": forms.get("absent_form") or ReasonForm(),
        "categories": categories,
        "acts": acts_of(edition),
    }
    return render(request, "home/awards/office/jury.html", context, status=status)
