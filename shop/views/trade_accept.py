"""Accepting a quote: where it goes, how the advance is paid, and the press that orders."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from producers.responses import owner_page
from shop.actions.accept_quote import accept_quote
from shop.actions.complete import start
from shop.domain.errors import RefusedError, Why
from shop.domain.states import OrderStatus
from shop.forms.trade import AcceptForm
from shop.gateways.base import StepKind, UnreachableError
from shop.models import Order, SourcingRequest, TradeQuote
from shop.reading.balance import awaited_payment
from shop.reading.legal import accepted_versions, in_force, legal_shown
from shop.reading.trade import open_quote, quote_shown, request_shown
from shop.reading.trade_ways import ways_to_pay_advance
from shop.refusal_words import sentence_for
from shop.views.paying import leads_out, not_now, way_back
from shop.views.steps import see_other
from shop.views.trade import actor_of, hers


@leads_out
@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def accept(request: HttpRequest, number: str) -> HttpResponse:
    """Show the quote once more with what is still to be said, or order it."""
    found = hers(request, number)
    ordered = _ordered(found, request.POST.get("quote", ""))
    if ordered is not None:  # pressed twice
        return see_other("shop:order", ordered.token)
    quote = open_quote(found)
    if quote is None:
        return see_other("shop:trade_request", number)
    ways = ways_to_pay_advance(quote)
    typed = request.POST if request.method == "POST" else None
    buyer = found.buyer
    known = {"name": buyer.contact, "phone": buyer.phone, "email": buyer.email, "city": found.town}
    form = AcceptForm(typed, to=found.country, pays_from=found.country, ways=ways, initial=known)
    if typed is not None and form.is_valid():
        order = _order(request, found, quote, form)
        if order is not None:
            return _onward(request, order)
    lang = get_language() or "fr"
    context = {
        "form": form,
        "request_": request_shown(found, lang),
        "quote": quote_shown(quote, lang),
        "texts": [
            legal_shown(row, lang)
            for row in in_force(timezone.localdate()).values()
            if row.is_accepted_by_buyers
        ],
    }
    return render(request, "shop/trade_accept.html", context, status=422 if form.errors else 200)


def _order(request: HttpRequest, found: SourcingRequest, quote: TradeQuote, form: AcceptForm) -> Order | None:
    """Order what the page has shown: another quote than that one is not taken for it."""
    try:
        if request.POST.get("quote") != str(quote.pk):
            raise RefusedError(Why.STALE)
        return accept_quote(
            quote,
            entries=form.entries_with(lambda: accepted_versions(timezone.localdate())),
            method=form.cleaned_data["method"],
            lang=get_language() or "fr",
            actor=actor_of(request),
        )
    except RefusedError as refusal:
        form.add_error(None, sentence_for(refusal))
        return None


def _onward(request: HttpRequest, order: Order) -> HttpResponse:
    """Lead to the payment of the advance, or to how it is transferred."""
    payment = awaited_payment(order)
    if payment is None or order.status != OrderStatus.DRAFT:
        return see_other("shop:order", order.token)
    try:
        step = start(order, payment, way_back(order))
    except UnreachableError:
        messages.warning(request, not_now())
        return see_other("shop:order", order.token)
    return see_other(step.url) if step.kind is StepKind.REDIRECT else see_other("shop:order", order.token)


def _ordered(found: SourcingRequest, quote: str) -> Order | None:
    """Return the order that the named quote has become, if it has."""
    return next(
        (row.order for row in found.quotes.all() if str(row.pk) == quote and row.order is not None), None
    )
