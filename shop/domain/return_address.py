"""Where a payment page may send a buyer back to when another storefront has sold to her."""

from collections.abc import Collection
from urllib.parse import urlsplit

LONGEST = 500


def is_at_a_site(address: str, sites: Collection[str]) -> bool:
    """Say whether an address lies at one of these sites (``https://host``, with a port where it has one).

    What browsers and programs may read differently is at none: a name and password, a backslash, a blank, a
    letter that is not ASCII.
    """
    is_plain = address.isascii() and address.isprintable() and not set(address) & set(" \\@")
    if not is_plain or len(address) > LONGEST:
        return False
    try:
        parts = urlsplit(address)
    except ValueError:
        return False
    return parts.scheme == "https" and bool(parts.netloc) and f"https://{parts.netloc.lower()}" in sites
