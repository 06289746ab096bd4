"""Every kind of letter that may be sent, and who is told it. A kind that stands here not is sent to nobody's
declared reader: the test over all letters (``tests/letters``) refuses it.
"""

from collections.abc import Iterable, Mapping

from producers.domain.told import Told

_told: dict[str, frozenset[Told]] = {}


def add_letters(kinds: Iterable[str], *told: Told) -> None:
    """Declare who is told letters of these kinds, besides those whom others have declared for them."""
    for kind in kinds:
        _told[kind] = _told.get(kind, frozenset()) | frozenset(told)


def letter_kinds() -> Mapping[str, frozenset[Told]]:
    """Return who is told each kind of letter."""
    return dict(_told)
