"""What must not stand in a log or in the note of a fault: addresses, phones, accounts, secrets."""

import re

GONE = "…"
_EMAIL = re.compile(r"[\w.+%-]+@[\w-]+(?:\.[\w-]+)+")
_ABROAD = re.compile(r"(?<![\w.:-])(?:\+|00)\d[\d .()-]{6,18}\d(?![\w:])")
_AT_HOME = re.compile(r"(?<![\w.:-])0[5-8](?:[ .-]?\d){8}(?!\w)")
_ACCOUNT = re.compile(r"(?<!\w)(?:\d[ ]?){24}(?!\w)|(?<!\w)[A-Z]{2}\d{2}(?:[ ]?[A-Z0-9]{4}){3,7}(?!\w)")
# Secrets of orders and carts stand in addresses of pages: 43 signs that nobody types.
_SECRET = re.compile(r"(?<![\w-])(?=[\w-]*[A-Z])(?=[\w-]*[a-z])[A-Za-z0-9_-]{40,}(?![\w-])")


def redacted(text: str) -> str:
    """Return a text without e-mail addresses, phones, accounts and secrets of pages."""
    for pattern in (_EMAIL, _ACCOUNT, _ABROAD, _AT_HOME, _SECRET):
        text = pattern.sub(GONE, text)
    return text
