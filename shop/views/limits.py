"""How often somebody may do something within an hour: counted, and forgotten with the hour."""

import hashlib

from django.core.cache import cache

AN_HOUR = 3600


def is_too_often(what: str, who: str, most: int) -> bool:
    """Count one more time; say whether it was more than ``most`` within the hour. Nobody known is let in."""
    if not who:
        return False
    key = f"tiwizi_often:{what}:" + hashlib.sha256(who.encode()).hexdigest()[:32]
    cache.add(key, 0, AN_HOUR)
    try:
        return int(cache.incr(key)) > most
    except ValueError:  # it expired between the two
        return False
