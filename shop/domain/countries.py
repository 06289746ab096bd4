"""Which countries there are and what they are called, from the Unicode names that Babel ships."""

from collections.abc import Mapping
from functools import cache

from babel import Locale

from producers.domain.text import fold
from producers.domain.written import LOCALES

# Codes of the Unicode list that no address is in: unions and test codes, places without a post of their own,
# and EH, whose addresses are given by the communes of MA.
NOT_ADDRESSED = frozenset(
    [
        "AC",
        "AQ",
        "BV",
        "CP",
        "CQ",
        "DG",
        "EA",
        "EH",
        "EU",
        "EZ",
        "HM",
        "IC",
        "QO",
        "TA",
        "TF",
        "UM",
        "UN",
        "XA",
        "XB",
        "ZZ",
    ]
)


def is_country(code: str) -> bool:
    """Say whether this is the two-letter ISO code, in capitals, of a country that an address may be in."""
    return code in _names("en")


def country_name(code: str, lang: str) -> str:
    """Return the country's name in ``lang``, in French where there is none; empty for an unknown code."""
    return _names(_language(lang)).get(code, "")


def country_names(lang: str) -> tuple[tuple[str, str], ...]:
    """Return every country as (code, name), in the order of the names as ``lang`` reads them."""
    return _ordered(_language(lang))


def _language(lang: str) -> str:
    language = lang.split("-")[0]
    return language if language in LOCALES else "fr"


@cache
def _names(language: str) -> Mapping[str, str]:
    known: Mapping[str, str] = Locale.parse("en").territories
    french: Mapping[str, str] = Locale.parse("fr").territories
    own: Mapping[str, str] = Locale.parse(LOCALES[language]).territories
    codes = [code for code in known if len(code) == 2 and code.isalpha() and code not in NOT_ADDRESSED]
    return {code: own.get(code) or french[code] for code in codes}


@cache
def _ordered(language: str) -> tuple[tuple[str, str], ...]:
    return tuple(sorted(_names(language).items(), key=lambda entry: fold(entry[1])))
