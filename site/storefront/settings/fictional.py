"""Bank accounts that do not exist and rates of one day, for trying things out. No bank has the code 000."""

from typing import Any

ACCOUNTS = {
    "MAD": {"holder": "Tiwizi (fictif)", "bank": "Banque fictive", "rib": "000 780 0000000000000000 00"},
    "EUR": {
        "holder": "Tiwizi (fictif)",
        "bank": "Banque fictive",
        "iban": "MA00 0007 8000 0000 0000 0000 0000",
    },
    "USD": {
        "holder": "Tiwizi (fictif)",
        "bank": "Banque fictive",
        "iban": "MA00 0007 8000 0000 0000 0000 0000",
    },
}

PAYS_FROM = {"MAD": {"name": "Tiwizi (fictif)", "account": "000780000000000000099942"}}
RATES = {"EUR": ["10.73", "2026-01-15"], "USD": ["9.90", "2026-01-15"]}


def with_fictional_accounts(shop: dict[str, Any]) -> dict[str, Any]:
    """Return the shop's settings with these accounts and rates where none are set."""
    shop = shop | {"RATES": shop["RATES"] or RATES, "PAYOUTS": _payouts(shop["PAYOUTS"])}
    transfer = shop["GATEWAYS"]["transfer"]
    if transfer["OPTIONS"]["accounts"]:
        return shop
    options = {"accounts": ACCOUNTS, "is_fictional": True}
    return shop | {"GATEWAYS": shop["GATEWAYS"] | {"transfer": {**transfer, "OPTIONS": options}}}


def _payouts(methods: dict[str, Any]) -> dict[str, Any]:
    if methods["bank"]["OPTIONS"]["accounts"]:
        return methods
    options = {"accounts": PAYS_FROM, "is_fictional": True}
    return methods | {"bank": {**methods["bank"], "OPTIONS": options}}
