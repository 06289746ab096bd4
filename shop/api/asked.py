"""What a request to a list asks for, read as its page reads it; here what does not exist is refused."""

from typing import Annotated, Literal

from django.http import HttpRequest
from django.utils.translation import get_language
from ninja import Field, Schema

from producers.domain.regions import REGIONS_BY_ISO
from shop.api.problems import ProblemError, error_at
from shop.domain.countries import is_country
from shop.domain.listing import parse
from shop.reading.catalogue import Catalogue
from shop.reading.market import current_market
from shop.reading.vocabulary import vocabulary

Code = Annotated[str, Field(max_length=80)]
Codes = Annotated[list[Code], Field(max_length=30)]
Cursor = Annotated[str, Field(max_length=600)]
Limit = Annotated[int, Field(ge=1, le=100)]
Lang = Literal["fr", "ar", "en", "zgh"]
Country = Annotated[str, Field(pattern=r"^[A-Z]{2}$")]
Price = Annotated[str, Field(pattern=r"^[0-9]{1,7}(\.[0-9]{1,2})?$")]
NOT_OURS = {"cursor", "limit", "page", "lang", "country"}


class InLanguage(Schema):
    """The language of the answer; without it, ``Accept-Language`` decides."""

    lang: Lang | None = None


class InMarket(InLanguage):
    """The country that somebody buys for: it decides market and currency. Home without it."""

    country: Country | None = None


class Paged(InLanguage):
    """Where a list goes on, and how much of it is wanted."""

    cursor: Cursor = ""
    limit: Limit = 24


class Narrowed(InMarket):
    """The filters of the catalogue. Values of one widen, different ones narrow each other.

    Attributes are asked for as ``a.<code>=<value>``; ``/facets`` lists those that a list has.
    """

    q: Annotated[str, Field(max_length=200)] = ""
    category: Codes = Field(default_factory=list)
    region: Codes = Field(default_factory=list)
    producer: Codes = Field(default_factory=list)
    technique: Codes = Field(default_factory=list)
    material: Codes = Field(default_factory=list)
    label: Codes = Field(default_factory=list)
    price_min: Price | None = None
    price_max: Price | None = None
    available: Literal["0", "1"] | None = None
    sort: Literal["relevance", "new", "price", "-price"] | None = None


class ListAsked(Narrowed):
    """A page of the catalogue."""

    cursor: Cursor = ""
    limit: Limit = 24


class MakersAsked(Paged):
    """A page of the directory."""

    q: Annotated[str, Field(max_length=80)] = ""
    region: Annotated[str, Field(max_length=10)] = ""
    craft: Code = ""


def check_country(country: str | None) -> None:
    """Raise ``invalid`` for two letters that are no country."""
    if country and not is_country(country):
        raise ProblemError(422, "invalid", errors=[error_at("query.country", country)])


def check_region(region: str) -> None:
    """Raise ``invalid`` for a region that does not exist."""
    if region and region not in REGIONS_BY_ISO:
        raise ProblemError(422, "invalid", errors=[error_at("query.region", "unknown")])


def catalogue(request: HttpRequest, asked: Narrowed) -> Catalogue:
    """Return the list that is asked for. Raises ``invalid`` for values that do not exist."""
    check_country(asked.country)
    words = vocabulary()
    params = {name: values for name, values in request.GET.lists() if name not in NOT_OURS}
    query = parse(params, words.known)
    if query.unknown:
        errors = [error_at(f"query.{name}", "unknown") for name, _value in query.unknown]
        raise ProblemError(422, "invalid", errors=errors)
    return Catalogue(query, current_market(request), words, get_language() or "fr")
