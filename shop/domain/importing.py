"""What a row of a spreadsheet says of one offer. Plain values in, an offer or a list of faults out.

One row is one offer with one variant. ``key`` is the association's own word for it: a row with a key that the
producer has already is about that offer, so that the same file twice changes nothing.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal, InvalidOperation
from enum import StrEnum
from typing import Any

from producers.domain.export_ids import is_export_id
from shop.domain.availability import OfferState
from shop.domain.cells import as_meant

LANGUAGES = ("fr", "ar", "en", "zgh")
TEXTS = {"name": 160, "summary": 250, "description": 20_000, "care": 2_000}
CURRENCIES = ("MAD", "EUR", "USD")
LISTS = ("techniques", "materials", "tags", "pictures")
PLAIN = ("key", "producer", "category", "one_of_a_kind", "stock", "making_days", "weight_g", "hs6")
NET = ("net_quantity", "net_unit")
COLUMNS = (
    *PLAIN, *NET, *LISTS,
    *(f"{name}_{lang}" for name in (*TEXTS, "alt") for lang in LANGUAGES),
    *(f"price_{code}" for code in CURRENCIES),
)  # fmt: skip
NEEDED = ("key", "producer", "category")
# On what terms a shop may order it.
TERMS = ("carton_pieces", "minimum_quantity", "monthly_capacity")
SAID_OF_MAKERS = {"producer_name": 150, "producer_commune": 100, "producer_sentence": 400}
# What a sheet of another shop, or of this one, says besides. Rows with one ``product_id`` are its variants.
PERMANENT = ("id", "product_id", "maker_id")
MORE = (
    *PERMANENT, "slug", "position", "original_language", "length_mm", "width_mm", "height_mm", "origin",
    "perishable", "work_hours", "attributes", "availability", "producer_kind", "region", "makers_paid",
    "producer_number", "producer_picture", *TERMS, *(f"trade_{code}" for code in CURRENCIES),
    *(f"{name}_{lang}" for name in ("option", *SAID_OF_MAKERS) for lang in LANGUAGES),
)  # fmt: skip
FACT = re.compile(r"fact_([a-z][a-z0-9_-]{0,39}?)_(fr|ar|en|zgh)")
SLUG, COUNTRY = re.compile(r"[A-Za-z0-9_-]{1,120}"), re.compile(r"[A-Z]{2}")
LANGUAGE, KIND = re.compile("|".join(LANGUAGES)), re.compile("producer|cooperative|group")
STATE = re.compile("|".join(OfferState))
UNITS = ("g", "kg", "ml", "cl", "l")
YES, NO = frozenset({"1", "yes", "oui", "true", "نعم", "x"}), frozenset({"", "0", "no", "non", "false", "لا"})
# Control characters, and the marks that turn the direction of what follows.
UNWANTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\u202a-\u202e\u2066-\u2069]")
DEAREST = Decimal("9999999.99")


class Outcome(StrEnum):
    """What becomes of a row."""

    CREATED = "created"
    CHANGED = "changed"
    SAME = "same"
    REFUSED = "refused"


class Fault(StrEnum):
    """Why a row, or a whole file, is refused. The words are in ``shop.imports.words``."""

    # A row: with the name of its column
    MISSING = "missing"
    UNKNOWN = "unknown"
    TOO_LONG = "too_long"
    NOT_A_NUMBER = "not_a_number"
    OUT_OF_RANGE = "out_of_range"
    NOT_ALLOWED = "not_allowed"
    FORMULA = "formula"
    TWICE = "twice"
    KEY_TAKEN = "key_taken"
    NO_PRICE = "no_price"
    NO_NAME = "no_name"
    NO_PICTURE = "no_picture"
    BAD_PICTURE = "bad_picture"
    FOR_THE_CENTRE = "for_the_centre"
    # A file
    NOT_A_SHEET = "not_a_sheet"
    EMPTY = "empty"
    ENCODING = "encoding"
    TOO_BIG = "too_big"
    TOO_MANY_ROWS = "too_many_rows"
    NO_COLUMNS = "no_columns"
    COLUMN_TWICE = "column_twice"
    BAD_ARCHIVE = "bad_archive"
    UNSAFE_ARCHIVE = "unsafe_archive"


@dataclass(frozen=True)
class Complaint:
    """A fault and the column, or file, that it is about."""

    fault: Fault
    where: str = ""


class FileError(ValueError):
    """A file that cannot be imported at all."""

    def __init__(self, fault: Fault, where: str = "") -> None:
        super().__init__(f"{fault.value} {where}".strip())
        self.complaint = Complaint(fault, where)


@dataclass(frozen=True)
class Formula:
    """A cell that computes something instead of saying it."""

    text: str


@dataclass(frozen=True)
class MakerRow:
    """Who makes it, as a sheet with permanent ids says: enough to write her down, not to show her."""

    id: str
    slug: str
    name: Mapping[str, str]
    kind: str = "producer"
    region: str = ""
    members: int | None = None
    commune: Mapping[str, str] = field(default_factory=dict)
    sentence: Mapping[str, str] = field(default_factory=dict)
    legal_number: str = ""
    picture: str = ""
    """The name of a file in the archive; who sends none, or another, loses nothing but the picture."""


@dataclass
class OfferRow:
    """One offer as a row says it. Texts by field and language, prices and ``trade`` prices by currency."""

    number: int
    key: str
    producer: str
    category: str
    texts: dict[str, dict[str, str]]
    alt: dict[str, str]
    prices: dict[str, Decimal]
    facts: dict[str, dict[str, str]]
    lists: dict[str, tuple[str, ...]]
    is_one_of_a_kind: bool = False
    stock: int | None = None
    making_days: int | None = None
    weight_g: int | None = None
    hs6: str = ""
    net_quantity: Decimal | None = None
    net_unit: str = ""
    id: str = ""
    product: str = ""
    maker: MakerRow | None = None
    slug: str = ""
    position: int = 0
    option: dict[str, str] = field(default_factory=dict)
    original_language: str = ""
    length_mm: int | None = None
    width_mm: int | None = None
    height_mm: int | None = None
    origin: str = ""
    is_perishable: bool = False
    work_hours: Decimal | None = None
    carton_pieces: int | None = None
    minimum_quantity: int | None = None
    monthly_capacity: int | None = None
    trade: dict[str, Decimal] = field(default_factory=dict)
    attributes: tuple[tuple[str, str], ...] = ()
    availability: str = ""

    @property
    def is_made_when_ordered(self) -> bool:
        """Whether the pieces are those that may be ordered, not those that lie there."""
        return self.availability == OfferState.MADE_TO_ORDER


@dataclass
class _Reader:
    """Reads the cells of one row and gathers what is wrong with them."""

    cells: Mapping[str, object]
    complaints: list[Complaint] = field(default_factory=list)

    def text(self, name: str, longest: int = 200) -> str:
        value = self.cells.get(name)
        if isinstance(value, Formula):
            return self._refuse(Fault.FORMULA, name)
        text = "" if value is None else as_meant(str(value).strip())
        if UNWANTED.search(text):
            return self._refuse(Fault.NOT_ALLOWED, name)
        return self._refuse(Fault.TOO_LONG, name) if len(text) > longest else text

    def number(self, name: str, least: Decimal, most: Decimal, places: int = 0) -> Decimal | None:
        text = self.text(name).replace(" ", "").replace("\u00a0", "").replace("\u202f", "")
        if not text:
            return None
        try:
            value = Decimal(text.replace(",", "."))
        except InvalidOperation:
            value = Decimal("NaN")
        if not value.is_finite():
            self._refuse(Fault.NOT_A_NUMBER, name)
            return None
        value = value.normalize()
        exponent = value.as_tuple().exponent
        is_fine = isinstance(exponent, int) and exponent >= -places
        if not least <= value <= most or not is_fine:
            self._refuse(Fault.OUT_OF_RANGE, name)
            return None
        return value

    def whole(self, name: str, most: int, least: int = 0) -> int | None:
        value = self.number(name, Decimal(least), Decimal(most))
        return None if value is None else int(value)

    def listed(self, name: str) -> tuple[str, ...]:
        found = (part.strip() for part in re.split(r"[;\n]", self.text(name, 2000)))
        return tuple(dict.fromkeys(part for part in found if part))

    def shaped(self, name: str, shape: re.Pattern[str]) -> str:
        text = self.text(name)
        return text if not text or shape.fullmatch(text) else self._refuse(Fault.UNKNOWN, name)

    def permanent(self, name: str) -> str:
        text = self.text(name)
        return text if not text or is_export_id(text) else self._refuse(Fault.UNKNOWN, name)

    def flag(self, name: str) -> bool:
        text = self.text(name).casefold()
        if text not in YES | NO:
            self._refuse(Fault.UNKNOWN, name)
        return text in YES

    def by_language(self, name: str, longest: int) -> dict[str, str]:
        found = {lang: self.text(f"{name}_{lang}", longest) for lang in LANGUAGES}
        return {lang: text for lang, text in found.items() if text}

    def _refuse(self, fault: Fault, name: str) -> str:
        self.complaints.append(Complaint(fault, name))
        return ""


def check_columns(names: Iterable[str]) -> None:
    """Raise ``FileError`` unless the columns are known, there once, and the needed ones among them."""
    seen: set[str] = set()
    for name in names:
        if name in seen:
            raise FileError(Fault.COLUMN_TWICE, name)
        if name not in COLUMNS + MORE and not FACT.fullmatch(name):
            raise FileError(Fault.NO_COLUMNS, name)
        seen.add(name)
    missing = [name for name in NEEDED if name not in seen]
    if missing:
        raise FileError(Fault.NO_COLUMNS, ", ".join(missing))


def read_row(number: int, cells: Mapping[str, object]) -> tuple[OfferRow | None, list[Complaint]]:
    """Read one row; ``number`` is its line in the file. Without complaints there is an offer."""
    reader = _Reader(cells)
    row = OfferRow(
        number=number,
        key=reader.text("key", 40),
        producer=reader.text("producer", 120),
        category=reader.text("category", 80),
        texts={name: reader.by_language(name, longest) for name, longest in TEXTS.items()},
        alt=reader.by_language("alt", 250),
        prices=_prices(reader, "price"),
        facts=_facts(reader, cells),
        lists={name: reader.listed(name) for name in LISTS},
        is_one_of_a_kind=reader.flag("one_of_a_kind"),
        stock=reader.whole("stock", 100_000),
        making_days=reader.whole("making_days", 365, 1),
        weight_g=reader.whole("weight_g", 1_000_000),
        hs6=reader.text("hs6", 6),
        net_quantity=reader.number("net_quantity", Decimal("0.01"), Decimal(999_999), places=2),
        net_unit=reader.text("net_unit", 8),
        **_more(reader),
    )
    complaints = [*reader.complaints, *_whole(row)]
    return (None if complaints else row), complaints


def _more(reader: _Reader) -> dict[str, Any]:
    """What a sheet with permanent ids says besides."""
    return {
        "id": reader.permanent("id"),
        "product": reader.permanent("product_id"),
        "maker": _maker(reader),
        "slug": reader.shaped("slug", SLUG),
        "position": reader.whole("position", 32_000) or 0,
        "option": reader.by_language("option", 100),
        "original_language": reader.shaped("original_language", LANGUAGE),
        "length_mm": reader.whole("length_mm", 100_000),
        "width_mm": reader.whole("width_mm", 100_000),
        "height_mm": reader.whole("height_mm", 100_000),
        "origin": reader.shaped("origin", COUNTRY),
        "is_perishable": reader.flag("perishable"),
        "work_hours": reader.number("work_hours", Decimal(0), Decimal(99_999), places=2),
        "trade": _prices(reader, "trade"),
        **{name: reader.whole(name, 1_000_000, 1) for name in TERMS},
        "attributes": _attributes(reader),
        "availability": reader.shaped("availability", STATE),
    }


def _maker(reader: _Reader) -> MakerRow | None:
    name, commune, sentence = (reader.by_language(*said) for said in SAID_OF_MAKERS.items())
    region, members = reader.text("region", 8), reader.whole("makers_paid", 1_000_000)
    kind = reader.shaped("producer_kind", KIND) or "producer"
    permanent = reader.permanent("maker_id")
    slug, number = reader.text("producer", 80), reader.text("producer_number", 60)
    picture = reader.text("producer_picture", 200)
    if not permanent:
        return None
    return MakerRow(permanent, slug, name, kind, region, members, commune, sentence, number, picture)


def _attributes(reader: _Reader) -> tuple[tuple[str, str], ...]:
    pairs = (part.partition("=") for part in reader.listed("attributes"))
    return tuple((code.strip(), said.strip()) for code, _sign, said in pairs if said.strip())


def _prices(reader: _Reader, kind: str) -> dict[str, Decimal]:
    found = {code: reader.number(f"{kind}_{code}", Decimal("0.01"), DEAREST, places=2) for code in CURRENCIES}
    return {code: amount for code, amount in found.items() if amount is not None}


def _facts(reader: _Reader, cells: Mapping[str, object]) -> dict[str, dict[str, str]]:
    facts: dict[str, dict[str, str]] = {}
    for name in cells:
        found = FACT.fullmatch(name)
        text = reader.text(name, 2000) if found else ""
        if found and text:
            facts.setdefault(found[1], {})[found[2]] = text
    return facts


def _whole(row: OfferRow) -> list[Complaint]:
    """What is wrong with the row as a whole."""
    wrong = [Complaint(Fault.MISSING, name) for name in NEEDED if not getattr(row, name)]
    if not row.texts["name"]:
        wrong.append(Complaint(Fault.NO_NAME, "name_fr"))
    if not row.prices:
        wrong.append(Complaint(Fault.NO_PRICE, "price_MAD"))
    wrong += [
        Complaint(Fault.OUT_OF_RANGE, f"trade_{code}")
        for code, asked in row.trade.items()
        if asked > row.prices.get(code, Decimal(0))
    ]
    if row.net_quantity is not None and row.net_unit not in UNITS:
        wrong.append(Complaint(Fault.UNKNOWN, "net_unit"))
    if row.is_one_of_a_kind and (row.stock or 0) > 1:
        wrong.append(Complaint(Fault.OUT_OF_RANGE, "stock"))
    return wrong
