"""An account's list of addresses."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.responses import owner_page
from shop.actions.keep_address import MOST, ListFullError, drop_address, keep_address
from shop.domain.countries import country_name, is_country
from shop.domain.country_rules import HOME
from shop.forms.kept_address import KeptAddressForm
from shop.reading.addresses import addresses_of
from shop.views.steps import see_other


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
def my_addresses(request: HttpRequest) -> HttpResponse:
    """List her addresses; keep another, or take one off."""
    to = _country(request)
    if request.method != "POST":
        return _show(request, KeptAddressForm(to=to, pays_from=to), to)
    if "drop" in request.POST:
        return _drop(request, request.POST["drop"])
    form = KeptAddressForm(request.POST, to=to, pays_from=to)
    if form.is_valid() and _is_kept(request, form):
        messages.success(request, _("The address is kept."))
        return see_other("shop:my_addresses")
    return _show(request, form, to, status=422)


def _is_kept(request: HttpRequest, form: KeptAddressForm) -> bool:
    try:
        keep_address(request.user, form.address())
    except ListFullError:
        text = _("You keep %(most)s addresses, which is all that fit. Take one off first.")
        form.add_error(None, text % {"most": MOST})
        return False
    return True


def _drop(request: HttpRequest, pk: str) -> HttpResponse:
    if pk.isdecimal() and len(pk) < 19 and drop_address(request.user, int(pk)):
        messages.success(request, _("The address is taken off."))
    return see_other("shop:my_addresses")


def _country(request: HttpRequest) -> str:
    asked = (request.POST if request.method == "POST" else request.GET).get("to", "").upper()
    return asked if is_country(asked) else HOME


def _show(request: HttpRequest, form: KeptAddressForm, to: str, *, status: int = 200) -> HttpResponse:
    lang = get_language() or "fr"
    context = {
        "form": form,
        "to": to,
        "to_name": country_name(to, lang),
        "is_home": to == HOME,
        "kept": addresses_of(request.user, lang),
    }
    return render(request, "shop/my_addresses.html", context, status=status)
