"""Choosing the country one buys for."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.policy import public
from shop.domain.countries import country_names, is_country
from shop.middleware import remember_country
from shop.reading.market import PARAMETER, current_country
from shop.views.open_forms import open_form


@public
@open_form
@require_http_methods(["GET", "HEAD", "POST"])
def country(request: HttpRequest) -> HttpResponse:
    """Show the countries; a choice is remembered and leads back to where it was made."""
    error = ""
    if request.method == "POST":
        chosen = request.POST.get("country", "").upper()
        if is_country(chosen):
            response = redirect(_without_country(_way_back(request, request.POST.get("next", ""))))
            remember_country(request, response, chosen)
            return response
        error = _("Choose a country from the list.")
    context = {
        "countries": country_names(get_language() or "fr"),
        "chosen": current_country(request),
        "next": _way_back(request, request.GET.get("next", "") or request.POST.get("next", "")),
        "error": error,
    }
    return render(request, "shop/country.html", context, status=422 if error else 200)


def _way_back(request: HttpRequest, address: str) -> str:
    hosts = {request.get_host()}
    is_safe = url_has_allowed_host_and_scheme(address, hosts, require_https=request.is_secure())
    return address if is_safe else reverse("shop:catalogue")


def _without_country(address: str) -> str:
    """Take ``country`` out of an address: it would win over the choice just made."""
    parts = urlsplit(address)
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] != PARAMETER]
    return urlunsplit(parts._replace(query=urlencode(kept)))
