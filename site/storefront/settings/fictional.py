"""Bank accounts that do not exist, for trying a transfer out. No bank has the code 000."""

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


def with_fictional_accounts(shop: dict[str, Any]) -> dict[str, Any]:
    """Return the shop's settings with these accounts where none are set."""
    transfer = shop["GATEWAYS"]["transfer"]
    if transfer["OPTIONS"]["accounts"]:
        return shop
    options = {"accounts": ACCOUNTS, "is_fictional": True}
    return shop | {"GATEWAYS": shop["GATEWAYS"] | {"transfer": {**transfer, "OPTIONS": options}}}
