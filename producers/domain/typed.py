"""Words that somebody types where others will read them: what is mended in silence, what is refused.

Pages escape what they show, so that a script in a text does nothing. It is refused all the same, because
whoever typed it means harm or has pasted what she does not mean. What a phone's keyboard or a message puts
between the letters unseen is no fault of hers and is taken out without a word.
"""

import re
from enum import StrEnum

from producers.domain.text import clean_line, clean_text

MOST = 5_000
OVERRIDES = frozenset("\u202d\u202e")
"""Signs that turn letters around, so that a text reads as another than it is. No keyboard writes them."""

_CODE = re.compile(
    r"<\s*/?\s*(?:script|iframe|object|embed|svg|style|link|meta|base|form|img|math|template)\b"
    r"|<[^>]{0,500}\bon[a-z]{3,20}\s*="
    r"|(?:java|vb|live)\s*script\s*:"
    r"|\bdata\s*:\s*(?:text/html|image/svg|application/)",
    re.IGNORECASE,
)
_CODE_FILE = re.compile(
    r"(?:https?:)?//\S{1,500}?\.(?:js|mjs|vbs|exe|apk|scr|bat|cmd|jar|hta)\b(?!\.?\w)", re.IGNORECASE
)


class TypedFault(StrEnum):
    """Why words are not taken."""

    TOO_LONG = "too_long"
    CODE = "code"
    CODE_LINK = "code_link"
    TURNED = "turned"


class TypedError(ValueError):
    """Words that are not taken; ``limit`` is how many signs there may be."""

    def __init__(self, fault: TypedFault, limit: int) -> None:
        super().__init__(fault.value)
        self.fault, self.limit = fault, limit


def checked_words(text: str, limit: int = MOST, *, is_line: bool = False) -> str:
    """Return words as they may be kept, in lines or as one. Raises ``TypedError``; nothing is ever cut.

    ``limit`` counts signs after cleaning; far more than that is refused before it is looked at.
    """
    if len(text) > 4 * limit + 1000:
        raise TypedError(TypedFault.TOO_LONG, limit)
    if OVERRIDES & set(text):
        raise TypedError(TypedFault.TURNED, limit)
    clean = (clean_line if is_line else clean_text)(text, len(text) + 1)
    if len(clean) > limit:
        raise TypedError(TypedFault.TOO_LONG, limit)
    if _CODE.search(clean):
        raise TypedError(TypedFault.CODE, limit)
    if _CODE_FILE.search(clean):
        raise TypedError(TypedFault.CODE_LINK, limit)
    return clean
