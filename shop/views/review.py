"""The last step: everything once more, and the press that orders."""

import hmac
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods
from moneyed import Money

from producers.editions.current import settled
from producers.prepared import planned_once
from producers.responses import private_page
from shop.actions.complete import Completion, complete
from shop.actions.fill_in import fill_in
from shop.checkout_words import method_detail, method_text, mode_text
from shop.domain.addresses import address_lines
from shop.domain.checkout import checkout_from
from shop.domain.contact import phone_written
from shop.domain.errors import RefusedError, Why
from shop.domain.money import from_minor
from shop.gateways.base import StepKind, UnreachableError
from shop.models import Cart
from shop.reading.carts import cart_shown
from shop.reading.legal import LegalShown, accepted_versions, in_force, legal_shown
from shop.reading.market import current_market
from shop.reading.progress import Progress, Step, read_progress
from shop.reading.quote import quote
from shop.refusal_words import sentence_for
from shop.views.buyer import cart_of, order_of
from shop.views.cart import show_cart
from shop.views.cart_rows import groups_of
from shop.views.paying import leads_out
from shop.views.steps import address_of, onward, see_other, show_step, step_page, to_order_or_cart
from shop.way_back import not_now, way_back

LINES = frozenset({Why.SHORT, Why.LINES_CHANGED, Why.EMPTY})
LONGEST_SUM = 18
TICKED = {Why.TEXTS_NOT_ACCEPTED: "accept", Why.DATE_NOT_AGREED: "agreed"}
MENDED_AT = {
    Why.CONTACT: Step.ADDRESS,
    Why.ADDRESS: Step.ADDRESS,
    Why.DELIVERY_CLOSED: Step.DELIVERY,
    Why.METHOD_NOT_OFFERED: Step.PAYMENT,
}


@leads_out
@private_page
@require_http_methods(["GET", "HEAD", "POST"])
@planned_once
def review(request: HttpRequest) -> HttpResponseBase:
    """Show everything once more, or order it."""
    return _place(request) if request.method == "POST" else _look(request)


@step_page(Step.REVIEW)
def _look(request: HttpRequest, progress: Progress) -> HttpResponse:
    return _show(request, progress)


def _place(request: HttpRequest) -> HttpResponse:
    cart = cart_of(request)
    if cart is None:
        return to_order_or_cart(request)
    try:
        done = _order(request, cart)
    except RefusedError as refusal:
        return _refused(request, cart, refusal)
    except UnreachableError:  # the order waits with everything in it: she tries again or pays otherwise
        messages.warning(request, not_now())
        ordered = order_of(request)
        return see_other("shop:order", ordered.order.token) if ordered else onward(request)
    if done.step.kind is StepKind.REDIRECT:
        return see_other(done.step.url)
    return see_other("shop:order", done.order.token)


def _order(request: HttpRequest, cart: Cart) -> Completion:
    """Order what the page has shown: its copy of the attempt and its total are compared with today's."""
    market, attempt = current_market(request), request.POST.get("attempt", "")
    shown = _shown_total(request, str(market.currency))
    if hmac.compare_digest(attempt.encode(errors="replace"), cart.attempt.encode()):
        agreed = quote(cart, market).date_to_agree if request.POST.get("agreed") else None
        fill_in(cart, accepted=_accepted(request), agreed=agreed)
    return complete(
        cart,
        shown=shown,
        method=checkout_from(cart.checkout).method,
        attempt=attempt,
        lang=get_language() or "fr",
        return_url=way_back,
    )


def _accepted(request: HttpRequest) -> dict[str, str]:
    if not request.POST.get("accept"):
        return {}
    with settled():
        return accepted_versions(timezone.localdate())


def _texts(progress: Progress) -> list[LegalShown]:
    rows = in_force(progress.quoted.today).values()
    return [legal_shown(row, get_language() or "fr") for row in rows if row.is_accepted_by_buyers]


def _shown_total(request: HttpRequest, currency: str) -> Money:
    """Return the total that the page has shown. Raises ``TOTAL_CHANGED`` for what no page of ours sends."""
    minor, _, shown_in = request.POST.get("shown", "").partition(" ")
    if not (minor.isascii() and minor.isdecimal() and len(minor) <= LONGEST_SUM and shown_in == currency):
        raise RefusedError(Why.TOTAL_CHANGED)
    return from_minor(int(minor), currency)


def _refused(request: HttpRequest, cart: Cart, refusal: RefusedError) -> HttpResponse:
    if refusal.code is Why.CLOSED:
        order = refusal.facts.get("order")
        return see_other("shop:order", str(order)) if order else onward(request)
    if refusal.code in LINES:
        return show_cart(request, error=sentence_for(refusal), status=422)
    # What was ticked is kept by now, and other prices may hold than a moment ago.
    fresh = read_progress(cart, current_market(request))
    step = MENDED_AT.get(refusal.code)
    return _show(
        request,
        fresh,
        status=422,
        error=sentence_for(refusal),
        error_code=refusal.code.value,
        error_at=TICKED.get(refusal.code, ""),
        mend_url=address_of(step) if step else "",
        is_accepted=bool(request.POST.get("accept")),
        is_agreed=bool(request.POST.get("agreed")),
    )


def _show(request: HttpRequest, progress: Progress, *, status: int = 200, **context: Any) -> HttpResponse:
    lang, typed = get_language() or "fr", progress.quoted.checkout
    shown = cart_shown(progress.cart, progress.quoted, lang)
    answers = {
        "cart": shown,
        "groups": groups_of(shown),
        "mode_text": mode_text(shown.mode) if shown.mode else "",
        "contact": [typed.name, phone_written(typed.phone, progress.cart.country), typed.email],
        "address": address_lines(typed.address, lang) if typed.address.recipient else (),
        "typed": typed,
        "method_text": method_text(typed.method),
        "method_detail": method_detail(typed.method),
        "texts": _texts(progress),
        "urls": {step.value: address_of(step) for step in progress.steps},
    }
    return show_step(request, Step.REVIEW, progress, status=status, **(answers | context))
