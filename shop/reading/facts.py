"""The facts that stand on an offer's page: what the law asks to be said, and what one wants to know."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from producers.domain.shown import Shown, said, shown
from shop.domain.countries import country_name
from shop.domain.measures import measure_written, number_written, size_written
from shop.models import Product, Variant

ALLERGENS = {
    "gluten": lambda: _("gluten"),
    "nuts": lambda: _("nuts"),
    "milk": lambda: _("milk"),
    "sesame": lambda: _("sesame"),
    "sulphites": lambda: _("sulphites"),
}
FIBRES = {
    "wool": lambda: _("wool"),
    "cotton": lambda: _("cotton"),
    "silk": lambda: _("silk"),
    "viscose": lambda: _("viscose"),
    "linen": lambda: _("linen"),
    "acrylic": lambda: _("acrylic"),
    "polyester": lambda: _("polyester"),
    "hemp": lambda: _("hemp"),
    "leather": lambda: _("leather"),
    "mixed": lambda: _("mixed fibres"),
    "other": lambda: _("other fibres"),
}


@dataclass(frozen=True)
class FactShown:
    """One fact: what it is called and what it is."""

    label: str
    text: Shown


def facts_shown(product: Product, variant: Variant | None, lang: str) -> tuple[FactShown, ...]:
    """Return the facts of the chosen variant in their order; what is not known is left out."""
    by_law = law_facts(variant.facts if variant else {}, lang, product.original_language)
    rows = (
        (_("Net quantity"), _quantity(variant, lang)),
        (_("Packed size"), _size(variant, lang)),
        (_("Packed weight"), _weight(variant, lang)),
        (_("Fibres"), by_law["fibres_percent"]),
        (_("Ingredients"), by_law["ingredients"]),
        (_("Allergens"), by_law["allergens"]),
        ("INCI", by_law["inci"]),
        (_("Keeps for"), by_law["shelf_life_days"]),
        (_("Batch"), by_law["batch"]),
        (_("Use"), _("For decoration only") if product.is_decoration_only else ""),
        (_("Origin"), country_name(product.origin, lang) if product.origin else ""),
        (_("Customs heading"), product.hs6),
    )
    return facts_of(rows, lang)


def law_facts(given: Mapping[str, object], lang: str, original: str) -> Mapping[str, str | Shown]:
    """Return by code what the law asks to be said, as the page says it; empty where it is not known."""
    return {
        "fibres_percent": _shares(given.get("fibres_percent"), lang),
        "ingredients": shown(given.get("ingredients"), lang, original),
        "allergens": _codes(given.get("allergens")),
        "inci": Shown(str(given.get("inci") or ""), "la", "ltr"),
        "shelf_life_days": _days(given.get("shelf_life_days")),
        "batch": str(given.get("batch") or ""),
    }


def service_facts(product: Product, lang: str) -> tuple[FactShown, ...]:
    """Return how a service is given: where, how long, how far its maker comes."""
    if product.kind != Product.Kind.SERVICE:
        return ()
    radius = measure_written(Decimal(product.radius_km), "km", lang) if product.radius_km else ""
    rows = (
        (_("How it is given"), str(product.get_mode_display())),
        (_("Duration"), _duration(product.duration_minutes, lang)),
        (_("Comes as far as"), radius),
    )
    return facts_of(rows, lang)


def facts_of(rows: Iterable[tuple[str, str | Shown]], lang: str) -> tuple[FactShown, ...]:
    """Return the rows that say something; of two with one name the first."""
    found: dict[str, FactShown] = {}
    for label, text in rows:
        value = text if isinstance(text, Shown) else said(text, lang)
        if value:
            found.setdefault(label, FactShown(label, value))
    return tuple(found.values())


def _duration(minutes: int | None, lang: str) -> str:
    hours, rest = divmod(minutes or 0, 60)
    parts = ((hours, "h"), (rest, "min"))
    return " ".join(measure_written(Decimal(amount), unit, lang) for amount, unit in parts if amount)


def _quantity(variant: Variant | None, lang: str) -> str:
    if variant is None or variant.net_quantity is None:
        return ""
    return measure_written(variant.net_quantity, variant.net_unit, lang)


def _size(variant: Variant | None, lang: str) -> str:
    if variant is None or not (variant.length_mm and variant.width_mm):
        return ""
    sides = [side for side in (variant.length_mm, variant.width_mm, variant.height_mm) if side]
    return size_written(tuple(Decimal(side) / 10 for side in sides), "cm", lang)


def _weight(variant: Variant | None, lang: str) -> str:
    grams = variant.weight_g if variant else 0
    if not grams:
        return ""
    is_heavy = grams >= 1000
    return measure_written(Decimal(grams) / (1000 if is_heavy else 1), "kg" if is_heavy else "g", lang)


def _shares(value: object, lang: str) -> str:
    if not isinstance(value, Mapping):
        return ""
    return ", ".join(
        f"{number_written(Decimal(str(percent)), lang)} % {FIBRES[code]() if code in FIBRES else code}"
        for code, percent in value.items()
    )


def _codes(value: object) -> str:
    """Name allergens; an empty list says that there are none."""
    if not isinstance(value, list):
        return ""
    return ", ".join(ALLERGENS[code]() if code in ALLERGENS else str(code) for code in value) or _("none")


def _days(value: object) -> str:
    if not isinstance(value, int):
        return ""
    if value >= 60:
        return ngettext("%(months)d month", "%(months)d months", value // 30) % {"months": value // 30}
    return ngettext("%(days)d day", "%(days)d days", value) % {"days": value}
