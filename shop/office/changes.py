"""Changes: what buyers have asked for, and changes of an order that the office makes, with their effect."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.actors import Actor
from shop.actions.change_order import change_order, confirm_part, drop_change
from shop.actions.handle_change import agree, asked_of, receive, refuse, settle_asked
from shop.actions.replace import MAY_LEAVE, send_replacement
from shop.domain.changes import WITH_GOODS_BACK, ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.states import ChangeStatus, IllegalMoveError, may_move
from shop.effect_words import effect_shown
from shop.models import Change, ChangePhoto, Order
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.change_forms import (
    AnswerForm,
    ChangeFilter,
    ComplaintForm,
    ExchangeForm,
    OrderChangeForm,
    ReceivedForm,
    RefusalForm,
    ReplacementForm,
    StepForm,
)
from shop.office.tables import Cell, Listing, apart, show_list
from shop.reading.buyer_rights import OPEN
from shop.reading.changes import change_lines, find_changes
from shop.reading.order_story import story_of
from shop.reading.proposals import Asked, propose
from shop.reading.replacements import promised_for
from shop.refusal_words import sentence_for
from shop.story_words import told

PROPOSED = frozenset({ChangeKind.CANCEL_PART})
EXCHANGE = ChangeKind.EXCHANGE


@operators_only
@require_safe
def list_changes(request: HttpRequest) -> HttpResponse:
    """List changes, newest first."""
    form = ChangeFilter(request.GET)
    form.is_valid()
    headings = [_("Kind"), _("Order"), _("Status"), _("Asked by"), _("Since")]
    listing = Listing(_("Returns, complaints, changes"), "resubmit", headings, _cells)
    return show_list(request, listing, find_changes(form.cleaned_data), form)


@operators_only
@require_safe
def show_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one change with its effect, and what may be done with it."""
    return _page(request, _change(pk))


@operators_only
@require_safe
def photo(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Give a buyer's photo to be looked at; it was drawn anew when it came."""
    row = get_object_or_404(ChangePhoto, pk=pk)
    response = FileResponse(row.file.open("rb"), content_type=row.content_type)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Cache-Control"] = "private, no-store"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


@dataclass(frozen=True)
class Operation:
    """One thing to do with a change: its words, when it may be done, what is typed, what it does."""

    title: Callable[[], str]
    form: type[StepForm]
    is_open: Callable[[Change], bool]
    act: Callable[[Change, Form, Actor, str], object]
    field: str


def _may(new: ChangeStatus) -> Callable[[Change], bool]:
    return lambda change: may_move(ChangeStatus(change.status), new)


def _is_to_settle(change: Change) -> bool:
    if change.kind in {kind.value for kind in WITH_GOODS_BACK}:
        return change.status == ChangeStatus.RECEIVED
    return change.status in OPEN


def _settle(change: Change, form: Form, actor: Actor, fingerprint: str) -> Change:
    answer = form.cleaned_data["answer"]
    if change.kind in PROPOSED:
        return confirm_part(change, fingerprint=fingerprint, actor=actor, reason=answer)
    return settle_asked(change, asked_of(change), fingerprint=fingerprint, actor=actor, answer=answer)


OPERATIONS = {
    "agree": Operation(
        lambda: _("Agree: it may come back"),
        AnswerForm,
        lambda change: change.status == ChangeStatus.ASKED and change.kind not in {*PROPOSED, EXCHANGE},
        lambda change, form, actor, _seen: agree(change, actor=actor, answer=form.cleaned_data["answer"]),
        "answer",
    ),
    "agree-to-exchange": Operation(
        lambda: _("Agree, and set the replacement aside"),
        ExchangeForm,
        lambda change: change.status == ChangeStatus.ASKED and change.kind == EXCHANGE,
        lambda change, form, actor, _seen: agree(
            change,
            actor=actor,
            answer=form.cleaned_data["answer"],
            variants=form.variants,  # type: ignore[attr-defined]  # an ExchangeForm, by this table
        ),
        "answer",
    ),
    "receive": Operation(
        lambda: _("The goods are back"),
        ReceivedForm,
        lambda change: (
            _may(ChangeStatus.RECEIVED)(change) and change.kind in {kind.value for kind in WITH_GOODS_BACK}
        ),
        lambda change, form, actor, _seen: receive(change, actor=actor, **form.cleaned_data),
        "reason",
    ),
    "send-replacement": Operation(
        lambda: _("The replacement has left"),
        ReplacementForm,
        lambda change: ChangeStatus(change.status) in MAY_LEAVE and bool(promised_for(change)),
        lambda change, form, actor, _seen: send_replacement(change, actor=actor, **form.cleaned_data),
        "carrier",
    ),
    "settle": Operation(lambda: _("Settle it as shown"), AnswerForm, _is_to_settle, _settle, "answer"),
    "refuse": Operation(
        lambda: _("Refuse"),
        RefusalForm,
        lambda change: (
            _may(ChangeStatus.REFUSED)(change)
            and change.kind != ChangeKind.WITHDRAWAL
            and change.kind not in PROPOSED
        ),
        lambda change, form, actor, _seen: refuse(change, actor=actor, answer=form.cleaned_data["answer"]),
        "answer",
    ),
    "drop": Operation(
        lambda: _("Leave everything as it is"),
        RefusalForm,
        lambda change: _may(ChangeStatus.DROPPED)(change) and change.kind in PROPOSED,
        lambda change, form, actor, _seen: drop_change(
            change, actor=actor, reason=form.cleaned_data["answer"]
        ),
        "answer",
    ),
}


@operators_only
@require_POST
def operate(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the operations; what is refused is said beside the field."""
    change, operation = _change(pk), OPERATIONS.get(name)
    if operation is None:
        raise Http404
    form = operation.form(request.POST, prefix=name, change=change)
    seen = request.POST.get("fingerprint", "")
    if is_done(
        request, form, lambda: operation.act(change, form, actor_of(request), seen), field=operation.field
    ):
        return redirect("shop_office:change", pk=pk)
    return _page(request, change, name, form)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def change_of_order(request: HttpRequest, pk: int) -> HttpResponse:
    """Cancel pieces or give money back: first the effect is shown, then it is confirmed."""
    order = get_object_or_404(Order.objects.select_related("market"), pk=pk)
    form = OrderChangeForm(request.POST or None, order=order)
    return _confirmed(
        request,
        order,
        form,
        lambda seen: change_order(
            order,
            form.asked,
            fingerprint=seen,
            actor=actor_of(request),
            reason=form.cleaned_data["reason"],
        ),
    )


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def settle_with_amount(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle a complaint with an amount: first what it does to everyone is shown, then it is confirmed."""
    change = _change(pk)
    if not _may_have_amount(change):
        raise Http404
    form = ComplaintForm(request.POST or None, change=change)
    return _confirmed(
        request,
        change.order,
        form,
        lambda seen: settle_asked(
            change,
            form.asked,
            fingerprint=seen,
            actor=actor_of(request),
            answer=form.cleaned_data["reason"],
        ),
        back=reverse("shop_office:change", args=[pk]),
        page_title=_("Settle the complaint with an amount"),
    )


def _may_have_amount(change: Change) -> bool:
    return change.kind == ChangeKind.COMPLAINT and change.status in OPEN


def _confirmed(
    request: HttpRequest,
    order: Order,
    form: OrderChangeForm,
    do: Callable[[str], object],
    *,
    back: str = "",
    **more: str,
) -> HttpResponse:
    """Show the effect of what was typed, then ``do`` it with the fingerprint of what was shown."""
    if request.method != "POST" or not form.is_valid():
        return _form_page(request, order, form, status=422 if request.method == "POST" else 200, **more)
    try:
        proposal = propose(order, form.asked)
        if request.POST.get("step") != "confirm":
            effect = effect_shown(proposal.settlement, get_language() or "fr")
            return _form_page(request, order, form, effect=effect, fingerprint=proposal.fingerprint, **more)
        do(request.POST.get("fingerprint", ""))
    except RefusedError as refusal:
        form.add_error(None, sentence_for(refusal))
        return _form_page(request, order, form, status=422, **more)
    except IllegalMoveError:
        form.add_error(None, _("This is no longer possible: the order has moved on."))
        return _form_page(request, order, form, status=422, **more)
    messages.success(request, _("Done and written down."))
    return redirect(back or reverse("shop_office:order", args=[order.pk]))


def _form_page(
    request: HttpRequest, order: Order, form: OrderChangeForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "page_title": _("Change order %(number)s") % {"number": apart(order.number)},
        "header_icon": "resubmit",
        "order": order,
        "form": form,
        "effect": None,
    }
    return render(request, "shop/office/change_order.html", context | more, status=status)


def _page(request: HttpRequest, change: Change, typed: str = "", form: Form | None = None) -> HttpResponse:
    lang = get_language() or "fr"
    operations = [
        {
            "title": operation.title(),
            "url": reverse("shop_office:change_operate", args=[change.pk, name]),
            "form": form if name == typed else operation.form(prefix=name, change=change),
        }
        for name, operation in OPERATIONS.items()
        if operation.is_open(change) or name == typed
    ]
    effect, fingerprint = _effect(change, lang)
    context = {
        "page_title": capfirst(change.get_kind_display()),
        "header_icon": "resubmit",
        "change": change,
        "order": change.order,
        "lines": change_lines(change, lang),
        "replacements": promised_for(change),
        "parcels": list(change.replacement_parcels.all()),
        "may_have_amount": _may_have_amount(change),
        "photos": list(change.photos.all()),
        "effect": effect,
        "fingerprint": fingerprint,
        "refunds": list(change.refunds.all()),
        "story": told(story_of(change.order, lang, for_office=True), lang, for_office=True),
        "operations": operations,
    }
    return render(request, "shop/office/change.html", context, status=422 if form else 200)


def _effect(change: Change, lang: str) -> tuple[Any, str]:
    """Return what settling it now would do, and the fingerprint of that."""
    if change.status not in OPEN:
        return None, ""
    asked = (
        Asked(ChangeKind.CANCEL_PART, part=change.part_id or 0)
        if change.kind in PROPOSED
        else asked_of(change)
    )
    try:
        proposal = propose(change.order, asked)
    except RefusedError:
        return None, ""
    return effect_shown(proposal.settlement, lang), proposal.fingerprint


def _change(pk: int) -> Change:
    found: Change = get_object_or_404(Change.objects.select_related("order__market", "part"), pk=pk)
    return found


def _cells(change: Change) -> list[Cell]:
    return [
        Cell(change.get_kind_display(), reverse("shop_office:change", args=[change.pk])),
        Cell(change.order.number, reverse("shop_office:order", args=[change.order_id])),
        Cell(change.get_status_display()),
        Cell(change.get_asked_by_display()),
        Cell(date_format(change.created_at, "SHORT_DATETIME_FORMAT")),
    ]
