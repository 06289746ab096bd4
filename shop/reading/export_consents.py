"""What makers agree to have told of them today: asked when a row is written out, never before."""

from collections import defaultdict
from collections.abc import Mapping
from hashlib import sha256

from django.utils import timezone

from producers.editions.memory import remembered
from producers.models import Consent, Organisation
from producers.reading.shown_of import shown_of

NAME_BACK = "name_back"
AREAS = ("offers",)
Agreed = Mapping[int, frozenset[str]]


def sharing_today(scope: str = Consent.Scope.SHARING) -> frozenset[int]:
    """Return the keys of makers whose consent counts today; remembered for a day, or until one changes."""
    return remembered("sharing", AREAS, (scope,), lambda: _read(scope))


def consent_mark() -> str:
    """Return a text that is another whenever anybody agrees to more or less; files remember theirs."""
    return remembered("consent mark", AREAS, (), lambda: _mark(_agreed()))


def agreed_by(makers: Mapping[str, int]) -> dict[str, list[str]]:
    """Return by permanent id what makers agree to today; ``name_back`` stands for a name taken back."""
    agreed = remembered("agreed", AREAS, (), _agreed)
    return {export_id: sorted(agreed.get(pk, ())) for export_id, pk in makers.items()}


def has_taken_back(before: Mapping[str, list[str]]) -> bool:
    """Say whether one of these has taken something back since; given by ``agreed_by`` some time ago."""
    keys = dict(Organisation.objects.filter(export_id__in=list(before)).values_list("export_id", "pk"))
    now = agreed_by(keys)
    return any(_is_less(set(scopes), set(now.get(one, ()))) for one, scopes in before.items())


def _is_less(before: set[str], now: set[str]) -> bool:
    return not before - {NAME_BACK} <= now or (NAME_BACK in now and NAME_BACK not in before)


def _mark(agreed: Agreed) -> str:
    lines = (f"{maker}:{','.join(sorted(scopes))}" for maker, scopes in sorted(agreed.items()))
    return sha256("\n".join(lines).encode()).hexdigest()[:16]


def _agreed() -> Agreed:
    found: defaultdict[int, set[str]] = defaultdict(set)
    rows = Consent.objects.valid(timezone.localdate())
    for maker, scope in rows.values_list("organisation", "scope"):
        found[maker].add(scope)
    for maker in shown_of().names_back:
        found[maker].add(NAME_BACK)
    return {maker: frozenset(scopes) for maker, scopes in found.items()}


def _read(scope: str) -> frozenset[int]:
    rows = Consent.objects.valid(timezone.localdate()).filter(scope=scope)
    return frozenset(rows.values_list("organisation", flat=True))
