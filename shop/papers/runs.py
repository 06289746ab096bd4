"""Which way a typed text runs: by its own first letter, whatever the language of the paper around it."""

import unicodedata

RIGHT_TO_LEFT = ("R", "AL")
STRONG = ("L", *RIGHT_TO_LEFT)


def as_typed(text: str) -> dict[str, str]:
    """Return a text for a form with its direction, that of its first letter; numbers run left to right."""
    strong = next(
        (kind for kind in map(unicodedata.bidirectional, text) if kind in ("L", *RIGHT_TO_LEFT)), "L"
    )
    is_arabic = strong in RIGHT_TO_LEFT
    return {"text": text, "lang": "ar" if is_arabic else "fr", "dir": "rtl" if is_arabic else "ltr"}
