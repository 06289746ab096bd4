"""My products: her list, and what she does with each of them at once."""

from collections.abc import Callable
from datetime import date, timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe
from moneyed import Money

from producers.domain.grants import Permission
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import conflict, is_from_queue, sent_once
from producers.portal.spoken import say_screen
from shop.actions.away import set_away
from shop.actions.own_products import pause, put_back, sell_again, take_away
from shop.actions.own_stock import REASONS, count
from shop.actions.prices import set_price
from shop.actions.sketches import begin_change
from shop.domain.price_helper import AmountError, read_price
from shop.domain.sketch_errors import SketchError, SketchFault
from shop.models import Product
from shop.portal.screens import find_product, language
from shop.portal.sketch_words import amount_words, fault_words
from shop.reading.cards import money_shown
from shop.reading.own_products import count_of, main_variant, own_product, own_products, price_of
from shop.reading.price_help import currency_written, gets_for, home_market

METHODS = ["GET", "HEAD", "POST"]
LONGEST_AWAY = 365
AWAY_DAYS = (7, 14, 30)
MOVES: dict[str, Callable[..., Product]] = {
    "pause": pause,
    "sell": sell_again,
    "take_away": take_away,
    "put_back": put_back,
}
BIGGEST = 18  # digits of a number of the database


@portal_page(needs=Permission.MANAGE_STOCK)
@require_safe
def products(request: HttpRequest) -> HttpResponse:
    """Show all her products as cards."""
    maker = acting_in(request).organisation
    context = {"products": own_products(maker, language()), "away_until": _away(maker.away_until)}
    return render(request, "shop/portal/products/list.html", context)


@portal_page(needs=Permission.MANAGE_STOCK)
@sent_once
@require_http_methods(METHODS)
def product(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one product and count it, pause it, take it away or put it back."""
    found = find_product(request, pk)
    if request.method != "POST":
        return _screen(request, found)
    do = request.POST.get("do", "")
    try:
        if do in REASONS:
            return _count(request, found, do)
        if do in MOVES and acting_in(request).allows(Permission.MANAGE_PRODUCTS):
            MOVES[do](found, actor=acting_in(request).actor)
            return redirect("shop_portal:product", pk)
    except SketchError as error:
        return _screen(request, found, error=fault_words(error), status=422)
    return _screen(request, found, error=_("Touch one of the buttons."), status=422)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@sent_once
@require_http_methods(METHODS)
def voice(request: HttpRequest, pk: int) -> HttpResponse:
    """Have her say something about a product of hers."""
    return say_screen(request, find_product(request, pk), back=reverse("shop_portal:product", args=[pk]))


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_safe
def ask_take_away(request: HttpRequest, pk: int) -> HttpResponse:
    """Show what will go before it goes."""
    found = find_product(request, pk)
    return render(request, "shop/portal/products/take_away.html", {"card": own_product(found, language())})


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@sent_once
@require_http_methods(METHODS)
def change_price(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the price: it holds at once, and is written down."""
    found, market = find_product(request, pk), home_market()
    variant = main_variant(found)
    if variant is None:
        return redirect("shop_portal:product", pk)
    error, typed = "", request.POST.get("amount", "")
    if request.method == "POST":
        try:
            price = read_price(typed, market.currency)
        except AmountError as wrong:
            error = amount_words(wrong.fault)
        else:
            there = price_of(found)
            if is_from_queue(request) and there and _has_changed(request, there, price):
                return _price_met(request, found, price, there)
            if request.POST.get("do") != "look":
                set_price(variant, price, actor=acting_in(request).actor, reason="by its maker")
                return redirect("shop_portal:product", pk)
    context = {"card": own_product(found, language()), "error": error, "typed": typed}
    context["seen"] = request.POST.get("seen", str(price_of(found) or ""))
    context["currency"] = currency_written(market, language())
    context |= _gets(found, typed, market.currency)
    return render(request, "shop/portal/products/price.html", context, status=422 if error else 200)


@portal_page(needs=Permission.MANAGE_PRODUCTS)
@require_http_methods(METHODS)
def change_words(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin new words and photos; what buyers see stays until somebody has checked them."""
    found = find_product(request, pk)
    if request.method != "POST":
        return redirect("shop_portal:product", pk)
    sketch = begin_change(found, actor=acting_in(request).actor, language=language())
    return redirect("shop_portal:add_photos", sketch.key)


@portal_page(needs=Permission.MANAGE_STOCK)
@sent_once
@require_http_methods(METHODS)
def away(request: HttpRequest) -> HttpResponse:
    """Say until when nothing can be bought; the pages stay."""
    acting, today, error = acting_in(request), timezone.localdate(), ""
    if request.method == "POST":
        if request.POST.get("do") == "back":
            set_away(acting.organisation, None, actor=acting.actor)
            return redirect("shop_portal:products")
        until = _until(request, today)
        if until is not None:
            set_away(acting.organisation, until, actor=acting.actor)
            return redirect("shop_portal:products")
        error = _("Choose a day from today to a year from now.")
    context = {
        "away_until": _away(acting.organisation.away_until),
        "days": [(days, today + timedelta(days=days)) for days in AWAY_DAYS],
        "today": today,
        "last": today + timedelta(days=LONGEST_AWAY),
        "error": error,
    }
    return render(request, "shop/portal/products/away.html", context, status=422 if error else 200)


def _until(request: HttpRequest, today: date) -> date | None:
    days = request.POST.get("days", "")
    if days in {str(known) for known in AWAY_DAYS}:
        return today + timedelta(days=int(days))
    try:
        until = date.fromisoformat(request.POST.get("until", "")[:10])
    except ValueError:
        return None
    return until if today <= until <= today + timedelta(days=LONGEST_AWAY) else None


def _count(request: HttpRequest, found: Product, reason: str) -> HttpResponse:
    variant, seen = main_variant(found), request.POST.get("seen", "")
    if variant is None or not seen.isdecimal() or len(seen) > BIGGEST:
        return _screen(request, found, error=_("Touch again."), status=422)
    try:
        count(variant, reason, seen=int(seen), actor=acting_in(request).actor)
    except SketchError as error:
        # A second tap on the screen is told the number; what waited on a phone is shown beside it.
        if error.fault is not SketchFault.CHANGED or not is_from_queue(request):
            raise
        return _met(request, found, int(seen) + REASONS[reason], int(str(error.facts["on_hand"])))
    return redirect("shop_portal:product", found.pk)


def _met(request: HttpRequest, found: Product, mine: int, there: int) -> HttpResponse:
    """Show both counts: hers, and the one that somebody else wrote, or that a sale has left, meanwhile."""
    label, name = _("Pieces with you"), own_product(found, language()).name.text
    change = (_("What you said"), _("One more") if REASONS[request.POST["do"]] > 0 else _("One less"))
    return conflict(
        request,
        title=name,
        mine=[change, (label, str(mine))],
        theirs=[(label, str(there))],
        seen=str(there),
    )


def _has_changed(request: HttpRequest, there: Money, mine: Money) -> bool:
    """Say whether the price is another than the one that she saw, and than the one that she wants."""
    return request.POST.get("seen") not in {None, "", str(there)} and there != mine


def _price_met(request: HttpRequest, found: Product, mine: Money, there: Money) -> HttpResponse:
    """Show both prices: the one that waited on the phone, and the one that somebody else set meanwhile."""
    label, name = _("Price"), own_product(found, language()).name.text
    hers, theirs = [(label, money_shown(one, language()).text) for one in (mine, there)]
    return conflict(request, title=name, mine=[hers], theirs=[theirs], seen=str(there))


def _screen(request: HttpRequest, found: Product, *, error: str = "", status: int = 200) -> HttpResponse:
    variant = main_variant(found)
    context = {
        "card": own_product(found, language()),
        "seen": count_of(variant) if variant else 0,
        "may_change": acting_in(request).allows(Permission.MANAGE_PRODUCTS),
        "error": error,
    }
    return render(request, "shop/portal/products/one.html", context, status=status)


def _gets(found: Product, typed: str, currency: str) -> dict[str, object]:
    try:
        price = read_price(typed, currency)
    except AmountError:
        return {}
    return {"gets": money_shown(gets_for(found.producer, found.category, home_market())(price), language())}


def _away(until: date | None) -> date | None:
    return until if until and until >= timezone.localdate() else None
