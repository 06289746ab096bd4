"""Amounts as a row of recorded clips, for who does not read and whose phone has no voice.

A helper records the few words of ``vocabulary`` once per voice; every amount is made of them. Amounts are
minor units; nothing here reads aloud by itself.
"""

from collections.abc import Callable, Mapping

from shop.domain.money import digits

MOST = 999_999_999
_AND, _PLURAL_THOUSAND, _MILLION, _CENTS = "and", "thousands", "million", "cents"
_FRENCH = (*range(17), 20, 30, 40, 50, 60, 80, 100, 1000)
_ARABIC = (*range(20), *range(20, 100, 10), 100, 200, 1000, 2000)
_CURRENCIES = ("MAD", "EUR", "USD")
# Codes of ISO 639-3. Amazigh speakers count money in the words of Darija at the souk.
_COUNTS_AS: Mapping[str, str] = {
    "fr": "fr",
    "ar": "ar",
    "ary": "ar",
    "shi": "ar",
    "tzm": "ar",
    "rif": "ar",
}
Words = tuple[str, ...]


def clips_of(amount: int, currency: str, lang: str) -> Words:
    """Return the codes of the clips that say an amount, in the order in which they are played.

    ``amount`` is in minor units and not below zero. Cents are said only where there are any. A language
    without rules of its own is told in French. Raises ``ValueError`` for an amount that is out of bounds.
    """
    whole, cents = divmod(amount, 10 ** digits(currency))
    if not 0 <= whole <= MOST:
        raise ValueError(f"{amount} is not said")
    said = (*say(whole, lang), f"currency.{currency}")
    return (*said, _code(_AND), *say(cents, lang), f"currency.{_CENTS}") if cents else said


def say(number: int, lang: str) -> Words:
    """Return the codes of the clips that say a whole number up to ``MOST``. Raises ``ValueError``."""
    if not 0 <= number <= MOST:
        raise ValueError(f"{number} is not said")
    return tuple(map(_code, _RULES[_rules_of(lang)](number)))


def vocabulary(lang: str) -> Words:
    """Return the code of every clip that a language needs: what a helper records."""
    own: Mapping[str, tuple[object, ...]] = {
        "fr": (*_FRENCH, _AND, _MILLION),
        "ar": (*_ARABIC, _AND, _PLURAL_THOUSAND, _MILLION),
    }
    money = (f"currency.{code}" for code in (*_CURRENCIES, _CENTS))
    return (*map(_code, own[_rules_of(lang)]), *money)


def counts_in(voice: str) -> bool:
    """Say whether a voice has rules of its own, or counts money as its neighbour does."""
    return voice.partition("-")[0] in _COUNTS_AS


def _rules_of(lang: str) -> str:
    return _COUNTS_AS.get(lang.partition("-")[0], "fr")


def _code(word: object) -> str:
    return f"digit.{word}"


def _french(number: int) -> list[object]:
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1000)
    said: list[object] = [*_french_small(millions), _MILLION] if millions else []
    if thousands:
        said += [*(_french_small(thousands) if thousands > 1 else []), 1000]
    return said + _french_small(units) if units or not said else said


def _french_small(number: int) -> list[object]:
    """Say 0 to 999: ``deux cent soixante et onze``."""
    hundreds, rest = divmod(number, 100)
    said: list[object] = [*([hundreds] if hundreds > 1 else []), 100] if hundreds else []
    return said + _french_tens(rest) if rest or not said else said


def _french_tens(number: int) -> list[object]:
    """Say 0 to 99 the way France and Morocco count: by twenties from sixty on."""
    if number <= 16:
        return [number]
    if number < 20:
        return [10, number - 10]
    base = 80 if number >= 80 else 60 if number >= 60 else number // 10 * 10
    rest = number - base
    if not rest:
        return [base]
    joined: list[object] = [_AND] if rest in (1, 11) and base != 80 else []
    return [base, *joined, *_french_tens(rest)]


def _arabic(number: int) -> list[object]:
    millions, rest = divmod(number, 1_000_000)
    thousands, units = divmod(rest, 1000)
    groups: list[list[object]] = []
    if millions:
        groups.append([*(_arabic_small(millions) if millions > 1 else []), _MILLION])
    if thousands:
        groups.append(_arabic_thousands(thousands))
    if units or not groups:
        groups.append(_arabic_small(units))
    return _joined(groups)


def _arabic_thousands(count: int) -> list[object]:
    """One and two thousand have words of their own, three to ten take the plural."""
    if count <= 2:
        return [count * 1000]
    return [*_arabic_small(count), _PLURAL_THOUSAND if count <= 10 else 1000]


def _arabic_small(number: int) -> list[object]:
    """Say 0 to 999: hundreds, then units before tens."""
    hundreds, rest = divmod(number, 100)
    groups: list[list[object]] = []
    if hundreds:
        groups.append([hundreds * 100] if hundreds <= 2 else [hundreds, 100])
    if rest or not groups:
        groups += _arabic_tens(rest)
    return _joined(groups)


def _arabic_tens(number: int) -> list[list[object]]:
    if number < 20 or number % 10 == 0:
        return [[number]]
    return [[number % 10], [number // 10 * 10]]


def _joined(groups: list[list[object]]) -> list[object]:
    said: list[object] = []
    for group in groups:
        said += [_AND, *group] if said else group
    return said


_RULES: Mapping[str, Callable[[int], list[object]]] = {"fr": _french, "ar": _arabic}
