"""The cart: what is in it, what changed, and the way to the checkout."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from producers.prepared import planned_once
from producers.responses import private_page
from shop.actions import carts
from shop.checkout_words import closed_texts
from shop.domain.errors import RefusedError, Why
from shop.domain.quantities import QuantityError, parse_quantity
from shop.reading.carts import cart_breakdowns, cart_shown
from shop.reading.market import current_market
from shop.reading.quote import quote
from shop.refusal_words import sentence, sentence_for
from shop.views.buyer import cart_for, cart_of
from shop.views.cart_rows import groups_of, totals_of
from shop.views.open_forms import open_form


@private_page
@require_safe
@planned_once
def cart(request: HttpRequest) -> HttpResponse:
    """Show the cart by producer, with all costs and whatever has to be explained."""
    return show_cart(request)


@open_form
@private_page
@require_POST
@planned_once
def add(request: HttpRequest) -> HttpResponse:
    """Put an offer into the cart; what is refused is explained on the cart's page, with nothing changed."""
    try:
        quantity = parse_quantity(request.POST.get("quantity", "1"))
        carts.add(
            cart_for(request), _number(request.POST.get("variant", "")), quantity, current_market(request)
        )
    except (RefusedError, QuantityError) as refusal:
        return show_cart(request, error=_sentence(refusal), status=422)
    messages.success(request, _("It is in your cart."))
    return redirect("shop:cart")


@private_page
@require_POST
def line(request: HttpRequest) -> HttpResponse:
    """Change or remove one line."""
    own, pk = cart_of(request), _number(request.POST.get("line", ""))
    if own is None:
        return redirect("shop:cart")
    try:
        if request.POST.get("do") == "remove":
            carts.remove(own, pk)
        else:
            carts.change(own, pk, _quantity(request), current_market(request))
    except (RefusedError, QuantityError) as refusal:
        return show_cart(request, error=_sentence(refusal), status=422)
    return redirect("shop:cart")


@private_page
@require_POST
def accept(request: HttpRequest) -> HttpResponse:
    """Take over what has changed, as the page explained it."""
    own = cart_of(request)
    if own is not None:
        carts.accept_changes(own, current_market(request))
    return redirect("shop:cart")


def show_cart(request: HttpRequest, *, error: str = "", status: int = 200) -> HttpResponse:
    """Answer with the cart's page; ``error`` says what was refused."""
    own, lang = cart_of(request), get_language() or "fr"
    quoted = quote(own, current_market(request)) if own else None
    if own is None or quoted is None or not quoted.lines:
        return render(request, "shop/cart.html", {"error": error}, status=status)
    shown = cart_shown(own, quoted, lang)
    context = {
        "cart": shown,
        "cart_count": shown.pieces,
        "groups": groups_of(shown, cart_breakdowns(quoted, lang)),
        "rows": totals_of(shown),
        "closed": closed_texts(shown.reasons),
        "error": error,
    }
    return render(request, "shop/cart.html", context, status=status)


def _quantity(request: HttpRequest) -> int:
    typed = request.POST.get("quantity", "").strip()
    return 0 if typed == "0" else parse_quantity(typed)


def _number(text: str) -> int:
    """Read a row's number; whatever is none names no row."""
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 19 else 0


def _sentence(refusal: RefusedError | QuantityError) -> str:
    return sentence_for(refusal) if isinstance(refusal, RefusedError) else sentence(Why.BAD_QUANTITY)
