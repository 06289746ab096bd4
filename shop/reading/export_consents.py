"""Which makers share their data with others today: asked when a row is written out, never before."""

from hashlib import sha256

from django.utils import timezone

from producers.editions.memory import remembered
from producers.models import Consent


def sharing_today(scope: str = Consent.Scope.SHARING) -> frozenset[int]:
    """Return the keys of makers whose consent counts today; remembered for a day, or until one changes."""
    return remembered("sharing", ("offers",), (scope,), lambda: _read(scope))


def sharing_mark(scope: str = Consent.Scope.SHARING) -> str:
    """Return a text that is another whenever other makers share; files remember theirs."""
    return remembered("sharing mark", ("offers",), (scope,), lambda: _mark(_read(scope)))


def _mark(makers: frozenset[int]) -> str:
    return sha256(",".join(map(str, sorted(makers))).encode()).hexdigest()[:16]


def _read(scope: str) -> frozenset[int]:
    rows = Consent.objects.valid(timezone.localdate()).filter(scope=scope)
    return frozenset(rows.values_list("organisation", flat=True))
