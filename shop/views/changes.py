"""The buyer's own changes of her order, on pages that its secret opens: chosen, shown, confirmed."""

from collections.abc import Callable
from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.actors import BUYER
from producers.domain.dates import date_written
from producers.domain.shown import shown
from producers.responses import secret_page
from shop.actions.ask_change import ask_change, withdraw
from shop.actions.change_order import change_order
from shop.actions.code_defect import code_defect
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.states import IllegalMoveError
from shop.effect_words import Effect, effect_shown
from shop.forms.changes import ComplaintForm, PiecesForm
from shop.models import Change, Order
from shop.reading.buyer_rights import Rights, rights_of
from shop.reading.orders import find_order
from shop.reading.proposals import Asked, propose
from shop.refusal_words import sentence_for
from shop.views.steps import see_other


@dataclass(frozen=True)
class Way:
    """One thing that she may ask for: its words, and what happens when she confirms."""

    kind: ChangeKind
    title: Callable[[], str]
    about: Callable[[Rights], str]
    button: Callable[[], str]
    done: Callable[[], str]


CANCEL = Way(
    ChangeKind.CANCEL_LINE,
    lambda: _("Cancel"),
    lambda rights: _("The maker has not begun yet: you can cancel without giving a reason."),
    lambda: _("Yes, cancel"),
    lambda: _("It is cancelled. What you have paid for it is sent back to you."),
)
WITHDRAW = Way(
    ChangeKind.WITHDRAWAL,
    lambda: _("Withdraw from the purchase"),
    lambda rights: _days_text(rights),
    lambda: _("Yes, I withdraw"),
    lambda: _("We have your withdrawal. Its confirmation, with date and time, is on its way to you."),
)
RETURN = Way(
    ChangeKind.RETURN,
    lambda: _("Send something back"),
    lambda rights: _("We answer within two days. The money goes back to you when the goods are with us."),
    lambda: _("Yes, ask for the return"),
    lambda: _("We have your request, and answer you soon."),
)
EXCHANGE = Way(
    ChangeKind.EXCHANGE,
    lambda: _("Exchange something"),
    lambda rights: _("Tell us what you would like instead. It costs nothing to ask."),
    lambda: _("Yes, ask for the exchange"),
    lambda: _("We have your request, and answer you soon."),
)
COMPLAIN = Way(
    ChangeKind.COMPLAINT,
    lambda: _("Something is wrong"),
    lambda rights: _("Tell us what is wrong, and show it if you can. You keep what you have meanwhile."),
    lambda: _("Send it"),
    lambda: _("We have your report, and answer you soon."),
)
DECLARED = {ChangeKind.CANCEL_LINE, ChangeKind.WITHDRAWAL, ChangeKind.RETURN, ChangeKind.EXCHANGE}


def _page(way: Way) -> Callable[..., HttpResponse]:
    @secret_page
    @require_http_methods(["GET", "HEAD", "POST"])
    def view(request: HttpRequest, token: str) -> HttpResponse:
        order = _order(token)
        rights = rights_of(order)
        form_class = ComplaintForm if way.kind is ChangeKind.COMPLAINT else PiecesForm
        form = form_class(
            *((request.POST, request.FILES) if request.method == "POST" else ()),
            lines=rights.of(way.kind),
            label_suffix="",
        )
        if request.method != "POST" or not form.line_names:
            return _show(request, way, rights, form)
        return _answer(request, way, rights, form)

    view.__doc__ = f"Take a {way.kind.value} of the order of this secret."
    return view


def _answer(request: HttpRequest, way: Way, rights: Rights, form: PiecesForm) -> HttpResponse:
    if not form.is_valid():
        return _show(request, way, rights, form, status=422)
    order, fingerprint = rights.order, request.POST.get("fingerprint", "")
    try:
        if way.kind in DECLARED:
            proposal = propose(order, Asked(way.kind, form.pieces))
            if request.POST.get("step") != "confirm":
                effect = effect_shown(proposal.settlement, get_language() or "fr")
                return _show(request, way, rights, form, effect=effect, fingerprint=proposal.fingerprint)
        _do(way, order, form, fingerprint)
    except RefusedError as refusal:
        form.add_error(None, sentence_for(refusal))
        return _show(request, way, rights_of(order), form, status=422)
    except IllegalMoveError:
        form.add_error(None, _("This is no longer possible: the order has moved on."))
        return _show(request, way, rights_of(order), form, status=422)
    messages.success(request, way.done())
    return see_other("shop:order", order.token)


def _do(way: Way, order: Order, form: PiecesForm, fingerprint: str) -> None:
    note = form.cleaned_data["note"]
    if way.kind is ChangeKind.CANCEL_LINE:
        asked = Asked(way.kind, form.pieces)
        change_order(
            order, asked, fingerprint=fingerprint, actor=BUYER, side=Change.Side.BUYER, reason=note[:200]
        )
    elif way.kind is ChangeKind.WITHDRAWAL:
        withdraw(order, pieces=form.pieces, note=note, actor=BUYER)
    else:
        photos = form.cleaned_data.get("photos", ())
        change = ask_change(order, way.kind, pieces=form.pieces, note=note, photos=photos, actor=BUYER)
        if defect := form.cleaned_data.get("defect"):
            code_defect(change, defect, actor=BUYER)


def _show(
    request: HttpRequest,
    way: Way,
    rights: Rights,
    form: PiecesForm,
    *,
    effect: Effect | None = None,
    fingerprint: str = "",
    status: int = 200,
) -> HttpResponse:
    excepted = [one for one in rights.lines if one.excepted] if way.kind is ChangeKind.WITHDRAWAL else []
    context = {
        "order": rights.order,
        "kind": way.kind.value,
        "title": way.title(),
        "about": way.about(rights),
        "button": way.button(),
        "form": form,
        "is_open": bool(form.line_names) and (way.kind is not ChangeKind.WITHDRAWAL or rights.may_withdraw),
        "has_exceptions": bool(excepted),
        "effect": effect,
        "fingerprint": fingerprint,
    }
    return render(request, "shop/change.html", context, status=status)


@secret_page
@require_safe
def withdrawal_form(request: HttpRequest, token: str) -> HttpResponse:
    """Show the form of withdrawal to be printed and sent by post."""
    order = _order(token)
    rights = rights_of(order)
    lang = get_language() or "fr"
    context = {
        "order": order,
        "lines": [
            (one.left, one.line.sku, shown(one.line.product_name, lang, one.line.original_language))
            for one in rights.lines
            if one.excepted is None and one.left
        ],
        "about": _days_text(rights),
        "ordered_on": date_written(timezone.localdate(order.created_at), get_language() or "fr"),
    }
    return render(request, "shop/withdrawal_form.html", context)


def _days_text(rights: Rights) -> str:
    days = {"days": rights.order.market.withdrawal_days}
    if rights.last_day is None:
        return (
            _("You may withdraw without giving a reason, until %(days)s days after everything has arrived.")
            % days
        )
    until = date_written(rights.last_day, get_language() or "fr")
    return _("You may withdraw without giving a reason until %(until)s.") % {"until": until}


def _order(token: str) -> Order:
    found = find_order(token)
    if found is None:
        raise Http404(token)
    return found


cancel, withdraw_page, send_back, exchange, complain = map(
    _page, (CANCEL, WITHDRAW, RETURN, EXCHANGE, COMPLAIN)
)
