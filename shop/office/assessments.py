"""Assessments by the ten principles: what she said beside what was seen, accepted or sent back."""

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from producers.actions.assess import AssessmentError, accept_assessment, return_assessment
from producers.domain.actors import Actor
from producers.domain.principles import QUESTIONS, Principle
from producers.models import Assessment, Label
from producers.principle_words import ANSWERS, ASKED, WORDS
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.doing import Doing, Table, acts_on, form_of, offered
from shop.office.tables import Cell, Listing, show_list

State = Assessment.State
NAMES = {said.value: label for said, label, _icon in ANSWERS}


class AcceptForm(forms.Form):
    """Which label the visit proves, and until when."""

    label = forms.ModelChoiceField(
        label=gettext_lazy("Label"),
        queryset=Label.objects.filter(covers=Label.Covers.ORGANISATION),
    )
    valid_until = forms.DateField(
        label=gettext_lazy("Valid until"), widget=forms.DateInput(attrs={"type": "date"})
    )


class ReturnForm(forms.Form):
    """Why she gets it back; it is read to her."""

    reason = forms.CharField(label=gettext_lazy("A word to her, in her language"), max_length=300)


def _accept(row: Assessment, form: forms.Form, actor: Actor) -> object:
    return accept_assessment(row, actor=actor, **form.cleaned_data)


DOINGS = {
    "accept": Doing(
        lambda: _("Accept what was seen"),
        AcceptForm,
        lambda row: row.state == State.VISITED,
        _accept,
        field="label",
    ),
    "return": Doing(
        lambda: _("Send back"),
        ReturnForm,
        lambda row: row.state in (State.SENT, State.VISITED),
        lambda row, form, actor: return_assessment(row, actor=actor, **form.cleaned_data),
    ),
}


@operators_only
@require_safe
def list_assessments(request: HttpRequest) -> HttpResponse:
    """List those that wait for a visit or for a decision."""
    rows = Assessment.objects.filter(state__in=[State.SENT, State.VISITED]).select_related("organisation")
    headings = [_("Maker"), _("Status"), _("Since")]
    listing = Listing(_("Ten principles"), "check", headings, _cells)
    return show_list(request, listing, rows.order_by("-state", "pk"))


@operators_only
@require_safe
def show_assessment(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one, what she said beside what was seen."""
    return _page(request, _assessment(pk))


@operators_only
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Accept it, or send it back."""
    row, doing = _assessment(pk), DOINGS.get(name)
    if doing is None:
        raise Http404
    form, actor = form_of(doing, request, name), actor_of(request)
    try:
        done = is_done(request, form, lambda: doing.act(row, form, actor), field=doing.field)
    except AssessmentError:
        done = form.add_error(
            doing.field, _("This is not possible now, or somebody else than the visitor has to do it.")
        )
    return redirect("shop_office:assessment", pk) if done else _page(request, row, name, form)


def _assessment(pk: int) -> Assessment:
    found: Assessment = get_object_or_404(Assessment.objects.select_related("organisation"), pk=pk)
    return found


def _page(
    request: HttpRequest, row: Assessment, typed: str = "", form: forms.Form | None = None
) -> HttpResponse:
    visit = row.visits.first()
    address = lambda name: reverse("shop_office:assessment_step", args=[row.pk, name])  # noqa: E731  # one line
    facts = [
        (_("Maker"), row.organisation.slug, reverse("shop_office:maker", args=[row.organisation_id])),
        (_("Status"), row.get_state_display(), ""),
        (_("Visited on"), date_format(visit.visited_on) if visit else "", ""),
        (_("Who came"), f"{visit.visitor} ({visit.get_kind_display()})" if visit else "", ""),
        (_("Where"), visit.place if visit else "", ""),
        (_("Note"), visit.note if visit else "", ""),
        (_("Photos"), visit.photos.count() if visit else "", ""),
    ]
    seen = visit.seen if visit else {}
    context = {
        "page_title": _("Ten principles"),
        "header_icon": "check",
        "facts": facts,
        "table": Table([_("Principle"), _("What she says"), _("What was seen")], _rows(row.answers, seen)),
        "acts": acts_on(["assessment"], row.pk),
        "operations": offered(DOINGS, row, address, typed, form),
    }
    return render(request, "shop/office/thing.html", context, status=422 if form else 200)


def _rows(answers: dict[str, str], seen: dict[str, str]) -> list[list[Cell]]:
    return [
        [
            Cell(str(WORDS[one].name)),
            Cell(
                " · ".join(
                    f"{ASKED[code]} {NAMES.get(answers.get(code, ''), '—')}" for code in QUESTIONS[one]
                )
            ),
            Cell(str(NAMES.get(seen.get(one.value, ""), "—"))),
        ]
        for one in Principle
    ]


def _cells(row: Assessment) -> list[Cell]:
    return [
        Cell(row.organisation.slug, reverse("shop_office:assessment", args=[row.pk])),
        Cell(row.get_state_display()),
        Cell(date_format(row.sent_at, "SHORT_DATE_FORMAT") if row.sent_at else ""),
    ]
