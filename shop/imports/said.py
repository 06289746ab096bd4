"""Facts and attributes as pages say them, read back into values; in whatever language they were written."""

import re
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django.utils.translation import override

from producers.domain.shown import spoken
from shop.domain.importing import LANGUAGES
from shop.models import Attribute
from shop.reading.facts import ALLERGENS, FIBRES

Texts = Mapping[str, str]
SHARE = re.compile(r"\s*(\d+(?:[.,]\d+)?)\s*%\s*(.+?)\s*")
COUNT = re.compile(r"\d+")
DAY = re.compile(r"(?<!\w)(?:jour|day|يوم|أيام)")
MONTH = re.compile(r"(?<!\w)(?:mois|month|شهر|أشهر)")
YES = frozenset({"yes", "oui", "نعم", "1", "true"})
NO = frozenset({"no", "non", "لا", "0", "false"})
DAYS_IN_MONTH = 30


class UnreadableError(ValueError):
    """What a cell says is none of what it could say."""


def fact_value(code: str, texts: Texts) -> object:
    """Return a fact as it is stored; one of a free kind stays as it is said. Raises ``UnreadableError``."""
    read = READERS.get(code)
    if read is None:
        return dict(texts)
    text = next(iter(texts.values()))
    return read(text)


def attribute_value(attribute: Attribute, text: str) -> dict[str, Any]:
    """Return the column that a value fills. Raises ``UnreadableError``."""
    if attribute.kind == Attribute.Kind.CHOICE:
        for choice in attribute.choices.all():
            if text.casefold() in {choice.code.casefold(), *_names(choice.name)}:
                return {"choice": choice}
        raise UnreadableError
    if attribute.kind == Attribute.Kind.NUMBER:
        return {"number": _number(text.removesuffix(attribute.unit))}
    if attribute.kind == Attribute.Kind.BOOLEAN:
        if text.casefold() not in YES | NO:
            raise UnreadableError
        return {"boolean": text.casefold() in YES}
    return {"text": text.removesuffix(attribute.unit).strip()[:250]}


def _names(name: Any) -> set[str]:
    data = getattr(name, "data", name)
    return {str(each).casefold() for each in (data.values() if isinstance(data, dict) else [data])}


def _number(text: str) -> Decimal:
    """Read the number that a measure begins with; of a comma before three digits, that it parts thousands."""
    found = re.match(r"[\d\s.,\u00a0\u202f\u066b]+", text.strip())
    digits = re.sub(r"[\s\u00a0\u202f]", "", found[0] if found else "").rstrip(".,")
    digits = re.sub(r"(?<=[1-9]),(?=\d{3}$)|(?<=\d),(?=\d{3}[,.])", "", digits).replace(",", ".")
    try:
        return Decimal(digits)
    except InvalidOperation as error:
        raise UnreadableError from error


def _codes(words: Mapping[str, Callable[[], str]]) -> dict[str, str]:
    """Codes by their names in every language, and by themselves."""
    found = {code: code for code in words}
    for lang in LANGUAGES:
        with override(spoken(lang)):
            found |= {say().casefold(): code for code, say in words.items()}
    return found


def _shares(text: str) -> object:
    known, shares = _codes(FIBRES), {}
    for part in re.split(r"[,،]\s+", text):
        found = SHARE.fullmatch(part)
        code = known.get(found[2].casefold()) if found else None
        if not found or not code:
            raise UnreadableError
        amount = Decimal(found[1].replace(",", "."))
        shares[code] = int(amount) if amount == int(amount) else str(amount)
    if sum(Decimal(str(share)) for share in shares.values()) != 100:
        raise UnreadableError
    return shares


def _allergens(text: str) -> object:
    known = _codes(ALLERGENS)
    parts = [part.strip().casefold() for part in re.split(r"[,،]", text) if part.strip()]
    codes = [known[part] for part in parts if part in known]
    if codes and len(codes) != len(parts):
        raise UnreadableError
    return codes  # a word that names none of them says that there are none


def _days(text: str) -> object:
    count, said = COUNT.search(text), text.casefold()
    if not count or bool(DAY.search(said)) == bool(MONTH.search(said)):
        raise UnreadableError
    return int(count[0]) * (1 if DAY.search(said) else DAYS_IN_MONTH)


READERS: Mapping[str, Callable[[str], object]] = {
    "fibres_percent": _shares,
    "allergens": _allergens,
    "shelf_life_days": _days,
    "inci": str,
    "batch": str,
}
