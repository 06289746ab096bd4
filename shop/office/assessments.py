"""Assessments by the ten principles: what she said beside what was seen, accepted or sent back."""

from typing import Any

from django import forms
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from producers.actions.assess import AssessmentError, accept_assessment, return_assessment
from producers.actions.peers import ask_peer, take_peer_back
from producers.domain.actors import Actor
from producers.domain.peers import PeerError, PeerFault
from producers.domain.principles import QUESTIONS, Principle
from producers.models import Assessment, FieldVisit, Label, Organisation, PeerVisit, VisitPhoto
from producers.peer_words import WHY
from producers.principle_words import ANSWERS, ASKED, WORDS
from producers.reading.peers import near
from producers.responses import mark_private
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


class PeerForm(forms.Form):
    """Whom to ask: another maker, by what stands in the address of her page."""

    peer = forms.SlugField(
        label=gettext_lazy("Who visits her"),
        help_text=gettext_lazy(
            "The last word of the address of her page. She sells here, and gains nothing by it."
        ),
        max_length=80,
    )


class TakeBackForm(forms.Form):
    """Why she is not asked any more."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300)


def _ask(row: Assessment, form: forms.Form, actor: Actor) -> object:
    peer = Organisation.objects.filter(slug=form.cleaned_data["peer"]).first()
    if peer is None:
        raise PeerError(PeerFault.NOT_A_MAKER)
    return ask_peer(row.organisation, peer, actor=actor)


def _take_back(row: Assessment, form: forms.Form, actor: Actor) -> None:
    for one in _asked(row):
        take_peer_back(one, actor=actor, reason=form.cleaned_data["reason"])


def _asked(row: Assessment) -> list[PeerVisit]:
    return list(PeerVisit.objects.filter(maker=row.organisation, ended_at=None).select_related("peer"))


def _accept(row: Assessment, form: forms.Form, actor: Actor) -> object:
    return accept_assessment(row, actor=actor, **form.cleaned_data)


DOINGS = {
    "ask": Doing(
        lambda: _("Ask another maker to visit her"),
        PeerForm,
        lambda row: row.state == State.SENT,
        _ask,
        field="peer",
    ),
    "unask": Doing(
        lambda: _("Ask nobody any more"),
        TakeBackForm,
        lambda row: row.state == State.SENT and bool(_asked(row)),
        _take_back,
    ),
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
    except PeerError as refused:
        done = form.add_error(doing.field, str(WHY[refused.fault]))
    except AssessmentError:
        done = form.add_error(
            doing.field, _("This is not possible now, or somebody else than the visitor has to do it.")
        )
    return redirect("shop_office:assessment", pk) if done else _page(request, row, name, form)


@operators_only
@require_safe
def visit_photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give out a photo of a visit, from the private store, to whoever decides."""
    return _given_out(get_object_or_404(VisitPhoto, pk=pk).file)


@operators_only
@require_safe
def visit_sound(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Let whoever decides hear the note of a visit."""
    visit = get_object_or_404(FieldVisit.objects.exclude(sound=""), pk=pk)
    return _given_out(visit.sound)


def _given_out(stored: Any) -> HttpResponseBase:
    try:
        file = stored.open("rb")
    except OSError as error:
        raise Http404 from error
    return mark_private(FileResponse(file, headers={"X-Content-Type-Options": "nosniff"}))


def _assessment(pk: int) -> Assessment:
    found: Assessment = get_object_or_404(Assessment.objects.select_related("organisation"), pk=pk)
    return found


def _page(
    request: HttpRequest, row: Assessment, typed: str = "", form: forms.Form | None = None
) -> HttpResponse:
    visits = list(row.visits.prefetch_related("photos"))
    visit = visits[0] if visits else None
    address = lambda name: reverse("shop_office:assessment_step", args=[row.pk, name])  # noqa: E731  # one line
    facts = [
        (_("Maker"), row.organisation.slug, reverse("shop_office:maker", args=[row.organisation_id])),
        (_("Status"), row.get_state_display(), ""),
        (_("Visited on"), date_format(visit.visited_on) if visit else "", ""),
        (_("Who came"), f"{visit.visitor} ({visit.get_kind_display()})" if visit else "", ""),
        (_("Where"), visit.place if visit else "", ""),
        (_("Note"), visit.note if visit else "", ""),
        (_("Asked to visit her"), ", ".join(one.peer.slug for one in _asked(row)), ""),
        (_("Makers near her"), _near(row), ""),
    ]
    seen = visit.seen if visit else {}
    context = {
        "page_title": _("Ten principles"),
        "header_icon": "check",
        "facts": facts,
        "table": Table([_("Principle"), _("What she says"), _("What was seen")], _rows(row.answers, seen)),
        "acts": acts_on(["assessment"], row.pk),
        "operations": offered(DOINGS, row, address, typed, form),
        "spoken": [one for one in visits if one.sound],
        "photos": [(one, photo.pk) for one in visits for photo in one.photos.all()],
    }
    return render(request, "shop/office/assessment.html", context, status=422 if form else 200)


def _near(row: Assessment) -> str:
    return ", ".join(one.slug for one in near(row.organisation)) if row.state == State.SENT else ""


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
