"""The settings of ``shop``: one dict, ``SHOP``. Nothing else in the app reads settings."""

from collections.abc import Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, TypedDict, cast

from django.conf import settings
from django.core.files.storage import Storage

from producers.conf import storage_apart
from shop.domain.openid import Issuer, issuer_from


class Backend(TypedDict, total=False):
    """A part that can be replaced: the dotted path of a class and what it is built with."""

    BACKEND: str
    OPTIONS: dict[str, Any]


CASH = "shop.gateways.cash_on_delivery.CashOnDelivery"
TRANSFER = "shop.gateways.transfer.Transfer"
BY_BANK = "shop.payouts.bank_file.BankFile"
BY_PHONE = "shop.payouts.mobile_money.MobileMoney"
AT_AN_AGENCY = "shop.payouts.agency_cash.AgencyCash"
BY_AN_AGENT = "shop.payouts.agent_cash.AgentCash"
FEEDS: Mapping[str, Backend] = {
    "lines-csv": {"BACKEND": "shop.feeds.line_sheet.LineSheetCsv"},
    "lines-xlsx": {"BACKEND": "shop.feeds.line_sheet.LineSheetXlsx"},
    "lines-package": {"BACKEND": "shop.feeds.line_sheet.LineSheetPackage"},
    "woocommerce": {"BACKEND": "shop.feeds.woocommerce.WooCommerce"},
    "shopify": {"BACKEND": "shop.feeds.shopify.Shopify"},
    "google-rss": {"BACKEND": "shop.feeds.shopping.ShoppingRss"},
    "google-tsv": {"BACKEND": "shop.feeds.shopping.ShoppingTable"},
    "google-stock": {"BACKEND": "shop.feeds.shopping.ShoppingTable", "OPTIONS": {"is_stock_only": True}},
    "meta-rss": {"BACKEND": "shop.feeds.shopping.ShoppingRss", "OPTIONS": {"profile": "meta"}},
    "pinterest-rss": {"BACKEND": "shop.feeds.shopping.ShoppingRss", "OPTIONS": {"profile": "pinterest"}},
    "dfc": {"BACKEND": "shop.feeds.dfc.Dfc"},
}
DEFAULTS: Mapping[str, Any] = {
    "FEEDS": FEEDS,
    "FEED_READ_DAYS": 90,
    "API_ORIGINS": (),
    "API_PER_MINUTE": 300,
    "API_PER_MINUTE_AND_TOKEN": 600,
    "DFC_BEARERS": "",
    "DFC_CATEGORIES": {},
    "OPENID": (),
    "EMAILS_OF": "",
    "GATEWAYS": {"cash": {"BACKEND": CASH}, "transfer": {"BACKEND": TRANSFER}},
    "DELIVERY": {},
    "PAYOUTS": {
        "bank": {"BACKEND": BY_BANK},
        "mobile": {"BACKEND": BY_PHONE},
        "agency": {"BACKEND": AT_AN_AGENCY},
        "agent": {"BACKEND": BY_AN_AGENT},
    },
    "EARNED": "delivered",
    "PAYOUT_MINIMUM": {"MAD": "100", "EUR": "20", "USD": "20"},
    "PAYOUT_DAYS": (15, 31),
    "PAYOUT_WAIT_HOURS": 72,
    "PAYOUT_HOLD_DAYS_MAX": 30,
    "PAYOUT_HOLD_PERCENT_MAX": 50,
    "HOLD_MINUTES": 15,
    "HOURS_TO_ACCEPT": 72,
    "HOURS_TO_ANSWER": 48,
    "TRANSFER_DAYS": 5,
    "CARD_MINUTES": 35,
    "CART_LINES_MAX": 200,
    "CART_DAYS": 180,
    "SKETCH_DAYS": 180,
    "CASH_WORDS_DAYS": 730,
    "ORDER_WORDS_DAYS": 1095,
    "ENQUIRY_DAYS": 730,
    "EXPORT_DAYS": 30,
    "INVOICE_WHEN": "delivered",
    "INVOICE_YEARS": (("2000-01-01", 10),),
    "PAGE_SIZE": 24,
    "PAPER_FONTS": (),
    "PRIVATE_STORAGE": "private",
    "RATES": {},
    "REFUND_LIMITS": {"MAD": "2000", "EUR": "200", "USD": "200"},
}


def gateways() -> Mapping[str, Backend]:
    """Return the ways of paying by alias."""
    return cast(Mapping[str, Backend], _read("GATEWAYS"))


def api_origins() -> frozenset[str]:
    """Return the sites, such as ``https://boutique.example``, whose pages may buy through the API."""
    return frozenset(_read("API_ORIGINS"))


def api_per_minute() -> int:
    """Return how many requests of one address on the network the API answers within a minute."""
    return int(_read("API_PER_MINUTE"))


def api_per_minute_and_token() -> int:
    """Return how many requests with one token the API answers within a minute."""
    return int(_read("API_PER_MINUTE_AND_TOKEN"))


def delivery() -> Mapping[str, Backend]:
    """Return the ways of delivery by alias."""
    return cast(Mapping[str, Backend], _read("DELIVERY"))


def payouts() -> Mapping[str, Backend]:
    """Return the ways of paying makers by alias."""
    return cast(Mapping[str, Backend], _read("PAYOUTS"))


def feeds() -> Mapping[str, Backend]:
    """Return the dialects of feeds by name."""
    return cast(Mapping[str, Backend], _read("FEEDS"))


def feed_read_days() -> int:
    """Return for how many days it is kept who has read which feed."""
    return int(_read("FEED_READ_DAYS"))


def earned_after_window() -> bool:
    """Say whether a maker earns only when the buyer's days to withdraw are over, not upon delivery.

    ``EARNED`` is ``"delivered"`` or ``"after_window"``.
    """
    return bool(_read("EARNED") == "after_window")


def payout_minimum(currency: str) -> Decimal:
    """Return the least that is paid out in a currency, in whole units; what is less waits for the next."""
    return Decimal(str(_read("PAYOUT_MINIMUM").get(currency, 0)))


def payout_days() -> tuple[int, ...]:
    """Return the days of the month on which makers are paid; one that a month does not have is its last."""
    return tuple(int(day) for day in _read("PAYOUT_DAYS"))


def payout_wait() -> timedelta:
    """Return how long a changed destination waits before money goes there."""
    return timedelta(hours=_read("PAYOUT_WAIT_HOURS"))


def payout_hold_days() -> int:
    """Return the most days that a hold may last."""
    return int(_read("PAYOUT_HOLD_DAYS_MAX"))


def payout_hold_percent() -> int:
    """Return the most, in percent of what a maker is owed, that holds may keep back together."""
    return int(_read("PAYOUT_HOLD_PERCENT_MAX"))


def hold_time() -> timedelta:
    """Return how long a checkout keeps its pieces."""
    return timedelta(minutes=_read("HOLD_MINUTES"))


def time_to_accept() -> timedelta:
    """Return how long a maker has to take an order on."""
    return timedelta(hours=_read("HOURS_TO_ACCEPT"))


def time_to_answer() -> timedelta:
    """Return how long a request for help may wait for an answer."""
    return timedelta(hours=_read("HOURS_TO_ANSWER"))


def transfer_time() -> timedelta:
    """Return how long an order waits for its transfer."""
    return timedelta(days=_read("TRANSFER_DAYS"))


def card_time() -> timedelta:
    """Return how long an order waits for its card payment."""
    return timedelta(minutes=_read("CARD_MINUTES"))


def cash_words_days() -> int:
    """Return for how many days names on bank statements and notes of calls are kept."""
    return int(_read("CASH_WORDS_DAYS"))


def cart_days() -> int:
    """Return for how many days a cart that nobody touches is kept."""
    return int(_read("CART_DAYS"))


def sketch_days() -> int:
    """Return for how many days a product that somebody began to add, and left, is kept."""
    return int(_read("SKETCH_DAYS"))


def order_words_days() -> int:
    """Return for how many days after its end an order keeps who bought it, and what was written about it."""
    return int(_read("ORDER_WORDS_DAYS"))


def enquiry_days() -> int:
    """Return for how many days questions about an offer are kept."""
    return int(_read("ENQUIRY_DAYS"))


def export_days() -> int:
    """Return for how many days a row of an export that a newer one has replaced is kept."""
    return int(_read("EXPORT_DAYS"))


def cart_lines_max() -> int:
    """Return how many lines a cart may have."""
    return int(_read("CART_LINES_MAX"))


def page_size() -> int:
    """Return how many pieces a list page shows."""
    return int(_read("PAGE_SIZE"))


def invoice_when() -> str:
    """Return when a maker's part is invoiced: once it is ``delivered``, or once its order is ``paid``."""
    return str(_read("INVOICE_WHEN"))


def invoice_years(on: date) -> int:
    """Return how many years after its own the buyer of an invoice of this day is kept.

    ``INVOICE_YEARS`` is a list of days and years, each holding from its day on: laws change.
    """
    known = [(since, years) for since, years in _read("INVOICE_YEARS") if since <= on.isoformat()]
    return int(max(known)[1])


def paper_fonts() -> tuple[str, ...]:
    """Return folders of fonts for papers besides our own, for scripts that those do not have."""
    return tuple(_read("PAPER_FONTS"))


def dfc_bearers() -> str:
    """Return the path of a function from a bearer token of another issuer to the code of a channel."""
    return str(_read("DFC_BEARERS"))


def dfc_categories() -> Mapping[str, str]:
    """Return slugs of our categories by product type of the food consortium, for what is imported."""
    return cast(Mapping[str, str], _read("DFC_CATEGORIES"))


def openid() -> Mapping[str, Issuer]:
    """Return the OpenID issuers whose tokens partners may come with, by name."""
    return {one.name: one for one in map(issuer_from, _read("OPENID"))}


def emails_of() -> str:
    """Return the path of a function from a user to the e-mails proven hers, empty where there is none."""
    return str(_read("EMAILS_OF"))


def rate_to_dirhams(currency: str) -> tuple[Decimal, date] | None:
    """Return how many dirhams one unit of the currency is worth and since when, None where nobody said.

    ``RATES`` maps a currency to a rate and a day, as texts: ``{"EUR": ("10.73", "2026-01-15")}``.
    """
    known = _read("RATES").get(currency)
    return (Decimal(known[0]), date.fromisoformat(known[1])) if known else None


def refund_limit(currency: str) -> Decimal:
    """Return up to which amount one person alone gives money back; ``REFUND_LIMITS`` by currency, else 0."""
    return Decimal(_read("REFUND_LIMITS").get(currency, "0"))


def private_storage() -> Storage:
    """Return where uploads go that no address serves, such as a proof of payment.

    That is the storage named by ``PRIVATE_STORAGE``. A project that has none gets a folder beside
    its media, never inside it.
    """
    return storage_apart(str(_read("PRIVATE_STORAGE")))


def _read(key: str) -> Any:
    return getattr(settings, "SHOP", {}).get(key, DEFAULTS[key])
