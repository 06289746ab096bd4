"""Who sees a picture of an order: every combination."""

from itertools import product

from shop.domain.part_photos import PhotoKind, is_for_buyer
from shop.domain.states import PhotoStatus


def test_the_buyer_sees_the_work_with_consent_or_once_somebody_has_looked():
    seen = {
        (kind.value, state.value, consent)
        for kind, state, consent in product(PhotoKind, PhotoStatus, [False, True])
        if is_for_buyer(kind, state, has_consent=consent)
    }
    assert seen == {
        ("progress", "new", True), ("progress", "checked", False), ("progress", "checked", True),
    }  # fmt: skip
