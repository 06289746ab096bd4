"""The queue of what does not fit: narrowed, looked after by somebody, settled by a click or with a note."""

from collections.abc import Callable
from datetime import datetime

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.backends import ModelBackend
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.actions.tell_operators import OPERATE
from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.actions.statement_lines import MatchedBeforeError
from shop.actions.take_exception import TakenError, take_exception
from shop.checkout_words import method_text
from shop.domain.errors import RefusedError
from shop.domain.exceptions import SORTS
from shop.domain.payouts import PayoutRefusedError
from shop.domain.states import IllegalMoveError
from shop.gateways.base import UnreachableError
from shop.models import ExceptionCase
from shop.office.access import actor_of, operators_only
from shop.office.doing import acts_on, when
from shop.office.exception_clicks import click_for, page_of
from shop.office.exception_words import FACTS, HAPPENED, SUGGESTED, in_words
from shop.office.forms import ANY, ReasonForm
from shop.office.payout_words import sentence_of as payout_sentence
from shop.office.tables import Cell, Listing, money_here, show_list
from shop.reading.exceptions import find_exceptions
from shop.refusal_words import sentence_for

STATES = [("", gettext_lazy("open")), ("closed", gettext_lazy("settled"))]
WHOSE = [
    ANY,
    ("mine", gettext_lazy("mine")),
    ("nobody", gettext_lazy("nobody's")),
    ("others", gettext_lazy("others'")),
]
KINDS = ("exceptioncase", "paymentexception")  # the second is what the log called them before


class ExceptionFilter(forms.Form):
    """Which cases are listed. What is not understood narrows nothing."""

    area = forms.ChoiceField(
        label=gettext_lazy("About"), required=False, choices=[ANY, *ExceptionCase.Area.choices]
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Kind"),
        required=False,
        choices=[ANY, *((kind, HAPPENED[kind]) for kind in SORTS if kind in HAPPENED)],
    )
    owner = forms.ChoiceField(label=gettext_lazy("Looked after by"), required=False, choices=WHOSE)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False, choices=STATES)
    q = forms.CharField(label=gettext_lazy("Order"), required=False, max_length=20)


class SeenForm(forms.Form):
    """What was shown of the effect of a click."""

    seen = forms.CharField(required=False, widget=forms.HiddenInput)


class OwnerForm(forms.Form):
    """Who looks after a case."""

    owner = forms.ModelChoiceField(
        get_user_model().objects.none(),
        label=gettext_lazy("Looked after by"),
        required=False,
        empty_label=gettext_lazy("nobody"),
    )
    seen = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]  # as Django's own
        operators = ModelBackend().with_perm(OPERATE).order_by("pk")
        self.fields["owner"].queryset = operators  # type: ignore[attr-defined]  # a choice of rows


@operators_only
@require_safe
def list_exceptions(request: HttpRequest) -> HttpResponse:
    """List what is open, oldest first."""
    form = ExceptionFilter(request.GET)
    form.is_valid()
    headings = [
        _("Kind"),
        _("Amount"),
        _("Order"),
        _("Suggested action"),
        _("Looked after by"),
        _("To be done by"),
        _("Age"),
    ]
    rows = find_exceptions(form.cleaned_data, request.user)
    return show_list(request, Listing(_("Exceptions"), "warning", headings, _cells), rows, form)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one, and close it with a note."""
    case = _case(pk)
    form = ReasonForm(request.POST or None)
    if form.is_valid():
        try:
            close_exception(case, actor=actor_of(request), note=form.cleaned_data["reason"])
        except AlreadyClosedError:
            form.add_error("reason", _("Somebody has closed it already."))
        else:
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:exceptions")
    return _page(request, case, form)


@operators_only
@require_POST
def give_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Take it, give it to somebody, or lay it down; of two at once one wins."""
    case = _case(pk)
    form = OwnerForm(request.POST)
    if form.is_valid():
        seen = form.cleaned_data["seen"]
        case.owner_id = int(seen) if seen.isdecimal() else None
        try:
            take_exception(case, owner=form.cleaned_data["owner"], actor=actor_of(request))
        except TakenError:
            form.add_error("owner", _("Somebody else was first: look at it again."))
        else:
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:exception", pk=pk)
    return _page(request, _case(pk), ReasonForm(), form)


@operators_only
@require_safe
def go_to_suggestion(request: HttpRequest, pk: int) -> HttpResponse:
    """Open where the suggestion is done: its button with its effect, or the form that is filled in."""
    case = _case(pk)
    page = "" if click_for(case) else page_of(case)
    return redirect(page or reverse("shop_office:exception", args=[pk]))


@operators_only
@require_POST
def click_exception(request: HttpRequest, pk: int) -> HttpResponse:
    """Do what is suggested."""
    case = _case(pk)
    click = click_for(case)
    if click is None:
        refused = _("This is no longer possible.")
    elif request.POST.get("seen", "") != click.seen:
        refused = _("What it would do has changed: look at it again.")
    else:
        refused = _refusal(lambda: click.act(case, actor_of(request)))
    if refused:
        messages.error(request, refused)
    else:
        messages.success(request, _("Done and written down."))
    return redirect("shop_office:exception", pk=pk)


def _refusal(act: Callable[[], object]) -> str:
    try:
        act()
    except UnreachableError:
        return _("The payment service gave no answer. Try again.")
    except RefusedError as refusal:
        return sentence_for(refusal)
    except PayoutRefusedError as refusal:
        return payout_sentence(refusal)
    except (MatchedBeforeError, IllegalMoveError, ValueError):
        return _("This is no longer possible.")
    return ""


def _case(pk: int) -> ExceptionCase:
    rows = ExceptionCase.objects.select_related("order", "payment", "owner")
    found: ExceptionCase = get_object_or_404(rows, pk=pk)
    return found


def _page(
    request: HttpRequest, case: ExceptionCase, close: ReasonForm, owner: OwnerForm | None = None
) -> HttpResponse:
    click, page = click_for(case), page_of(case)
    operations = []
    if click is not None:
        here = reverse("shop_office:exception_click", args=[case.pk])
        operations.append(
            {
                "title": click.title,
                "url": here,
                "form": SeenForm(initial={"seen": click.seen}),
                "effect": click.effect,
            }
        )
    if case.closed_at is None:
        given = {"owner": case.owner_id or request.user.pk, "seen": str(case.owner_id or "")}
        there = reverse("shop_office:exception_give", args=[case.pk])
        form = owner or OwnerForm(initial=given)
        operations.append({"title": _("Look after it"), "url": there, "form": form})
    if case.closed_at is None or close.errors:
        there = reverse("shop_office:exception", args=[case.pk])
        operations.append({"title": _("Close"), "url": there, "form": close})
    context = {
        "page_title": in_words(case.kind, HAPPENED),
        "header_icon": "warning",
        "facts": [
            (_("Suggested action"), in_words(case.suggestion, SUGGESTED), page),
            (_("Amount"), _amount(case), ""),
            (
                _("Order"),
                case.order.number if case.order else "",
                reverse("shop_office:order", args=[case.order_id]) if case.order else "",
            ),
            (_("Gateway"), method_text(case.gateway), ""),
            (_("Looked after by"), str(case.owner or ""), ""),
            (_("To be done by"), when(case.due_at), ""),
            (_("Since"), when(case.created_at), ""),
            (_("Settled"), when(case.closed_at), ""),
            *((in_words(name, FACTS), value, "") for name, value in case.data.items()),
        ],
        "acts": acts_on(KINDS, case.pk),
        "operations": operations,
    }
    is_refused = bool(close.errors) or (owner is not None and bool(owner.errors))
    return render(request, "shop/office/thing.html", context, status=422 if is_refused else 200)


def age(since: datetime, now: datetime) -> str:
    """Say how long something waits; a clock that was set back makes nothing younger than new."""
    return str(timesince(min(since, now), now, depth=1))


def _amount(case: ExceptionCase) -> str:
    return money_here(case.amount) if case.amount is not None else ""


def _cells(case: ExceptionCase) -> list[Cell]:
    return [
        Cell(in_words(case.kind, HAPPENED), reverse("shop_office:exception", args=[case.pk])),
        Cell(_amount(case)),
        Cell(
            case.order.number if case.order else "",
            reverse("shop_office:order", args=[case.order_id]) if case.order else "",
        ),
        Cell(in_words(case.suggestion, SUGGESTED), reverse("shop_office:exception_go", args=[case.pk])),
        Cell(str(case.owner or "")),
        Cell(when(case.due_at)),
        Cell(age(case.created_at, timezone.now())),
    ]
