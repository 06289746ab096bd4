"""Correcting how the buyer is reached and where her parcel goes, on pages that the order's secret opens."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.domain.actors import BUYER
from producers.responses import secret_page
from shop.actions.correct_order import PRICED_BY, change_address, change_contact
from shop.domain.addresses import address_from, address_lines
from shop.domain.contact import phone_written
from shop.domain.entries import Refusal
from shop.domain.errors import RefusedError
from shop.forms.corrections import AddressCorrection, ContactCorrection
from shop.models import Order
from shop.reading.buyer_rights import rights_of
from shop.reading.orders import find_order
from shop.refusal_words import sentence_for
from shop.refusals import refusal_text
from shop.views.steps import see_other


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def contact(request: HttpRequest, token: str) -> HttpResponse:
    """Be reached under another phone or e-mail."""
    order = _order(token)
    known = {"name": order.buyer_name, "phone": phone_written(order.phone) if order.phone else ""}
    form = ContactCorrection(_typed(request), initial=known | {"email": order.email})
    if request.method == "POST":
        typed = {name: str(request.POST.get(name, ""))[:1000] for name in form.fields}
        try:
            change_contact(order, typed, actor=BUYER)
        except RefusedError as refusal:
            _say(form, refusal)
            return _show(request, order, form, "contact", status=422)
        messages.success(request, _("We reach you there from now on. The old contact is told."))
        return see_other("shop:order", token)
    return _show(request, order, form, "contact")


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def address(request: HttpRequest, token: str) -> HttpResponse:
    """Have it sent to another door in the same place, which costs the same."""
    order = _order(token)
    old = address_from(order.delivery_address)
    form = AddressCorrection(_typed(request), initial=old.as_data(), is_home=old.is_home)
    if request.method == "POST":
        typed = old.as_data() | {name: str(request.POST.get(name, ""))[:1000] for name in form.fields}
        kept = {name: old.as_data()[name] for name in PRICED_BY if name not in form.fields}
        try:
            change_address(order, typed | kept, actor=BUYER)
        except RefusedError as refusal:
            _say(form, refusal)
            return _show(request, order, form, "address", status=422)
        messages.success(request, _("Your parcel goes there. Delivery costs the same."))
        return see_other("shop:order", token)
    return _show(request, order, form, "address")


def _typed(request: HttpRequest) -> QueryDict | None:
    """Return what was sent: an empty form is a form as well."""
    return request.POST if request.method == "POST" else None


def _say(form: ContactCorrection | AddressCorrection, refusal: RefusedError) -> None:
    """Put each refusal beside its field; what the form does not show is said on top."""
    form.is_valid()
    fields = refusal.facts.get("fields")
    if not isinstance(fields, dict):
        form.add_error(None, sentence_for(refusal))
        return
    for name, error in fields.items():
        form.add_error(name if name in form.fields else None, refusal_text(name, Refusal(error)))


def _show(
    request: HttpRequest,
    order: Order,
    form: ContactCorrection | AddressCorrection,
    kind: str,
    *,
    status: int = 200,
) -> HttpResponse:
    rights = rights_of(order)
    is_open = rights.may_change_contact if kind == "contact" else rights.may_change_address
    lang = get_language() or "fr"
    old = address_from(order.delivery_address)
    context = {
        "order": order,
        "kind": kind,
        "form": form,
        "is_open": is_open,
        "lines": address_lines(old, lang) if kind == "address" and order.delivery_address else (),
    }
    return render(request, "shop/correct.html", context, status=status)


def _order(token: str) -> Order:
    found = find_order(token)
    if found is None:
        raise Http404(token)
    return found
