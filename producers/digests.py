"""What is kept of short secrets and of numbers: a digest under the site's key.

Six digits or four pictures are found from any plain or slow hash within minutes by whoever has the table;
not without the key, which no table holds. A new key with the old one among ``SECRET_KEY_FALLBACKS`` goes on
fitting.
"""

from django.conf import settings
from django.utils.crypto import constant_time_compare, salted_hmac


def keyed(value: str, *, purpose: str, secret: str | None = None) -> str:
    """Return the digest of a value for one purpose: the same value has another for another purpose."""
    return salted_hmac(f"tiwizi.{purpose}", value, secret=secret, algorithm="sha256").hexdigest()


def fits(value: str, kept: str, *, purpose: str) -> bool:
    """Say whether a value is the one whose digest was kept; an empty digest fits nothing."""
    keys = (settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS)
    found = [constant_time_compare(keyed(value, purpose=purpose, secret=key), kept) for key in keys]
    return bool(value and kept) and any(found)
