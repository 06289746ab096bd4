"""Money without floats: minor units, rounding, division without loss, and how a price is written.

Arithmetic runs on whole minor units (centimes, cents; yen for a currency without any). A decimal appears
only at the edges: a percent, a typed amount, a ``Money`` of the database. Rounding is half up, away from
zero, so that a sum and its reversal round alike.
"""

from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from functools import lru_cache

from babel import Locale
from babel.numbers import format_decimal, get_currency_symbol
from moneyed import Currency, Money, get_currency

NO_BREAK_SPACE = "\u00a0"
LEFT_TO_RIGHT_ISOLATE, POP_ISOLATE = "\u2066", "\u2069"
DIRHAM_IN_ARABIC = "درهم"


class UnroundedMoneyError(ValueError):
    """An amount has more decimals than its currency has minor units."""


def digits(currency: str | Currency) -> int:
    """Return how many decimals the currency has by ISO 4217: MAD 2, JPY 0, TND 3."""
    return _digits(currency if isinstance(currency, str) else currency.code)


@lru_cache
def _digits(code: str) -> int:
    sub_unit: int = get_currency(code).sub_unit
    return len(str(sub_unit)) - 1


def minor(money: Money) -> int:
    """Return the amount in minor units; raise ``UnroundedMoneyError`` rather than round in silence."""
    exact = money.amount.scaleb(digits(money.currency))
    if exact != exact.to_integral_value():
        raise UnroundedMoneyError(f"{money.amount} {money.currency.code} is finer than its minor unit")
    return int(exact)


def from_minor(amount: int, currency: str | Currency) -> Money:
    """Return the money for ``amount`` minor units."""
    known = _currency(currency)
    return Money(Decimal(amount).scaleb(-digits(known)), known)


def rounded(amount: Decimal, currency: str | Currency) -> Money:
    """Return ``amount`` major units rounded half up to the currency's minor unit."""
    return from_minor(whole(amount.scaleb(digits(currency))), currency)


def whole(amount: Decimal) -> int:
    """Round half up, away from zero: 0.5 is 1 and -0.5 is -1."""
    return int(amount.to_integral_value(rounding=ROUND_HALF_UP))


def percent_of(amount_minor: int, percent: Decimal) -> int:
    """Return ``percent`` per cent of an amount in minor units, rounded half up."""
    return whole(amount_minor * percent / 100)


def percent_within(gross_minor: int, percent: Decimal) -> int:
    """Return the part of a gross amount that is ``percent`` per cent on top of its net, rounded half up."""
    return whole(gross_minor * percent / (100 + percent))


def allocate(amount: int, weights: Sequence[int]) -> list[int]:
    """Divide minor units by weight, largest remainder first; the shares always add back up.

    A zero weight gets nothing unless all are zero, when all count alike. A negative amount is divided as
    its opposite, so that a refund undoes a charge share by share. Equal remainders go to the first.
    Raises ``ValueError`` for a negative weight, or for an amount that nobody is there to take.
    """
    if any(weight < 0 for weight in weights):
        raise ValueError("a weight is negative")
    if not weights:
        if amount:
            raise ValueError("nobody is there to take the amount")
        return []
    if amount < 0:
        return [-part for part in allocate(-amount, weights)]
    parts = weights if any(weights) else [1] * len(weights)
    total = sum(parts)
    shares = [amount * part // total for part in parts]
    order = sorted(range(len(parts)), key=lambda index: -(amount * parts[index] % total))
    for index in order[: amount - sum(shares)]:
        shares[index] += 1
    return shares


def share(money: Money, weights: Sequence[int]) -> list[Money]:
    """Divide money by weight as ``allocate`` does."""
    return [from_minor(part, money.currency) for part in allocate(minor(money), weights)]


@lru_cache(maxsize=4_000)
def written(money: Money, lang: str, country: str = "MA") -> str:
    """Write a price as its reader does: ``1 250 MAD``, ``1.250,50 درهم``, ``MAD 1,250``.

    Digits are 0 to 9 in every language, a whole amount hides its decimals, and all spaces are no-break
    spaces. ``country`` tells an English reader's dollar from the others: ``$12`` in the US, else ``US$12``.
    The template isolates the text (``<bdi>``); only a negative Arabic amount isolates its own number,
    because the sign would move to the wrong side. Raises ``UnroundedMoneyError`` as ``minor`` does.
    """
    language = lang.partition("-")[0]
    locale = _locale(language, country)
    number = _number(money, locale)
    symbol = _symbol(money.currency.code, language, locale)
    sign = "-" if money.amount < 0 else ""
    if language == "en":
        gap = NO_BREAK_SPACE if symbol[-1].isalpha() else ""
        return f"{sign}{symbol}{gap}{number}"
    if sign and language == "ar":
        number, sign = f"{LEFT_TO_RIGHT_ISOLATE}-{number}{POP_ISOLATE}", ""
    return f"{sign}{number}{NO_BREAK_SPACE}{symbol}"


def _number(money: Money, locale: Locale) -> str:
    is_whole = minor(money) % 10 ** digits(money.currency) == 0
    decimals = 0 if is_whole else digits(money.currency)
    pattern = "#,##0" + ("." + "0" * decimals if decimals else "")
    text: str = format_decimal(abs(money.amount), format=pattern, locale=locale)
    # CLDR groups French thousands with U+202F, which many fonts draw as an empty box.
    return text.replace("\u202f", NO_BREAK_SPACE)


def _symbol(code: str, language: str, locale: Locale) -> str:
    if code == "MAD" and language == "ar":
        return DIRHAM_IN_ARABIC
    text: str = get_currency_symbol(code, locale=locale)
    return text.strip("\u200e\u200f")


def _locale(language: str, country: str) -> Locale:
    if language == "en":
        return Locale.parse("en_US" if country == "US" else "en_001")
    # Plain "ar" would bring Arabic-Indic digits and Levantine months; zgh has its own numbers in CLDR.
    return Locale.parse({"ar": "ar_MA", "zgh": "zgh"}.get(language, "fr"))


def _currency(currency: str | Currency) -> Currency:
    return currency if isinstance(currency, Currency) else get_currency(currency)
