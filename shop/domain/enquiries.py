"""What a moderator is warned of before a question is passed on."""

import re

_MAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|\b(?:at|arobase)\b.{0,20}\b(?:dot|point)\b", re.IGNORECASE)
_LINK = re.compile(
    r"https?://|www\.|\b[\w-]+\.(?:com|net|org|ma|fr|me)\b|wa\.me|whats\s*app|insta", re.IGNORECASE
)
_NUMBER = re.compile(r"(?:[+٠-٩0-9][\s.\-/()]{0,2}){8,}")


def holds_contact(text: str) -> bool:
    """Say whether a text seems to hold an address, a link or a phone number: Latin or Arabic digits."""
    return any(shape.search(text) for shape in (_MAIL, _LINK, _NUMBER))
