"""The trade desk: what is looked for, who may make it and why, whom we asked, and the quote."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.domain.shown import shown
from producers.models import Organisation
from shop.actions.sourcing import ask_makers, close_request
from shop.actions.trade_quotes import send_quote
from shop.domain.countries import country_name
from shop.domain.errors import RefusedError
from shop.domain.money import from_minor
from shop.domain.states import IllegalMoveError
from shop.domain.trade_states import AskStatus
from shop.models import SourcingAsk, SourcingPhoto, SourcingRequest
from shop.office.access import actor_of, operators_only
from shop.office.acting import refusal_of
from shop.office.doing import acts_on
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.office.trade_forms import QuoteForm, RequestFilter
from shop.office.trade_words import DOUBTS, MATCHES
from shop.reading.trade import quote_shown, quotes_read
from shop.reading.trade_board import board_of
from shop.reading.trade_desk import asks_of, desk
from shop.reading.trade_matches import MakerMatch, matches_for, variants_like
from shop.reading.trade_quotes import Priced, price_up
from shop.refusal_words import sentence_for

MOST_SHOWN = 50


@operators_only
@require_safe
def list_requests(request: HttpRequest) -> HttpResponse:
    """List what trade buyers look for, and what each waits for."""
    form = RequestFilter(request.GET)
    headings = [
        _("Number"),
        _("Buyer"),
        _("Category"),
        _("Pieces"),
        _("Wanted by"),
        _("Makers who can"),
        _("What it waits for"),
    ]
    listing = Listing(_("Trade desk"), "group", headings, _cells)
    return show_list(request, listing, desk(form.asked), form)


@operators_only
@require_safe
def show_request(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one request: who may make it, whom we asked, the quotes."""
    return _page(request, _request(pk))


@operators_only
@require_safe
def show_picture(request: HttpRequest, pk: int) -> FileResponse:
    """Give out a picture of a request."""
    row = get_object_or_404(SourcingPhoto, pk=pk)
    return FileResponse(row.file.open("rb"), content_type="image/jpeg")


@operators_only
@require_POST
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the makers who were ticked."""
    found = _request(pk)
    keys = [key for key in request.POST.getlist("maker") if key.isdecimal() and len(key) < 19]
    chosen = list(Organisation.objects.selling().filter(pk__in=keys))
    refused = refusal_of(lambda: ask_makers(found, chosen, actor=actor_of(request)))
    if refused:
        return _page(request, found, error=refused)
    messages.success(request, _("Done and written down."))
    return redirect("shop_office:sourcing_request", pk)


@operators_only
@require_POST
def close(request: HttpRequest, pk: int) -> HttpResponse:
    """Look for it no more."""
    found = _request(pk)
    try:
        close_request(found, actor=actor_of(request), reason=request.POST.get("reason", "")[:200])
    except RefusedError as refusal:
        return _page(request, found, error=sentence_for(refusal))
    except IllegalMoveError:
        return redirect("shop_office:sourcing_request", pk)
    messages.success(request, _("Done and written down."))
    return redirect("shop_office:sourcing_request", pk)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def quote(request: HttpRequest, pk: int) -> HttpResponse:
    """First look what a quote comes to and what each maker gets, then send it."""
    found = _request(pk)
    asks = [row for row in asks_of(found) if row.status == AskStatus.CAN]
    typed = request.POST if request.method == "POST" else None
    form = QuoteForm(
        typed,
        asks=asks,
        variants=variants_like(row.producer_id for row in asks),
        currency=str(found.market.currency),
    )
    priced: Priced | None = None
    if typed is not None and form.is_valid():
        try:
            terms = form.terms()
            if typed.get("do") == "send":
                send_quote(found, form.offered(), actor=actor_of(request), **terms)
                messages.success(request, _("The quote is sent."))
                return redirect("shop_office:sourcing_request", pk)
            priced = price_up(found, form.offered(), delivery=terms["delivery"], percent=terms["percent"])
        except RefusedError as refusal:
            form.add_error(None, _refused(refusal))
    context = {
        "page_title": _("Quote for %(number)s") % {"number": apart(found.number)},
        "header_icon": "tag",
        "row": found,
        "asks": [_ask(row) for row in asks],
        "form": form,
        "priced": _priced(priced) if priced else None,
    }
    return render(request, "shop/office/trade_quote.html", context, status=422 if form.errors else 200)


def _refused(refusal: RefusedError) -> str:
    """Say what a quote was refused for; amounts as they are read here."""
    facts: Any = {
        name: money_here(value) if name in ("gets", "wants") else value  # type: ignore[arg-type]  # money
        for name, value in refusal.facts.items()
    }
    return sentence_for(RefusedError(refusal.code, **facts))


def _request(pk: int) -> SourcingRequest:
    rows = SourcingRequest.objects.select_related("buyer", "category", "market", "craft")
    found: SourcingRequest = get_object_or_404(rows.prefetch_related("labels", quotes_read()), pk=pk)
    return found


def _page(request: HttpRequest, found: SourcingRequest, *, error: str = "") -> HttpResponse:
    lang = get_language() or "fr"
    asks = asks_of(found)
    asked = {row.producer_id for row in asks}
    is_open = found.status == SourcingRequest.Status.OPEN
    ordered = next((row.order for row in found.quotes.all() if row.order is not None), None)
    matches = [row for row in matches_for(found) if row.producer.pk not in asked] if is_open else []
    context = {
        "page_title": _("Request %(number)s") % {"number": apart(found.number)},
        "header_icon": "group",
        "row": found,
        "category": shown(found.category.name, lang).text,
        "craft": shown(found.craft.name, lang).text if found.craft else "",
        "where": f"{found.town}, {country_name(found.country, lang)}",
        "target": money_here(found.target) if found.target is not None else "",
        "labels": ", ".join(shown(label.name, lang).text for label in found.labels.all()),
        "pictures": list(found.photos.all()),
        "asks": [_ask(row) for row in asks],
        "may_quote": is_open and any(row.status == AskStatus.CAN for row in asks),
        "matches": [_match(row, lang) for row in matches[:MOST_SHOWN]],
        "quotes": [quote_shown(row, lang) for row in found.quotes.all()],
        "board": board_of(ordered, lang) if ordered is not None else [],
        "ordered": ordered,
        "is_open": is_open,
        "acts": acts_on(["sourcingrequest"], found.pk),
        "error": error,
    }
    return render(request, "shop/office/sourcing.html", context, status=422 if error else 200)


def _ask(row: SourcingAsk) -> dict[str, object]:
    maker = row.producer
    return {
        "pk": row.pk,
        "maker": shown(maker.name, get_language() or "fr", maker.original_language).text,
        "maker_pk": maker.pk,
        "status": row.get_status_display(),
        "quantity": row.quantity or "",
        "price": money_here(row.price) if row.price is not None else "",
        "ready_on": date_format(row.ready_on, "SHORT_DATE_FORMAT") if row.ready_on else "",
    }


def _match(row: MakerMatch, lang: str) -> dict[str, object]:
    maker, ranked = row.producer, row.ranked
    return {
        "pk": maker.pk,
        "maker": shown(maker.name, lang, maker.original_language).text,
        "score": ranked.score,
        "pieces": "" if ranked.pieces is None else ranked.pieces,
        "per_month": "" if ranked.per_month is None else ranked.per_month,
        "for": [MATCHES[one] for one in ranked.matches],
        "against": [DOUBTS[one] for one in ranked.doubts],
    }


def _priced(priced: Priced) -> dict[str, object]:
    def money(amount: int) -> str:
        return money_here(from_minor(amount, priced.currency))

    return {
        "lines": [
            {
                "quantity": line.offered.quantity,
                "sku": line.offered.variant.sku,
                "total": money(line.total),
                "maker": money(line.maker),
                "fees": [(str(fee.kind.value), money(fee.total)) for fee in line.fees],
                "tax": money(line.tax.amount),
            }
            for line in priced.lines
        ],
        "total": money(priced.sums.total),
        "delivery": money(priced.sums.delivery),
        "advance": money(priced.sums.advance),
        "balance": money(priced.sums.balance),
    }


def _cells(row: Any) -> list[Cell]:
    lang = get_language() or "fr"
    return [
        Cell(row.number, reverse("shop_office:sourcing_request", args=[row.pk])),
        Cell(row.buyer.name, reverse("shop_office:trade_buyer", args=[row.buyer_id])),
        Cell(shown(row.category.name, lang).text),
        Cell(str(row.quantity)),
        Cell(date_format(row.wanted_by, "SHORT_DATE_FORMAT")),
        Cell(str(row.can)),
        Cell(_waits(row)),
    ]


def _waits(row: Any) -> str:
    if row.is_ordered:
        return _("ordered")
    if row.status != SourcingRequest.Status.OPEN:
        return str(row.get_status_display())
    if row.is_quoted:
        return _("waits for the buyer")
    if row.can:
        return _("waits for a quote")
    return _("waits for makers") if row.is_asked else _("nobody asked yet")
