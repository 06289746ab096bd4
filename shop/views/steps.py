"""What every step of the checkout has in common: who may enter it, and what stands around it."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.editions.current import settled
from producers.fixed_addresses import fixed_address
from producers.prepared import planned_once
from producers.responses import private_page
from shop import conf
from shop.actions.holds import hold
from shop.domain.cards import Step as StepShown
from shop.domain.errors import RefusedError
from shop.reading.carts import cart_shown
from shop.reading.market import current_market
from shop.reading.progress import Progress, Step, read_progress
from shop.views.buyer import cart_of, order_of
from shop.views.cart_rows import totals_of

StepView = Callable[[HttpRequest, Progress], HttpResponse]
View = Callable[[HttpRequest], HttpResponseBase]
SEE_OTHER = 303


def step_page(step: Step) -> Callable[[StepView], View]:
    """Open a view to carts that have come as far as ``step``; the others are led where they can go on."""

    def decorate(view: StepView) -> View:
        @private_page
        @require_http_methods(["GET", "HEAD", "POST"])
        @planned_once
        @wraps(view)
        def answer(request: HttpRequest) -> HttpResponse:
            found = enter(request)
            if isinstance(found, HttpResponse):
                return found
            if found.quoted.problems:
                messages.warning(request, _("Something in your cart has changed. Please look at each line."))
                return see_other("shop:cart")
            return view(request, found) if found.is_before(step) else see_other(address_of(found.first_open))

        return answer

    return decorate


def enter(request: HttpRequest) -> Progress | HttpResponse:
    """Return the visitor's checkout with its pieces kept for her, or the way to her order or her cart."""
    found = look(request)
    if isinstance(found, HttpResponse):
        return found
    try:
        return _kept(found)
    except RefusedError:  # it has become an order in between
        return see_other("shop:checkout")


def look(request: HttpRequest) -> Progress | HttpResponse:
    """Return the visitor's checkout as it is, or the way to her order or her cart."""
    # The open cart first: when another tab orders in between, the second look finds its order.
    cart = cart_of(request)
    if cart is None:
        return to_order_or_cart(request)
    with settled():
        progress = read_progress(cart, current_market(request))
    return progress if progress.quoted.lines else see_other("shop:cart")


def to_order_or_cart(request: HttpRequest) -> HttpResponse:
    """Lead somebody without an open cart to the order that it has become, or to the empty cart."""
    ordered = order_of(request)
    return see_other("shop:order", ordered.order.token) if ordered else see_other("shop:cart")


def _kept(progress: Progress) -> Progress:
    """Keep the pieces for her, unless they are kept for long enough. Raises ``CLOSED``."""
    cart, quoted, attempt = progress.cart, progress.quoted, progress.cart.attempt
    if quoted.keeps_until(timezone.now() + conf.hold_time() / 2):
        return progress
    short = {line.variant for line in hold(cart, quoted.market)}
    is_same = cart.attempt == attempt and short == set(quoted.problems)
    return progress if is_same else read_progress(cart, quoted.market)


def onward(request: HttpRequest) -> HttpResponse:
    """Lead to the first step that is not filled."""
    found = look(request)
    return found if isinstance(found, HttpResponse) else see_other(address_of(found.first_open))


def see_other(to: str, *args: str) -> HttpResponse:
    """Send on with 303, so that nothing is sent twice."""
    response = HttpResponseRedirect(to) if to.startswith("/") else redirect(to, *args)
    response.status_code = SEE_OTHER
    return response


def address_of(step: Step) -> str:
    """Return the address of a step."""
    return fixed_address(f"shop:checkout_{step.value}")


def show_step(
    request: HttpRequest, step: Step, progress: Progress, *, status: int = 200, **context: Any
) -> HttpResponse:
    """Answer with a step's page: its own context, the steps and the sums around it."""
    shown = context.get("cart") or cart_shown(progress.cart, progress.quoted, get_language() or "fr")
    around = {
        "cart": shown,
        "cart_count": shown.pieces,
        "rows": totals_of(shown),
        "steps": steps_shown(progress, step),
    }
    return render(request, f"shop/checkout_{step.value}.html", around | context, status=status)


def steps_shown(progress: Progress, current: Step) -> tuple[StepShown, ...]:
    """Return the steps for the element that shows them; those that can be gone to have an address."""
    return tuple(
        StepShown(
            number,
            _label(step, needs_delivery=progress.quoted.needs_delivery),
            "current" if step is current else "done" if progress.is_filled(step) else "ahead",
            address_of(step) if progress.is_before(step) else "",
        )
        for number, step in enumerate(progress.steps, 1)
    )


def _label(step: Step, *, needs_delivery: bool) -> str:
    labels = {
        Step.ADDRESS: _("Address") if needs_delivery else _("Contact"),
        Step.DELIVERY: _("Delivery"),
        Step.PAYMENT: _("Payment"),
        Step.REVIEW: _("Check"),
    }
    return labels[step]
