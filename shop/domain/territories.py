"""Which rules a country of delivery falls under."""

from enum import StrEnum


class Territory(StrEnum):
    """Where one set of rules for parcels holds."""

    MOROCCO = "MA"
    EU = "EU"
    US = "US"
    WORLD = "WORLD"


# fmt: off
EU_COUNTRIES = frozenset({
    "AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU",
    "IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK",
})
# fmt: on


def territory(country: str) -> Territory:
    """Return the territory of a two-letter country code."""
    if country in EU_COUNTRIES:
        return Territory.EU
    return {"MA": Territory.MOROCCO, "US": Territory.US}.get(country, Territory.WORLD)
