"""What shops and networks look for, and whether she can make it: she answers, or who helps her."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.access import for_actor
from producers.domain.dates import date_written
from producers.domain.grants import Permission
from producers.domain.shown import shown
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.portal.tasks import Today, add_today
from producers.prompts.known import Prompt, add_prompts
from shop.actions.sourcing import say_can, say_cannot
from shop.domain.countries import country_name
from shop.domain.errors import RefusedError
from shop.domain.price_helper import AmountError, read_price
from shop.domain.trade_quotes import MOST_PIECES
from shop.models import SourcingAsk
from shop.picture_answers import picture_of
from shop.portal.sketch_words import amount_words
from shop.reading.cards import money_shown
from shop.reading.price_help import home_market
from shop.refusal_words import sentence_for

MOST_SHOWN = 50
MONTHS = (30, 60, 90)


@portal_page(needs=Permission.SEE_ORDERS)
@require_safe
def list_asks(request: HttpRequest) -> HttpResponse:
    """List what she was asked and nobody has closed, what waits for her first."""
    lang = get_language() or "fr"
    rows = [_shown(row, lang) for row in _open(request).order_by("answered_at", "pk")[:MOST_SHOWN]]
    rows.sort(key=lambda row: row["status"] != "asked")
    return render(request, "shop/portal/asks.html", {"rows": rows})


@portal_page(needs=Permission.SEE_ORDERS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def show_ask(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Show what is looked for; posted to, she cannot make it."""
    ask, acting = _hers(request, pk), acting_in(request)
    may_answer = acting.allows(Permission.MANAGE_ORDERS)
    if request.method == "POST":
        if not may_answer:
            raise Http404
        try:
            say_cannot(ask, actor=acting.actor)
        except RefusedError as refusal:
            return _one(request, ask, sentence_for(refusal))
        return redirect("shop_portal:asks")
    return _one(request, ask)


@portal_page(needs=Permission.MANAGE_ORDERS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def say_yes(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take down how many she can make, from when, and what she wants for one."""
    ask, errors = _hers(request, pk), {}
    if request.method == "POST":
        errors = _answered(request, ask)
        if not errors:
            return redirect("shop_portal:ask", pk)
    lang = get_language() or "fr"
    typed = request.POST if request.method == "POST" else {}
    days = _days(ask)
    context = {
        "ask": _shown(ask, lang),
        "errors": errors,
        "quantity": typed.get("quantity", ask.quantity or ask.request.quantity),
        "price": typed.get("amount", ask.price.amount if ask.price is not None else ""),
        "currency": home_currency(),
        "days": [(day.isoformat(), date_written(day, lang)) for day in days],
        "day": typed.get("day", ask.ready_on.isoformat() if ask.ready_on in days else ""),
    }
    return render(request, "shop/portal/ask_can.html", context, status=422 if errors else 200)


@portal_page(needs=Permission.SEE_ORDERS)
@require_safe
def show_picture(request: HttpRequest, pk: int, picture: int) -> FileResponse:
    """Give out a picture of what she was asked for, ``?small=1`` a small one."""
    return picture_of(_hers(request, pk).request, picture, request)


def _answered(request: HttpRequest, ask: SourcingAsk) -> dict[str, str]:
    """Keep her answer; return by field why it was not."""
    typed, errors = request.POST, {}
    pieces = typed.get("quantity", "").strip()
    quantity = int(pieces) if pieces.isdecimal() and len(pieces) < 7 else 0
    if not 0 < quantity <= MOST_PIECES:
        errors["quantity"] = _("Write how many, as a number.")
    days = {day.isoformat(): day for day in _days(ask)}
    day = days.get(typed.get("day", ""))
    if day is None:
        errors["day"] = _("Touch a day.")
    try:
        price = read_price(typed.get("amount", ""), str(home_market().currency))
    except AmountError as wrong:
        errors["amount"] = amount_words(wrong.fault)
    if errors or day is None:
        return errors
    try:
        say_can(ask, quantity=quantity, price=price, ready_on=day, actor=acting_in(request).actor)
    except RefusedError as refusal:
        return {"all": sentence_for(refusal)}
    return {}


def _one(request: HttpRequest, ask: SourcingAsk, error: str = "") -> HttpResponse:
    context = {
        "ask": _shown(ask, get_language() or "fr"),
        "pictures": list(ask.request.photos.all()),
        "may_answer": acting_in(request).allows(Permission.MANAGE_ORDERS) and ask.request.status == "open",
        "error": error,
    }
    return render(request, "shop/portal/ask.html", context, status=422 if error else 200)


def _mine(request: HttpRequest) -> QuerySet[SourcingAsk]:
    rows = for_actor(SourcingAsk.objects.all(), request.user)
    return rows.filter(producer=acting_in(request).organisation).select_related(
        "request__category", "request__buyer"
    )


def _open(request: HttpRequest) -> QuerySet[SourcingAsk]:
    return _mine(request).filter(request__status="open")


def _hers(request: HttpRequest, pk: int) -> SourcingAsk:
    found = _mine(request).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def _days(ask: SourcingAsk) -> list[date]:
    """Return the days that she may touch: in one, two or three months, and the day wanted."""
    today = timezone.localdate()
    days = {today + timedelta(days=days) for days in MONTHS} | {ask.request.wanted_by}
    return sorted(day for day in days if day > today)


def _shown(ask: SourcingAsk, lang: str) -> dict[str, Any]:
    """Return what she is told: who buys is a name and a country, no way to reach them."""
    wanted = ask.request
    return {
        "pk": ask.pk,
        "status": ask.status,
        "quantity": wanted.quantity,
        "category": shown(wanted.category.name, lang),
        "what": wanted.what,
        "wanted_by": date_written(wanted.wanted_by, lang),
        "buyer": wanted.buyer.name,
        "country": country_name(wanted.country, lang),
        "hers": ask.quantity,
        "price": money_shown(ask.price, lang) if ask.price is not None else None,
        "ready_on": date_written(ask.ready_on, lang) if ask.ready_on else "",
    }


def home_currency() -> str:
    """Return the currency in which she names her price."""
    return str(home_market().currency)


def asks_today(acting: Acting) -> Iterable[Today]:
    """Say how many shops wait for her answer."""
    if not acting.allows(Permission.SEE_ORDERS):
        return
    rows = SourcingAsk.objects.filter(producer=acting.organisation, status="asked", request__status="open")
    if count := rows.count():
        text = ngettext("%(count)d shop asks you", "%(count)d shops ask you", count)
        yield Today(text % {"count": count}, "people", reverse("shop_portal:asks"), 2)


def register_sourcing() -> None:
    """Put it among what is to do today, with its prompts; for ``AppConfig.ready``."""
    add_today(asks_today)
    add_prompts(
        Prompt("asks", "people", gettext_lazy("Shops and networks look for these things. Touch one.")),
        Prompt(
            "ask",
            "help",
            gettext_lazy(
                "A shop looks for this. If you can make it, touch the big button; if not, the other."
            ),
        ),
        Prompt(
            "ask.can",
            "edit",
            gettext_lazy(
                "Write how many you can make, and what you want to receive for one. Touch the day on which "
                "they are ready. Then touch the big button."
            ),
        ),
    )
