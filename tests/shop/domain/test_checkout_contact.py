"""Which of phone and e-mail is refused: one is enough, and who typed one wrong is told of that one alone."""

import pytest

from shop.domain.checkout import Checkout, check_contact


@pytest.mark.parametrize(
    ("phone", "email", "needs_phone", "refused"),
    [
        ("", "", False, {"phone", "email"}),
        ("0612345678", "", False, set()),
        ("", "salma@example.org", False, set()),
        ("12", "", False, {"phone"}),
        ("", "salma@", False, {"email"}),
        ("12", "salma@", False, {"phone", "email"}),
        ("", "salma@example.org", True, {"phone"}),
        ("", "salma@", True, {"phone", "email"}),
        ("12", "salma@example.org", False, {"phone"}),
    ],
)
def test_what_was_typed_wrong_is_refused_and_not_what_may_stay_empty(phone, email, needs_phone, refused):
    checkout = Checkout(name="Salma", phone=phone, email=email)
    assert set(check_contact(checkout, "MA", needs_phone=needs_phone)) == refused
