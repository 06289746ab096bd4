"""The first three steps of the checkout: where to, how it is sent, how it is paid."""

from contextlib import suppress
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.responses import private_page
from shop.actions.fill_in import fill_in
from shop.actions.keep_address import ListFullError, keep_address
from shop.checkout_words import closed_texts
from shop.domain.countries import country_name, is_country
from shop.domain.country_rules import HOME
from shop.domain.delivery import Mode
from shop.domain.errors import RefusedError, Why
from shop.forms.address import AddressForm, ContactForm
from shop.forms.entered import entered, entered_from
from shop.reading.addresses import addresses_of, kept_address
from shop.reading.carts import cart_shown, whole
from shop.reading.history import last_typed
from shop.reading.progress import Progress, Step, delivered_to, gone_on
from shop.refusal_words import sentence
from shop.views.delivery_rows import asked_modes, delivery_rows, maker_rows, open_modes
from shop.views.payment_rows import payment_rows
from shop.views.steps import address_of, onward, see_other, show_step, step_page

FIRST = "first-choice"


@private_page
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """Lead to the first step that is not filled."""
    return onward(request)


@step_page(Step.ADDRESS)
def address(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Ask who buys and where it goes; ``to`` is the country whose fields are shown."""
    to = _country(request, progress)
    progress = delivered_to(progress, to)
    if request.method != "POST":
        return _show_address(
            request, progress, _form(progress, to, initial=_initial(request, progress, to)), to
        )
    chosen = request.POST.get("country", to)
    if chosen != to and is_country(chosen):
        typed = {name: value for name, value in request.POST.items() if name != "country"}
        there = delivered_to(progress, chosen)
        return _show_address(request, there, _form(there, chosen, initial=typed), chosen)
    form = _form(progress, to, data=request.POST)
    if not form.is_valid():
        return _show_address(request, progress, form, to, status=422)
    if request.POST.get("keep") and request.user.is_authenticated:
        _keep_address(request, form)
    return _keep(request, progress, **form.to_keep())


@step_page(Step.DELIVERY)
def delivery(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Ask how it is sent: each way with its days and its price."""
    if request.method != "POST":
        return _show_delivery(request, progress)
    mode, modes = request.POST.get("mode", ""), asked_modes(progress.quoted, request.POST)
    if modes is None or mode not in open_modes(whole(progress.quoted)):
        error = sentence(Why.DELIVERY_UNKNOWN)
        return _show_delivery(request, progress, status=422, error=error, error_at=FIRST)
    return _keep(request, progress, mode=Mode(mode), modes=modes)


@step_page(Step.PAYMENT)
def payment(request: HttpRequest, progress: Progress) -> HttpResponse:
    """Ask how it is paid; a way that is not possible says why."""
    if request.method != "POST":
        return _show_payment(request, progress)
    method = request.POST.get("method", "")
    way = progress.ways.get(method)
    if way is None or not way.is_offered:
        error = sentence(Why.METHOD_NOT_OFFERED) if way else _("Choose how you pay.")
        return _show_payment(request, progress, status=422, error=error, error_at=FIRST)
    return _keep(request, progress, method=method)


def _keep_address(request: HttpRequest, form: ContactForm) -> None:
    """Keep what was typed for the next time; a full list stands in nobody's way here."""
    address = form.entries().address
    if address.country:
        with suppress(ListFullError):
            keep_address(request.user, address)


def _keep(request: HttpRequest, progress: Progress, **entries: Any) -> HttpResponse:
    try:
        fill_in(progress.cart, **entries)
    except RefusedError:  # it has become an order in between
        return see_other("shop:checkout")
    return see_other(address_of(gone_on(progress).first_open))


def _initial(request: HttpRequest, progress: Progress, to: str) -> dict[str, object]:
    """Return what was typed in this checkout; before anything was, what she typed for her last order."""
    cart = progress.cart
    if "name" not in cart.checkout and request.user.is_authenticated:
        cart = last_typed(request.user) or cart
    chosen = kept_address(request.user, request.GET.get("kept", ""))
    typed = entered(cart, to)
    return typed | entered_from(chosen, to, str(typed["name"])) if chosen else typed


def _country(request: HttpRequest, progress: Progress) -> str:
    """Return the country of delivery that is asked for: by the form, by the address, or kept."""
    asked = (request.POST if request.method == "POST" else request.GET).get("to", "").upper()
    return asked if is_country(asked) else progress.quoted.country


def _form(progress: Progress, to: str, **kwargs: Any) -> ContactForm:
    pays_from = progress.cart.country
    if progress.quoted.needs_delivery:
        return AddressForm(pays_from=pays_from, to=to, **kwargs)
    return ContactForm(pays_from=pays_from, **kwargs)


def _show_address(
    request: HttpRequest, progress: Progress, form: ContactForm, to: str, *, status: int = 200
) -> HttpResponse:
    context = {
        "form": form,
        "to": to,
        "is_home": to == HOME,
        "to_name": country_name(to, get_language() or "fr"),
        "closed": closed_texts(progress.quoted.reasons) if to != HOME else [],
        "kept": addresses_of(request.user, get_language() or "fr") if progress.quoted.needs_delivery else [],
        "may_keep": request.user.is_authenticated and progress.quoted.needs_delivery,
    }
    return show_step(request, Step.ADDRESS, progress, status=status, **context)


def _show_delivery(request: HttpRequest, progress: Progress, **context: Any) -> HttpResponse:
    shown = cart_shown(progress.cart, progress.quoted, get_language() or "fr")
    kept = progress.quoted.checkout
    return show_step(
        request,
        Step.DELIVERY,
        progress,
        cart=shown,
        choices=delivery_rows(shown, kept.mode),
        makers=maker_rows(shown, kept.modes),
        differs=bool(kept.modes),
        closed=closed_texts(shown.reasons),
        to=shown.country_name,
        **context,
    )


def _show_payment(request: HttpRequest, progress: Progress, **context: Any) -> HttpResponse:
    return show_step(request, Step.PAYMENT, progress, ways=payment_rows(progress), **context)
