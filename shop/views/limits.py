"""How often somebody may do something within an hour: counted, and forgotten with the hour."""

import hashlib
import time

from shop.counting import may_again

AN_HOUR = 3600


def is_too_often(what: str, who: str, most: int) -> bool:
    """Count one more time; say whether it was more than ``most`` within the hour. Nobody known is let in.

    The hour stands in the key: some caches forget, when they count, how long a number was to be kept.
    """
    if not who:
        return False
    hour = int(time.time()) // AN_HOUR
    key = f"tiwizi_often:{what}:{hour}:" + hashlib.sha256(who.encode()).hexdigest()[:32]
    return not may_again(key, most, AN_HOUR)
