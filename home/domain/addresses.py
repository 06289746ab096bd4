"""Where a link of a menu may lead."""

from urllib.parse import urlsplit

SCHEMES = {"https", "http", "mailto", "tel"}


def is_address(text: str) -> bool:
    """Tell whether a text is a path of this site (``/fr/products/``) or a full address that only leads on.

    Addresses that run something (``javascript:``, ``data:``) and those that name another site without its
    scheme (``//other.example``) are neither.
    """
    if any(character.isspace() or not character.isprintable() for character in text):
        return False
    try:
        parts = urlsplit(text)
    except ValueError:
        return False
    if parts.scheme in {"mailto", "tel"}:
        return bool(parts.path)
    if parts.scheme:
        return parts.scheme in SCHEMES and bool(parts.netloc)
    return text.startswith("/") and not text.startswith(("//", "/\\"))
