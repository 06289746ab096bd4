"""How to reach a buyer: what was typed as name, phone, e-mail or note, made safe to keep or refused."""

import re
import unicodedata

import phonenumbers
from phonenumbers import PhoneNumberFormat

from producers.domain.phones import COPIED_ALONG, bare_number, e164
from producers.domain.text import clean_line, clean_text
from shop.domain.entries import Entry, Refusal

NAME_LIMIT = 100
EMAIL_LIMIT = 254
NOTE_LIMIT = 500
PHONE_LIMIT = 40
_LOCAL_LIMIT = 64
NOTHING = Entry()
# These change how the rest of a line reads, which no name needs; marks and isolates come along with copied
# text and are taken out without a word.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e")
_INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200e\u200f\u061c\u2066\u2067\u2068\u2069\ufeff"))
_ATOM = r"[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+"
_LOCAL = re.compile(rf"{_ATOM}(?:\.{_ATOM})*")
_DOMAIN = re.compile(r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+(?:[a-z]{2,63}|xn--[a-z0-9-]{1,59})")


def read_line(text: str, limit: int) -> Entry:
    """Read one line of at most ``limit`` characters; an empty one is good. Line breaks become spaces."""
    if not text:
        return NOTHING
    error = _refusal(text, limit)
    return Entry(error=error) if error else Entry(clean_line(text, limit))


def read_note(text: str, limit: int = NOTE_LIMIT) -> Entry:
    """Read a text of several lines; an empty one is good."""
    if not text:
        return NOTHING
    error = _refusal(text, limit)
    return Entry(error=error) if error else Entry(clean_text(text, limit))


def read_name(text: str, limit: int = NAME_LIMIT) -> Entry:
    """Read a person's name: one line in any script, with a letter in it."""
    entry = read_line(text, limit)
    if entry.error:
        return entry
    if not entry.value:
        return Entry(error=Refusal.REQUIRED)
    has_letter = any(unicodedata.category(sign).startswith("L") for sign in entry.value)
    return entry if has_letter else Entry(error=Refusal.MALFORMED)


def read_phone(text: str, country: str = "MA") -> Entry:
    """Read a phone number, dialled from ``country`` unless it starts with ``+`` or ``00``, into E.164.

    Takes digits of any script, spaces, dots, hyphens and brackets.
    """
    error = _refusal(text.translate(COPIED_ALONG), PHONE_LIMIT)
    if error:
        return Entry(error=error)
    if not bare_number(text):
        return Entry(error=Refusal.REQUIRED)
    number = e164(text, country)
    return Entry(number) if number else Entry(error=Refusal.MALFORMED)


def phone_written(e164: str, home: str = "MA") -> str:
    """Write a number as people read it: ``06 12 34 56 78`` at home, ``+33 6 12 34 56 78`` elsewhere.

    A text that is no E.164 number comes back as it is.
    """
    try:
        number = phonenumbers.parse(e164)
    except phonenumbers.NumberParseException:
        return e164
    if home == "MA" and number.country_code == 212:
        national = f"0{number.national_number}"
        return " ".join(national[start : start + 2] for start in range(0, len(national), 2))
    is_home = number.country_code == phonenumbers.country_code_for_region(home)
    return str(
        phonenumbers.format_number(
            number, PhoneNumberFormat.NATIONAL if is_home else PhoneNumberFormat.INTERNATIONAL
        )
    )


def read_email(text: str) -> Entry:
    """Read an e-mail address; what follows the @ becomes small letters, in the ASCII form if need be."""
    typed = text.strip().translate(_INVISIBLE)
    error = _refusal(typed, EMAIL_LIMIT)
    if error or any(unicodedata.category(sign) == "Cc" for sign in typed):
        return Entry(error=error or Refusal.NOT_ALLOWED)
    if not typed:
        return Entry(error=Refusal.REQUIRED)
    local, _, domain = unicodedata.normalize("NFKC", typed).rpartition("@")
    domain = _mail_domain(domain)
    if len(local) > _LOCAL_LIMIT or not _LOCAL.fullmatch(local) or not _DOMAIN.fullmatch(domain):
        return Entry(error=Refusal.MALFORMED)
    address = f"{local}@{domain}"
    return Entry(address) if len(address) <= EMAIL_LIMIT else Entry(error=Refusal.TOO_LONG)


def _refusal(text: str, limit: int) -> Refusal | None:
    if len(text.strip()) > limit:
        return Refusal.TOO_LONG
    if text.isprintable():  # as nearly all are: neither signs that control nor such that turn
        return None
    return Refusal.NOT_ALLOWED if any(_is_refused(sign) for sign in text) else None


def _is_refused(sign: str) -> bool:
    category = unicodedata.category(sign)
    return sign in _TURNING or category == "Cs" or (category == "Cc" and not sign.isspace())


def _mail_domain(domain: str) -> str:
    try:
        return domain.lower().encode("idna").decode("ascii").lower()
    except UnicodeError:
        return ""
