"""What an address needs in each country: postcode, state, and the order in which they are written.

Written by hand from the public addressing rules of the national posts as the Universal Postal Union lists
them. A pattern is about shape only: no list of postcodes is looked up. Countries that are not here need a
city and a street and take any postcode, so that nobody is shut out by a rule that we do not know.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

HOME = "MA"


@dataclass(frozen=True)
class CountryRule:
    """The rule of one country.

    ``postcode`` is a pattern for the whole postcode in capitals, empty where anything goes. ``last_line``
    says how city, state and postcode are written, each line of the address parted by ``|``.
    """

    postcode: str = ""
    postcode_required: bool = False
    state_required: bool = False
    last_line: str = "{postcode} {city}|{state}"

    def accepts_postcode(self, postcode: str) -> bool:
        """Say whether the postcode has the country's shape; an empty one is the other rule's matter."""
        return not self.postcode or re.fullmatch(self.postcode, postcode) is not None


ANYWHERE = CountryRule(last_line="{city}|{state} {postcode}")
MOROCCO = CountryRule(r"\d{5}")

# Postcode before the city, as most of Europe writes it.
_BEFORE = {
    "AD": r"AD\d{3}",
    "AT": r"\d{4}",
    "BE": r"\d{4}",
    "BG": r"\d{4}",
    "CH": r"\d{4}",
    "CY": r"\d{4}",
    "CZ": r"\d{3} ?\d{2}",
    "DE": r"\d{5}",
    "DK": r"\d{4}",
    "EE": r"\d{5}",
    "ES": r"\d{5}",
    "FI": r"\d{5}",
    "FR": r"\d{5}",
    "GF": r"973\d{2}",
    "GP": r"971\d{2}",
    "GR": r"\d{3} ?\d{2}",
    "HR": r"\d{5}",
    "HU": r"\d{4}",
    "IS": r"\d{3}",
    "IT": r"\d{5}",
    "LI": r"94\d{2}",
    "LT": r"(?:LT-?)?\d{5}",
    "LU": r"(?:L-?)?\d{4}",
    "MC": r"980\d{2}",
    "MQ": r"972\d{2}",
    "NL": r"\d{4} ?[A-Z]{2}",
    "NO": r"\d{4}",
    "PL": r"\d{2}-?\d{3}",
    "PT": r"\d{4}-\d{3}",
    "RE": r"974\d{2}",
    "RO": r"\d{6}",
    "SE": r"\d{3} ?\d{2}",
    "SI": r"\d{4}",
    "SK": r"\d{3} ?\d{2}",
    "TR": r"\d{5}",
    "YT": r"976\d{2}",
}
_OWN = {
    HOME: MOROCCO,
    "AE": CountryRule(state_required=True, last_line="{city}|{state}"),
    "AU": CountryRule(
        r"\d{4}", postcode_required=True, state_required=True, last_line="{city} {state} {postcode}"
    ),
    "CA": CountryRule(
        r"[A-Z]\d[A-Z] ?\d[A-Z]\d",
        postcode_required=True,
        state_required=True,
        last_line="{city} {state} {postcode}",
    ),
    "DZ": CountryRule(r"\d{5}"),
    "GB": CountryRule(
        r"[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}", postcode_required=True, last_line="{city}|{postcode}"
    ),
    "HK": CountryRule(last_line="{city}|{state}"),
    "IE": CountryRule(r"[A-Z]\d[\dW] ?[A-Z\d]{4}", last_line="{city}|{state}|{postcode}"),
    "JP": CountryRule(
        r"\d{3}-?\d{4}", postcode_required=True, state_required=True, last_line="{city}, {state}|{postcode}"
    ),
    "KW": CountryRule(r"\d{5}"),
    "LV": CountryRule(r"LV-\d{4}", postcode_required=True, last_line="{city}|{postcode}"),
    "MT": CountryRule(r"[A-Z]{3} ?\d{4}", postcode_required=True, last_line="{city}|{postcode}"),
    "NZ": CountryRule(r"\d{4}", postcode_required=True, last_line="{city} {postcode}"),
    "QA": CountryRule(last_line="{city}"),
    "SA": CountryRule(r"\d{5}(?:-\d{4})?", last_line="{city} {postcode}|{state}"),
    "SG": CountryRule(r"\d{6}", postcode_required=True, last_line="{city} {postcode}"),
    "SN": CountryRule(r"\d{5}"),
    "TN": CountryRule(r"\d{4}"),
    "US": CountryRule(
        r"\d{5}(?:-\d{4})?",
        postcode_required=True,
        state_required=True,
        last_line="{city}, {state} {postcode}",
    ),
}
RULES: Mapping[str, CountryRule] = MappingProxyType(
    {**{code: CountryRule(pattern, postcode_required=True) for code, pattern in _BEFORE.items()}, **_OWN}
)


def rule_for(country: str, rules: Mapping[str, CountryRule] = RULES) -> CountryRule:
    """Return the country's rule, or the one for every country without a rule of its own."""
    return rules.get(country, ANYWHERE)
