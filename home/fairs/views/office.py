"""A fair in the office: sheets, tills, evenings, and the variance report with who settled what and why."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from moneyed import Money

from home.fairs.actions.evenings import (
    NothingToCloseError,
    SettledError,
    close_till,
    settle_evening,
)
from home.fairs.actions.open_fair import NoFairError, open_fair
from home.fairs.actions.receipts import settle_odd
from home.fairs.actions.settle_goods import NothingToSettleError, settle_goods
from home.fairs.actions.tills import invite_till, revoke_till
from home.fairs.domain.states import IllegalStepError
from home.fairs.models import Evening, Fair, OddReceipt, Till
from home.fairs.office_forms import CountForm, InviteForm, OpenForm, ReasonForm
from home.fairs.reading.office import fairs, whole_fair
from producers.domain.shown import shown
from shop.actions.adjust_stock import StockError
from shop.domain.cash import AmountError
from shop.models import Variant
from shop.office.access import actor_of, operators_only
from shop.papers.press import has_press

REFUSED = (
    NothingToCloseError,
    SettledError,
    NothingToSettleError,
    IllegalStepError,
    AmountError,
    StockError,
    ValueError,
)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def list_fairs(request: HttpRequest) -> HttpResponse:
    """List the fairs in fair mode; put another one into it."""
    form = OpenForm(request.POST or None)
    if form.is_valid():
        try:
            typed = form.cleaned_data
            fair = open_fair(typed["event"], typed["holder"], actor=actor_of(request))
            return redirect("fairs_office:fair", fair.pk)
        except NoFairError:
            form.add_error("event", _("This is no fair that takes place."))
    context = {
        "page_title": _("Fairs"),
        "header_icon": "calendar",
        "rows": fairs(_lang()),
        "form": form,
    }
    return render(request, "home/fairs/office/fairs.html", context, status=422 if form.errors else 200)


@operators_only
@require_safe
def show_fair(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one fair whole."""
    return _page(request, _fair(pk))


@operators_only
@require_POST
def invite(request: HttpRequest, pk: int) -> HttpResponse:
    """Give out the code of one more till; it is shown once."""
    fair = _fair(pk)
    form = InviteForm(request.POST, fair=fair)
    if not form.is_valid():
        return _page(request, fair, status=422, invite_form=form)
    typed = form.cleaned_data
    invited = invite_till(fair, actor=actor_of(request), name=typed["name"], makers=typed["makers"])
    code = f"{invited.code[:4]}-{invited.code[4:]}"
    return _page(request, fair, code=code, code_of=invited.till.label)


@operators_only
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Shut a till out for good."""
    till = get_object_or_404(Till, pk=pk)
    return _reasoned(request, till.fair, lambda why: revoke_till(till, actor=actor_of(request), reason=why))


@operators_only
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Book what a till has sold, with the cash that was counted."""
    till = get_object_or_404(Till, pk=pk)
    form = CountForm(request.POST)
    if not form.is_valid():
        return _page(request, till.fair, status=422, wrong=_("Write what was counted, in dirhams."))
    counted = Money(form.cleaned_data["counted"], "MAD")
    return _done(request, till.fair, lambda: close_till(till, counted, actor=actor_of(request), lang=_lang()))


@operators_only
@require_POST
def settle_cash(request: HttpRequest, pk: int) -> HttpResponse:
    """Settle the difference of one closing."""
    evening, how = get_object_or_404(Evening, pk=pk), request.POST.get("how", "")
    return _reasoned(
        request,
        evening.till.fair,
        lambda why: settle_evening(evening, how=how, reason=why, actor=actor_of(request)),
    )


@operators_only
@require_POST
def settle_pieces(request: HttpRequest, pk: int, variant: int) -> HttpResponse:
    """Say what became of pieces that nobody could explain."""
    fair, goods = _fair(pk), get_object_or_404(Variant, pk=variant)
    return _reasoned(
        request, fair, lambda why: settle_goods(fair, goods, reason=why, actor=actor_of(request))
    )


@operators_only
@require_POST
def settle_receipt(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what an odd receipt was: a sale of its own, or none."""
    odd = get_object_or_404(OddReceipt, pk=pk)
    counts = request.POST.get("counts") == "1"
    return _reasoned(
        request,
        odd.till.fair,
        lambda why: settle_odd(odd, reason=why, counts=counts, actor=actor_of(request)),
    )


def _reasoned(request: HttpRequest, fair: Fair, act: Callable[[str], object]) -> HttpResponse:
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _page(request, fair, status=422, wrong=_("Say why."))
    return _done(request, fair, lambda: act(form.cleaned_data["reason"]))


def _done(request: HttpRequest, fair: Fair, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except REFUSED:
        wrong = _("This cannot be done: look at what the page says now.")
        return _page(request, fair, status=422, wrong=wrong)
    messages.success(request, _("Done and written down."))
    return redirect("fairs_office:fair", fair.pk)


def _page(request: HttpRequest, fair: Fair, status: int = 200, **more: Any) -> HttpResponse:
    lang, event = _lang(), fair.event
    context = {
        "page_title": shown(event.title, lang, event.original_language).text,
        "header_icon": "calendar",
        "fair": fair,
        "has_press": has_press(),
        "typed": request.POST,
        "count_form": CountForm(),
        "invite_form": InviteForm(fair=fair),
        **whole_fair(fair, lang),
        **more,
    }
    return render(request, "home/fairs/office/fair.html", context, status=status)


def _fair(pk: int) -> Fair:
    found = Fair.objects.select_related("event", "holder", "place").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _lang() -> str:
    return get_language() or "fr"
