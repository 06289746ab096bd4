"""Phone numbers as people type them, read into E.164.

They are checked by the possible-number test alone: numbering plans change faster than a shop is updated,
and a number that is refused wrongly is a person sent away.
"""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat, ValidationResult

# What comes along with a number that is copied from a message or an address book.
COPIED_ALONG = dict.fromkeys(
    map(ord, "\u200b\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufeff\u202a\u202b\u202c\u202d")
)
_PUNCTUATION = re.compile(r"[\s.()/\u2010-\u2015-]+")
_PHONE = re.compile(r"\+?\d{4,20}", re.ASCII)
_WHOLE = re.compile(r"\+212[1-9]\d{8}", re.ASCII)
"""Of Morocco, as it is kept: each page of the checkout reads it again, and it says the same in the end."""


def western_digits(text: str) -> str:
    """Return the text with the decimal digits of any script as 0 to 9."""
    if text.isascii():
        return text
    digits = {ord(sign): str(unicodedata.decimal(sign)) for sign in set(text) if sign.isdecimal()}
    return text.translate(digits)


def bare_number(typed: str) -> str:
    """Return what was typed without spaces, dots, hyphens, brackets and marks, its digits as 0 to 9."""
    return _PUNCTUATION.sub("", western_digits(typed.translate(COPIED_ALONG)))


def e164(typed: str, country: str = "MA") -> str:
    """Return a number in E.164, dialled from ``country`` unless it starts with ``+`` or ``00``.

    Takes digits of any script, spaces, dots, hyphens and brackets. Empty for what is no number.
    """
    bare = bare_number(typed)
    if _WHOLE.fullmatch(bare):
        return bare
    if not _PHONE.fullmatch(bare):
        return ""
    try:
        number = phonenumbers.parse(re.sub(r"^00", "+", bare), country.upper())
    except phonenumbers.NumberParseException:
        return ""
    if phonenumbers.is_possible_number_with_reason(number) != ValidationResult.IS_POSSIBLE:
        return ""
    return str(phonenumbers.format_number(number, PhoneNumberFormat.E164))
