"""When goods may be sent abroad, and what customs will ask. Closed until everything is in place.

Where the goods go decides, never where the buyer pays from: paying in euros for a delivery in Morocco
opens and asks nothing. Rules are dated and are defaults that an operator confirms with a customs agent.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shop.domain.territories import Territory, territory


class ClosedReason(StrEnum):
    """Why something is not delivered to a country; the page says each."""

    COUNTRY_CLOSED = "country_closed"
    MARKET_CLOSED = "market_closed"
    NO_EXPORTER = "no_exporter"
    DUTIES_NOT_IN_TOTAL = "duties_not_in_total"
    NO_RESPONSIBLE_PERSON = "no_responsible_person"
    NO_CUSTOMS_HEADING = "no_customs_heading"
    STAYS_IN_MOROCCO = "stays_in_morocco"
    PAPERS_MISSING = "papers_missing"


@dataclass(frozen=True)
class Open:
    """It may be delivered there."""

    is_open: bool = True


@dataclass(frozen=True)
class Closed:
    """It may not, for these reasons; ``missing_papers`` names the papers that would help."""

    reasons: tuple[ClosedReason, ...]
    missing_papers: tuple[str, ...] = ()
    is_open: bool = False


@dataclass(frozen=True)
class MarketFacts:
    """What is in place for the market that the country of delivery belongs to."""

    country: str
    delivers: bool = False
    exporter: str = ""
    duties_in_total: bool = False
    responsible_person: str = ""
    closed_countries: frozenset[str] = frozenset({"US"})


@dataclass(frozen=True)
class ProductFacts:
    """What a product brings along: ``flags`` of its craft, papers that are valid now, its HS6 heading."""

    hs6: str = ""
    flags: frozenset[str] = frozenset()
    papers: frozenset[str] = frozenset()
    is_decoration_only: bool = False
    is_service: bool = False


@dataclass(frozen=True)
class DutyRule:
    """A flat duty per distinct heading in a parcel below a value, in minor units; ``until`` is excluded."""

    territory: Territory
    currency: str
    below: int
    per_heading: int
    since: date
    until: date


@dataclass(frozen=True)
class Duty:
    """What customs will ask, in minor units."""

    amount: int
    currency: str
    headings: tuple[str, ...] = ()


DUTY_RULES: tuple[DutyRule, ...] = (
    DutyRule(Territory.EU, "EUR", 15000, 300, date(2026, 7, 1), date(2028, 7, 1)),
)
# Which paper a flag asks for abroad. Decoration that says so needs no test of what food would touch.
EVERYWHERE_ABROAD = {
    "hallmark": "hallmark",
    "wood_legality": "legal_wood_origin",
    "export_licence_over_5l": "export_licence",
    "food_onssa": "food_licence",
    "onssa_or_dmp": "food_licence_or_cosmetic_notice",
}
IN_THE_EU = {
    "cosmetic_cpnp": "cpnp_notice",
    "eu_animal_origin": "animal_origin_approval",
    "contains_honey": "animal_origin_approval",
    "food_contact_test": "lead_cadmium_report",
    "lead_risk": "lead_cadmium_report",
}
WAIVED_FOR_DECORATION = frozenset({"food_contact_test", "lead_risk"})
STAYS_IN_MOROCCO = frozenset({"domestic_only", "cold_chain"})


def duties(
    lines: Iterable[tuple[str, int]],
    country: str,
    currency: str,
    on: date,
    rules: Sequence[DutyRule] = DUTY_RULES,
) -> Duty | None:
    """Return the duty on a parcel of (HS6 heading, value in minor units) lines; ``None`` if nobody can tell.

    A parcel within Morocco bears none. Nobody can tell where no rule holds on that day, where the value is
    in another currency or reaches the rule's limit, or where a heading is missing.
    """
    goods = list(lines)
    where = territory(country)
    if where is Territory.MOROCCO or not goods:
        return Duty(0, currency)
    rule = next((each for each in rules if each.territory is where and each.since <= on < each.until), None)
    headings = tuple(sorted({heading for heading, _ in goods}))
    if rule is None or rule.currency != currency or not all(headings):
        return None
    if sum(value for _, value in goods) >= rule.below:
        return None
    return Duty(rule.per_heading * len(headings), currency, headings)


def papers_needed(product: ProductFacts, country: str) -> frozenset[str]:
    """Return the papers that a product needs to be sent to a country."""
    where = territory(country)
    if where is Territory.MOROCCO or product.is_service:
        return frozenset()
    table = EVERYWHERE_ABROAD | (IN_THE_EU if where is Territory.EU else {})
    waived = WAIVED_FOR_DECORATION if product.is_decoration_only else frozenset()
    return frozenset(table[flag] for flag in product.flags - waived if flag in table)


def delivery_opening(market: MarketFacts, product: ProductFacts) -> Open | Closed:
    """Say whether a product may be delivered to a country, or every reason why not.

    Morocco is open, and a service is not sent. Abroad needs an exporter of record, duties and fees in the
    total, a customs heading and the papers of its kind; the EU a responsible person as well.
    """
    if market.country == Territory.MOROCCO or product.is_service:
        return Open()
    missing = tuple(sorted(papers_needed(product, market.country) - product.papers))
    needs_person = territory(market.country) is Territory.EU
    wrong = {
        ClosedReason.COUNTRY_CLOSED: market.country in market.closed_countries,
        ClosedReason.MARKET_CLOSED: not market.delivers,
        ClosedReason.NO_EXPORTER: not market.exporter.strip(),
        ClosedReason.DUTIES_NOT_IN_TOTAL: not market.duties_in_total,
        ClosedReason.NO_RESPONSIBLE_PERSON: needs_person and not market.responsible_person.strip(),
        ClosedReason.NO_CUSTOMS_HEADING: not product.hs6,
        ClosedReason.STAYS_IN_MOROCCO: bool(product.flags & STAYS_IN_MOROCCO),
        ClosedReason.PAPERS_MISSING: bool(missing),
    }
    reasons = tuple(reason for reason, is_so in wrong.items() if is_so)
    return Closed(reasons, missing) if reasons else Open()
