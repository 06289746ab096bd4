"""How makers come to sell: who asks, what is missing, and approving, sending back, suspending."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from producers.actions import answer_requirement, onboard
from producers.domain.actors import Actor
from producers.domain.requirements import Answer
from producers.domain.shown import shown
from producers.domain.standing import NotReadyError, Standing, StandingError, may_move
from producers.models import Organisation, ProducerRequirement
from producers.onboarding_words import BECAUSE, VERDICTS
from producers.reading.onboarding import Judged, judge_all, judge_makers
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.doing import Doing, Table, acts_on, form_of, offered
from shop.office.tables import Cell, Listing, apart, show_list

DECISIONS = (
    ("accepted", gettext_lazy("It was looked at, and is right")),
    ("rejected", gettext_lazy("It was looked at, and is not right")),
    ("waived", gettext_lazy("Not asked of her")),
)


class ApproveForm(forms.Form):
    """Why, and whether in spite of what is missing."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500, required=False)
    in_spite = forms.BooleanField(label=gettext_lazy("In spite of what is missing"), required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for the reason of an override."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("in_spite") and not typed.get("reason", "").strip():
            self.add_error("reason", _("Write why she sells in spite of what is missing."))
        return typed


class SendBackForm(forms.Form):
    """Reasons that each have a picture, and a word to her."""

    because = forms.MultipleChoiceField(
        label=gettext_lazy("What she has to mend"),
        choices=[(one.value, words.label) for one, words in BECAUSE.items()],
        widget=forms.CheckboxSelectMultiple,
    )
    note = forms.CharField(
        label=gettext_lazy("A word to her, in her language"), max_length=300, required=False
    )


class SuspendForm(forms.Form):
    """Why, and what becomes of her pages."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)
    keeps_pages = forms.BooleanField(label=gettext_lazy("Her pages stay"), required=False)


class SeenForm(forms.Form):
    """Why her pages are shown, or no longer."""

    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


class DecideForm(forms.Form):
    """What was found of one requirement."""

    requirement = forms.ModelChoiceField(
        label=gettext_lazy("What she needs"), queryset=ProducerRequirement.objects.filter(is_active=True)
    )
    decision = forms.ChoiceField(label=gettext_lazy("What was found"), choices=DECISIONS)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=300, required=False)

    def clean(self) -> dict[str, Any]:
        """Ask for a reason where she is asked less, or told no."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("decision") in ("rejected", "waived") and not typed.get("reason", "").strip():
            self.add_error("reason", _("Write why."))
        return typed


def _may(new: Standing) -> Any:
    return lambda maker: may_move(Standing(maker.status), new)


def _decide(maker: Organisation, form: forms.Form, actor: Actor) -> object:
    typed = form.cleaned_data
    return answer_requirement.decide(
        maker, typed["requirement"], Answer(typed["decision"]), actor=actor, reason=typed["reason"]
    )


DOINGS = {
    "approve": Doing(
        lambda: _("Let her sell"),
        ApproveForm,
        _may(Standing.ACTIVE),
        lambda maker, form, actor: onboard.approve(maker, actor=actor, **form.cleaned_data),
    ),
    "back": Doing(
        lambda: _("Send back"),
        SendBackForm,
        lambda maker: maker.status in (Standing.APPLIED, Standing.SUBMITTED),
        lambda maker, form, actor: onboard.send_back(maker, actor=actor, **form.cleaned_data),
        field="because",
    ),
    "decide": Doing(
        lambda: _("Write down what was looked at"),
        DecideForm,
        lambda maker: maker.status != Standing.ACTIVE,
        _decide,
        field="decision",
    ),
    "suspend": Doing(
        lambda: _("Suspend: buying stops at once, open orders go on"),
        SuspendForm,
        _may(Standing.SUSPENDED),
        lambda maker, form, actor: onboard.suspend(maker, actor=actor, **form.cleaned_data),
    ),
    "show": Doing(
        lambda: _("Show her pages before she sells"),
        SeenForm,
        lambda maker: not maker.may_sell and not maker.is_visible,
        lambda maker, form, actor: onboard.show_pages(
            maker, is_visible=True, actor=actor, **form.cleaned_data
        ),
    ),
    "hide": Doing(
        lambda: _("Take her pages off"),
        SeenForm,
        lambda maker: not maker.may_sell and maker.is_visible,
        lambda maker, form, actor: onboard.show_pages(
            maker, is_visible=False, actor=actor, **form.cleaned_data
        ),
    ),
}


@operators_only
@require_safe
def list_applicants(request: HttpRequest) -> HttpResponse:
    """List who wants to sell and does not yet: first who asks for approval, with what is missing."""
    rows = Organisation.objects.sellers().filter(status__in=[Standing.APPLIED, Standing.SUBMITTED])
    headings = [_("Number"), _("Name"), _("Status"), _("Since"), _("What is missing")]
    listing = Listing(_("Who wants to sell"), "group", headings, lambda row: row)
    return show_list(request, listing, _Applicants(rows.order_by("-status", "number")))


class _Applicants:
    """Rows of cells, judged a page at a time."""

    def __init__(self, rows: Any) -> None:
        self.rows, self.ordered = rows, True

    def count(self) -> int:
        """Return how many there are."""
        return int(self.rows.count())

    def __len__(self) -> int:
        return self.count()

    def __getitem__(self, part: slice) -> list[list[Cell]]:
        makers = list(self.rows[part])
        judged = judge_makers(makers)
        return [_cells(maker, judged[maker.pk]) for maker in makers]


@operators_only
@require_safe
def show_maker(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a maker to those who may call her, what she still needs, and what may be done."""
    return _page(request, _maker(pk))


@operators_only
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one thing with her standing; what is refused is said beside the field."""
    maker, doing = _maker(pk), DOINGS.get(name)
    if doing is None:
        raise Http404
    form, actor = form_of(doing, request, name), actor_of(request)
    try:
        done = is_done(request, form, lambda: doing.act(maker, form, actor), field=doing.field)
    except NotReadyError as refusal:
        names = [str(row) for row in ProducerRequirement.objects.filter(pk__in=refusal.missing)]
        done = form.add_error(doing.field, _("Still missing: %(what)s") % {"what": ", ".join(names)})
    except (StandingError, answer_requirement.AnswerError):
        done = form.add_error(doing.field, _("This is not possible as she stands now."))
    return redirect("shop_office:maker", pk) if done else _page(request, maker, name, form)


def _maker(pk: int) -> Organisation:
    found: Organisation = get_object_or_404(Organisation.objects.sellers(), pk=pk)
    return found


def _page(
    request: HttpRequest, maker: Organisation, typed: str = "", form: forms.Form | None = None
) -> HttpResponse:
    address = lambda name: reverse("shop_office:maker_step", args=[maker.pk, name])  # noqa: E731  # one line
    context = {
        "page_title": _name(maker),
        "header_icon": "group",
        "facts": _facts(maker),
        "table": Table(
            [_("What she needs"), _("Needed"), _("How it stands"), _("Reason")],
            [_needed(one) for one in judge_all(maker)],
        ),
        "acts": acts_on(["organisation"], maker.pk),
        "operations": offered(DOINGS, maker, address, typed, form),
    }
    return render(request, "shop/office/thing.html", context, status=422 if form else 200)


def _facts(maker: Organisation) -> list[tuple[str, object, str]]:
    return [
        (_("Number"), maker.number, ""),
        (_("Kind"), maker.get_kind_display(), ""),
        (_("Status"), maker.get_status_display(), ""),
        (_("Sells"), _("yes") if maker.may_sell else _("no"), ""),
        (_("Pages are shown"), _("yes") if maker.is_shown else _("no"), ""),
        (_("Phone"), maker.phone, ""),
        (_("E-mail"), maker.email, ""),
        (_("What she agreed to"), _("See"), reverse("shop_office:consents", args=[maker.pk])),
    ]


def _needed(one: Judged) -> list[Cell]:
    return [
        Cell(str(one.requirement)),
        Cell(one.requirement.get_needed_at_display()),
        Cell(str(VERDICTS[one.verdict])),
        Cell(one.answer.reason if one.answer else ""),
    ]


def _cells(maker: Organisation, judged: list[Judged]) -> list[Cell]:
    missing = [str(one.requirement) for one in judged if not one.is_satisfied]
    return [
        Cell(str(maker.number), reverse("shop_office:maker", args=[maker.pk])),
        Cell(_name(maker)),
        Cell(maker.get_status_display()),
        Cell(date_format(maker.created_at, "SHORT_DATE_FORMAT")),
        Cell(", ".join(apart(name) for name in missing) or _("nothing")),
    ]


def _name(maker: Organisation) -> str:
    return shown(maker.name, get_language() or "fr", maker.original_language).text
