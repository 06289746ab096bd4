"""Which country somebody buys for, and so which market answers her.

``?country=XX`` decides, then what was remembered, then home. A code that is no country is ignored.
"""

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from producers.editions.current import settled
from producers.editions.memory import remembered
from shop.domain.countries import is_country
from shop.domain.country_rules import HOME
from shop.models import Market

COUNTRY_COOKIE = "country"
PARAMETER = "country"
_KEPT = "_tiwizi_market"


def asked_country(request: HttpRequest) -> str:
    """Return the country that the address names, empty when it names none that exists."""
    code = request.GET.get(PARAMETER, "").upper()
    return code if is_country(code) else ""


def remembered_country(request: HttpRequest) -> str:
    """Return the country chosen earlier, empty when there is none."""
    code = request.COOKIES.get(COUNTRY_COOKIE, "")
    return code if is_country(code) else ""


def current_country(request: HttpRequest) -> str:
    """Return the two-letter code of the country that this request is answered for."""
    return asked_country(request) or remembered_country(request) or HOME


def current_market(request: HttpRequest) -> Market:
    """Return the market of the request's country. Raises 404 when no market exists."""
    if not hasattr(request, _KEPT):
        with settled():
            setattr(request, _KEPT, _market(current_country(request)))
    market: Market = getattr(request, _KEPT)
    return market


def market_for(country: str) -> Market:
    """Return the market that a country belongs to. Raises ``IndexError`` when no market exists."""
    return remembered("market", ("words",), (country,), lambda: Market.objects.for_country(country))


def _market(country: str) -> Market:
    try:
        return market_for(country)
    except IndexError as reason:
        raise Http404(_("The shop has no market yet.")) from reason
