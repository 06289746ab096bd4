"""Reading what was tapped and typed on the screens of a sketch; nothing is written here."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from django.http import QueryDict
from django.utils.translation import gettext as _

from shop.domain.price_helper import AmountError, read_amount, read_hours, read_price
from shop.domain.sketches import MOST_DAYS, MOST_PIECES
from shop.models import Attribute, Material, ProductSketch
from shop.portal.sketch_words import amount_words
from shop.reading.sketch_draft import MATERIALS

UNIQUE, PIECES, TO_ORDER = (
    ProductSketch.Counting.UNIQUE,
    ProductSketch.Counting.PIECES,
    ProductSketch.Counting.TO_ORDER,
)
LARGEST_FACT = Decimal(1_000_000)


@dataclass
class Read:
    """Answers for a sketch, and what is wrong by field; with anything wrong, nothing is kept."""

    answers: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)


def read_facts(form: QueryDict, attributes: Iterable[Attribute], materials: Iterable[Material]) -> Read:
    """Read what it is like. Nothing has to be answered; what no list offers is left out."""
    read, facts = Read(), {}
    for attribute in attributes:
        given = form.get(f"a.{attribute.code}", "").strip()
        if not given:
            continue
        if attribute.kind == Attribute.Kind.NUMBER:
            _read_number(attribute.code, given, facts, read)
        elif attribute.kind == Attribute.Kind.BOOLEAN:
            facts[attribute.code] = given == "yes"
        elif given in {choice.code for choice in attribute.choices.all()}:
            facts[attribute.code] = given
    chosen = set(form.getlist(MATERIALS))
    if slugs := [material.slug for material in materials if material.slug in chosen]:
        facts[MATERIALS] = slugs
    read.answers["facts"] = facts
    return read


def read_price_form(form: QueryDict, currency: str) -> Read:
    """Read her price, typed or picked."""
    read = Read({"currency": currency})
    try:
        read.answers["amount"] = read_price(form.get("pick") or form.get("amount", ""), currency).amount
    except AmountError as error:
        read.errors["amount"] = amount_words(error.fault)
    return read


def read_work(form: Mapping[str, str], currency: str) -> Read:
    """Read the hours and the material of one piece; either may be left empty."""
    read = Read()
    try:
        read.answers["hours"] = read_hours(form.get("hours") or "0")
    except AmountError as error:
        read.errors["hours"] = amount_words(error.fault)
    try:
        read.answers["material"] = read_amount(form.get("material") or "0", currency).amount
    except AmountError as error:
        read.errors["material"] = amount_words(error.fault)
    return read


def read_count(form: QueryDict) -> Read:
    """Read how many there are: one of a kind, some, or made when ordered."""
    if form.get("counting") == UNIQUE:
        return Read({"counting": UNIQUE, "pieces": 1, "making_days": None})
    if form.get("counting") == TO_ORDER:
        days = _whole(form.get("days") or form.get("making_days", ""), MOST_DAYS)
        if days is None:
            return Read(errors={"making_days": _("Between 1 and 365 days.")})
        return Read({"counting": TO_ORDER, "pieces": 0, "making_days": days})
    pieces = _whole(form.get("count") or form.get("pieces", ""), MOST_PIECES)
    if pieces is None:
        return Read(errors={"pieces": _("A number from 1 to 9999.")})
    return Read({"counting": PIECES, "pieces": pieces, "making_days": None})


def _read_number(code: str, given: str, facts: dict[str, Any], read: Read) -> None:
    try:
        number = read_hours(given)
    except AmountError as error:
        read.errors[code] = amount_words(error.fault)
        return
    if number:
        facts[code] = f"{number.normalize():f}"


def _whole(text: str, most: int) -> int | None:
    typed = text.strip()
    if not typed.isdecimal() or len(typed) > len(str(most)):
        return None
    return int(typed) if 1 <= int(typed) <= most else None
