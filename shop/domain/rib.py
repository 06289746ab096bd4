"""Bank accounts: the Moroccan RIB of 24 digits, and the IBAN that contains it.

A RIB is bank (3), place (3), account (16) and a key (2) that makes the whole number divisible by 97. Its
IBAN is ``MA``, two check digits of its own, and the RIB.
"""

import re
import unicodedata

from stdnum import iban as _iban
from stdnum.exceptions import ValidationError

from producers.domain.phones import western_digits

_RIB = re.compile(r"[0-9]{24}")
_LONGEST_TYPED = 80
_SEPARATORS = frozenset({"Zs", "Cf", "Pd", "Po", "Cc"})
# No bank has this code: an account of a demonstration can be told from a real one.
FICTIONAL_BANK = "000"


def read_rib(typed: str) -> str | None:
    """Return the RIB that somebody meant, typed with spaces, in any digits, or as an IBAN; else None."""
    plain = _plain(typed)
    if plain.startswith("MA"):
        plain = plain[4:] if is_iban(plain) else ""
    return plain if is_rib(plain) else None


def is_rib(text: str) -> bool:
    """Say whether this is a RIB exactly as we keep it, with the right key. Nothing but zeros is none."""
    return bool(_RIB.fullmatch(text)) and text.strip("0") != "" and int(text) % 97 == 0


def with_key(body: str) -> str:
    """Return the RIB of 22 digits and their key. Raises ``ValueError`` for anything else."""
    if not re.fullmatch(r"[0-9]{22}", body):
        raise ValueError("a RIB has 22 digits before its key")
    return f"{body}{97 - int(body) * 100 % 97:02}"


def iban_of(rib: str) -> str:
    """Return the IBAN of a RIB."""
    return f"MA{98 - int(rib + '221000') % 97:02}{rib}"


def read_iban(typed: str) -> str | None:
    """Return the IBAN that somebody meant, or None."""
    plain = _plain(typed)
    return plain if is_iban(plain) else None


def is_iban(text: str) -> bool:
    """Say whether this is an IBAN of a country that has them, of its length, with the right check digits."""
    if text.startswith("MA"):  # not in the registry that the package carries
        return is_rib(text[4:]) and text == iban_of(text[4:])
    try:
        _iban.validate(text, check_country=False)
    except ValidationError:
        return False
    return text == _iban.compact(text)


def masked(account: str) -> str:
    """Return an account of which only the last four signs are told."""
    return f"…{account[-4:]}" if account else ""


def is_fictional(account: str) -> bool:
    """Say whether an account is one of a demonstration: no bank has the code 000."""
    digits = account[4:] if account.startswith("MA") else account
    return digits.startswith(FICTIONAL_BANK)


def _plain(typed: str) -> str:
    if len(typed) > _LONGEST_TYPED:
        return ""
    return "".join(
        sign for sign in western_digits(typed).upper() if unicodedata.category(sign) not in _SEPARATORS
    )
