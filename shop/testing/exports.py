"""Entries of feeds for tests: made by hand, without a database."""

from collections.abc import Mapping
from typing import Any

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportItem, ExportMaker, ExportOffer, ExportPicture

MAKER_ID = "k3Yw8hQ2vN5tRz7LmXc4Pa"
PRODUCT_ID = "p9Fq2sLw6Tn4Vb8JxRd3Gk"


def a_channel(dialect: str = "line_sheet", **fields: Any) -> Channel:
    """Return the values of a channel to France in French and euros."""
    defaults: dict[str, Any] = {
        "code": "fr-fr-eur", "title": "Tiwizi", "language": "fr", "country": "FR", "market": "eu",
        "currency": "EUR", "base": "https://tiwizi.example",
    }  # fmt: skip
    return Channel(dialect=dialect, **(defaults | fields))


def a_maker(**fields: Any) -> ExportMaker:
    """Return a cooperative of the Souss."""
    defaults: dict[str, Any] = {
        "id": MAKER_ID, "slug": "tifawin", "kind": "cooperative",
        "name": {"fr": "Coopérative Tifawin", "ar": "تعاونية تيفاوين", "en": "Tifawin Cooperative"},
        "region": "souss-massa", "region_name": {"fr": "Souss-Massa", "ar": "سوس ماسة", "en": "Souss-Massa"},
        "commune": {"fr": "Tafraout", "ar": "تافراوت", "en": "Tafraout"}, "members": 24,
    }  # fmt: skip
    return ExportMaker(**(defaults | fields))


def an_offer(**fields: Any) -> ExportOffer:
    """Return an offer in Europe: 120.00 EUR, four pieces there."""
    defaults: dict[str, Any] = {
        "market": "eu", "currency": "EUR", "minor": 12000, "availability": "in_stock", "pieces": 4,
        "countries": ("DE", "FR"), "sending": (("EU", 2100),), "withdrawal_days": 14,
    }  # fmt: skip
    return ExportOffer(**(defaults | fields))


def a_picture(number: int = 1, side: int = 1200) -> ExportPicture:
    """Return a square picture at an address of its own."""
    src = f"https://tiwizi.example/media/renditions/rug-{number}.jpg"
    return ExportPicture(src, side, side, {"fr": f"Vue {number}"})


def an_item(**fields: Any) -> ExportItem:
    """Return a rug with one variant, told in three languages and reviewed in two."""
    defaults: dict[str, Any] = {
        "id": "a7Hd5kMw1Xs9Zc3VqTg6Bn", "product_id": PRODUCT_ID, "maker_id": MAKER_ID,
        "slug": "tapis-de-laine", "sku": "TAP-1", "kind": "good", "position": 1, "variants": 1,
        "name": {"fr": "Tapis de laine", "ar": "زربية من الصوف", "en": "Wool rug"},
        "summary": {"fr": "Noué à la main", "ar": "معقودة باليد", "en": "Knotted by hand"},
        "description": {"fr": "Laine vive, teinte à la garance.", "en": "Live wool."},
        "reviewed": ("fr", "ar"), "category": "tapis-noues",
        "categories": ("tapis-et-tissage", "tapis-noues"),
        "category_name": {"fr": "Tapis et tissage > Tapis noués", "en": "Rugs > Knotted rugs"},
        "techniques": (("knotting", {"fr": "Nouage", "ar": "عقد", "en": "Knotting"}),),
        "materials": (("wool", {"fr": "Laine", "ar": "صوف", "en": "Wool"}),),
        "weight_g": 8200, "length_mm": 900, "width_mm": 250, "height_mm": 250, "hs6": "570110",
        "region": "souss-massa", "pictures": (a_picture(1), a_picture(2)),
        "published_at": "2026-10-01T08:00:00Z", "updated_at": "2026-11-02T09:30:00Z",
    }  # fmt: skip
    return ExportItem(**(defaults | fields))


def an_entry(
    *, maker: Mapping[str, Any] | None = None, offer: Mapping[str, Any] | None = None, **item: Any
) -> Entry:
    """Return an entry; what matters to the test is given, for the maker and the offer by their names."""
    said = an_offer(**(offer or {}))
    return Entry(an_item(**({"offers": (said,)} | item)), a_maker(**(maker or {})), said)
