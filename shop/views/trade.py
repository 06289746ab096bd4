"""Buying for others: an organisation applies, sends requests, and reads what became of each."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.actors import Actor
from producers.responses import owner_page
from shop.actions.request_photos import add_pictures, take_picture_away
from shop.actions.sourcing import close_request, send_request
from shop.actions.trade_buyers import apply_to_buy
from shop.actions.trade_quotes import decline_quote
from shop.domain.errors import RefusedError, Why
from shop.domain.states import IllegalMoveError
from shop.domain.trade_quotes import MOST_PICTURES
from shop.domain.trade_states import TradeBuyerStatus
from shop.forms.trade import PicturesForm, RequestForm, TradeBuyerForm, picture_sentence
from shop.models import SourcingRequest
from shop.picture_answers import picture_of
from shop.reading.trade import (
    PER_PAGE,
    buyer_of,
    open_quote,
    quote_shown,
    request_of,
    request_shown,
    requests_of,
)
from shop.refusal_words import sentence_for
from shop.views.steps import see_other

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


@owner_page
@require_safe
def trade(request: HttpRequest) -> HttpResponse:
    """Say how the organisation stands, and list its requests, twenty at a time."""
    buyer, lang = buyer_of(request.user), get_language() or "fr"
    page = Paginator(requests_of(request.user), PER_PAGE).get_page(request.GET.get("page"))
    rows = [
        {
            "shown": request_shown(row, lang),
            "open_quotes": row.open_quotes,  # type: ignore[attr-defined]  # annotated
        }
        for row in page
    ]
    context = {"buyer": buyer, "rows": rows, "page": page}
    return render(request, "shop/trade.html", context)


@owner_page
@GET_OR_POST
def apply(request: HttpRequest) -> HttpResponse:
    """Take what an organisation says of itself; one that waits or is verified need not say it again."""
    buyer = buyer_of(request.user)
    if buyer is not None and buyer.status != TradeBuyerStatus.REFUSED:
        return see_other("shop:trade")
    typed = request.POST if request.method == "POST" else None
    form = TradeBuyerForm(typed, initial={"email": getattr(request.user, "email", "")})
    if typed is not None and form.is_valid():
        try:
            apply_to_buy(request.user, form.application(), actor=actor_of(request))
        except RefusedError:  # sent twice: it is there
            return see_other("shop:trade")
        messages.success(request, _("Thank you. We look at it and write to you, usually within three days."))
        return see_other("shop:trade")
    status = 422 if form.errors else 200
    return render(request, "shop/trade_apply.html", {"form": form, "buyer": buyer}, status=status)


@owner_page
@GET_OR_POST
def new_request(request: HttpRequest) -> HttpResponse:
    """Take a request from an organisation that has been verified; others are led to how they stand."""
    buyer = buyer_of(request.user)
    if buyer is None or buyer.status != TradeBuyerStatus.VERIFIED:
        return see_other("shop:trade")
    typed = request.POST if request.method == "POST" else None
    files = request.FILES if request.method == "POST" else None
    form = RequestForm(typed, files, initial={"country": buyer.country})
    if typed is not None and form.is_valid():
        try:
            sent = send_request(buyer, form.sought(), actor=actor_of(request))
            add_pictures(sent, form.cleaned_data["pictures"], actor=actor_of(request))
        except RefusedError as refusal:
            form.add_error(None, sentence_for(refusal))
        else:
            messages.success(request, _("Your request is with us. We ask the makers and send you a quote."))
            return see_other("shop:trade_request", sent.number)
    return render(request, "shop/trade_new.html", {"form": form}, status=422 if form.errors else 200)


@owner_page
@GET_OR_POST
def show_request(request: HttpRequest, number: str) -> HttpResponse:
    """Show one of her requests with its quotes; decline the open one, look for it no more, show pictures."""
    found = hers(request, number)
    error = _act(request, found) if request.method == "POST" else ""
    if request.method == "POST" and not error:
        return see_other("shop:trade_request", number)
    lang = get_language() or "fr"
    if error:
        found = hers(request, number)
    context = {
        "request_": request_shown(found, lang),
        "quotes": [quote_shown(quote, lang) for quote in found.quotes.all()],
        "pictures": list(found.photos.all()),
        "pictures_form": PicturesForm(),
        "most_pictures": MOST_PICTURES,
        "error": error,
    }
    return render(request, "shop/trade_request.html", context, status=422 if error else 200)


@owner_page
@require_safe
def show_picture(request: HttpRequest, number: str, pk: int) -> FileResponse:
    """Give out a picture of one of her requests, ``?small=1`` a small one."""
    return picture_of(hers(request, number), pk, request)


def _act(request: HttpRequest, found: SourcingRequest) -> str:
    """Do what was pressed; return why it was refused."""
    do, quote = request.POST.get("do", ""), open_quote(found)
    if do in ("add_pictures", "take_away"):
        return _change_pictures(request, found, do)
    try:
        if do == "decline" and quote is not None:
            decline_quote(quote, reason=request.POST.get("reason", "")[:200], actor=actor_of(request))
        elif do == "close":
            close_request(found, actor=actor_of(request))
        elif do == "decline":
            return _("This quote is no longer open. Nothing was ordered.")
    except RefusedError as refusal:
        return sentence_for(refusal)
    except IllegalMoveError:  # pressed twice
        return ""
    return ""


def _change_pictures(request: HttpRequest, found: SourcingRequest, do: str) -> str:
    if do == "take_away":
        key = request.POST.get("picture", "")
        photo = found.photos.filter(pk=key).first() if key.isdecimal() and len(key) < 19 else None
        if photo is not None:
            take_picture_away(photo, actor=actor_of(request))
        return ""
    form = PicturesForm(request.POST, request.FILES)
    if not form.is_valid():
        return str(form.errors["pictures"][0])
    try:
        add_pictures(found, form.cleaned_data["pictures"], actor=actor_of(request))
    except RefusedError as refusal:
        return picture_sentence(refusal) if refusal.code is Why.BAD_FILE else sentence_for(refusal)
    return ""


def hers(request: HttpRequest, number: str) -> SourcingRequest:
    """Return her request of this number; any other is a 404."""
    found = request_of(request.user, number)
    if found is None:
        raise Http404
    return found


def actor_of(request: HttpRequest) -> Actor:
    """Return the account as the one who acts."""
    return Actor(request.user.pk, request.user.get_username())
