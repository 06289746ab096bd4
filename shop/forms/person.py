"""What somebody types of who she is and how she is reached, for every form that asks for it."""

from django.core.exceptions import ValidationError

from shop.domain.contact import read_email, read_line, read_name, read_phone
from shop.refusals import refusal_text

WIDEST = 254


def name_in(typed: str) -> str:
    """Return a person's name. Raises ``ValidationError``, in the language that is active."""
    entry = read_name(typed)
    if entry.error:
        raise ValidationError(refusal_text("name", entry.error))
    return entry.value


def phone_in(typed: str) -> str:
    """Return a phone number, or "" where none was typed.

    Raises ``ValidationError``, in the language that is active.
    """
    if not typed.strip():
        return ""
    entry = read_phone(typed)
    if entry.error:
        raise ValidationError(refusal_text("phone", entry.error))
    return entry.value


def contact_in(typed: str) -> str:
    """Return a phone number or an e-mail address, safe to keep.

    Raises ``ValidationError``, in the language that is active.
    """
    is_mail = "@" in typed
    entry = read_email(typed) if is_mail else read_phone(typed)
    if entry.error:
        error = read_line(typed, WIDEST).error or entry.error
        raise ValidationError(refusal_text("email" if is_mail else "phone", error))
    return entry.value
