"""The facts that stand on an offer's page: what the law asks to be said, and what one wants to know."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.utils.translation import gettext as _

from shop.domain.countries import country_name
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
    text: str


def facts_shown(product: Product, variant: Variant | None, lang: str) -> tuple[FactShown, ...]:
    """Return the facts of the chosen variant in their order; what is not known is left out."""
    given = variant.facts if variant else {}
    rows = (
        (_("Net quantity"), _quantity(variant)),
        (_("Packed size"), _size(variant)),
        (_("Packed weight"), _weight(variant)),
        (_("Fibres"), _shares(given.get("fibres_percent"))),
        (_("Ingredients"), _in_language(given.get("ingredients"), lang)),
        (_("Allergens"), _codes(given.get("allergens"), ALLERGENS)),
        ("INCI", _in_language(given.get("inci"), lang)),
        (_("Keeps for"), _days(given.get("shelf_life_days"))),
        (_("Batch"), str(given.get("batch") or "")),
        (_("Use"), _("For decoration only") if product.is_decoration_only else ""),
        (_("Origin"), country_name(product.origin, lang) if product.origin else ""),
        (_("Customs heading"), product.hs6),
    )
    return tuple(FactShown(label, text) for label, text in rows if text)


def service_facts(product: Product) -> tuple[FactShown, ...]:
    """Return how a service is given: where, how long, how far its maker comes."""
    if product.kind != Product.Kind.SERVICE:
        return ()
    rows = (
        (_("How it is given"), product.get_mode_display()),
        (_("Duration"), _duration(product.duration_minutes)),
        (_("Comes as far as"), f"{product.radius_km} km" if product.radius_km else ""),
    )
    return tuple(FactShown(label, str(text)) for label, text in rows if text)


def _duration(minutes: int | None) -> str:
    hours, rest = divmod(minutes or 0, 60)
    if not hours:
        return _("%(minutes)d min") % {"minutes": rest} if rest else ""
    return f"{hours} h {rest:02}" if rest else f"{hours} h"


def _quantity(variant: Variant | None) -> str:
    if variant is None or variant.net_quantity is None:
        return ""
    amount = f"{variant.net_quantity.normalize():f}"
    return f"{amount} {variant.net_unit}" if variant.net_unit in ("g", "kg", "ml", "cl", "l") else amount


def _size(variant: Variant | None) -> str:
    if variant is None or not (variant.length_mm and variant.width_mm):
        return ""
    sides = (variant.length_mm, variant.width_mm, variant.height_mm)
    return " × ".join(f"{side / 10:g}" for side in sides if side) + " cm"


def _weight(variant: Variant | None) -> str:
    if variant is None or not variant.weight_g:
        return ""
    return f"{variant.weight_g / 1000:g} kg" if variant.weight_g >= 1000 else f"{variant.weight_g} g"


def _shares(value: object) -> str:
    if not isinstance(value, Mapping):
        return ""
    return ", ".join(
        f"{percent} % {FIBRES[code]() if code in FIBRES else code}" for code, percent in value.items()
    )


def _codes(value: object, names: Mapping[str, Callable[[], str]]) -> str:
    if not isinstance(value, list | tuple):
        return _in_language(value, "")
    return ", ".join(names[code]() if code in names else str(code) for code in value)


def _in_language(value: object, lang: str) -> str:
    if isinstance(value, Mapping):
        return str(value.get(lang) or value.get("fr") or next(iter(value.values()), ""))
    if isinstance(value, list | tuple):
        return ", ".join(map(str, value))
    return str(value) if value else ""


def _days(value: object) -> str:
    if not isinstance(value, int):
        return ""
    return (
        _("%(months)d months") % {"months": value // 30}
        if value >= 60
        else _("%(days)d days") % {"days": value}
    )
