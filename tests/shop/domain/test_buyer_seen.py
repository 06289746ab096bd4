"""What a maker learns of a buyer, in every state and way of travelling."""

import pytest

from shop.domain.addresses import Address
from shop.domain.buyer_seen import Seen, first_name, may_bring_herself, seen_by_maker
from shop.domain.delivery import Mode
from shop.domain.states import PartStatus

UNDER_WAY = {"accepted", "making", "packed", "partly_shipped", "shipped"}


@pytest.mark.parametrize("status", PartStatus)
@pytest.mark.parametrize("mode", [*Mode, ""])
def test_the_phone_is_seen_by_who_carries_the_parcel_herself_and_only_until_it_is_there(mode, status):
    assert not seen_by_maker(mode, status).phone
    assert seen_by_maker(mode, status, brings_herself=True).phone is (status in UNDER_WAY)


@pytest.mark.parametrize("status", PartStatus)
@pytest.mark.parametrize("mode", [*Mode, ""])
def test_the_name_is_seen_while_the_order_is_in_her_care(mode, status):
    assert seen_by_maker(mode, status).first_name is (status in UNDER_WAY)


@pytest.mark.parametrize("status", PartStatus)
def test_the_address_is_read_by_who_writes_it_on_a_parcel(status):
    is_hers = status in UNDER_WAY - {"shipped"}
    assert seen_by_maker(Mode.DIRECT, status).address is is_hers
    assert not seen_by_maker(Mode.CONSOLIDATED, status).address
    assert not seen_by_maker(Mode.PICK_UP, status).address


@pytest.mark.parametrize("status", ["placed", "delivered", "declined", "cancelled", "returned"])
def test_before_and_after_she_sees_the_town_alone(status):
    assert seen_by_maker(Mode.DIRECT, PartStatus(status), brings_herself=True) == Seen()


def test_she_carries_a_parcel_within_her_own_region():
    near, far = Address(region="MA-07"), Address(region="MA-06")
    assert may_bring_herself(Mode.DIRECT, "MA-07", near)
    assert not may_bring_herself(Mode.DIRECT, "MA-07", far)
    assert not may_bring_herself(Mode.DIRECT, "", Address())
    assert not may_bring_herself(Mode.CONSOLIDATED, "MA-07", near)
    assert not may_bring_herself(Mode.DIRECT, "MA-07", Address(country="FR", region="MA-07"))


@pytest.mark.parametrize(
    ("full", "first"), [("Salma B.", "Salma"), ("فاطمة الزهراء", "فاطمة"), ("Aïcha", "Aïcha"), (" ", "")]
)
def test_the_first_name_is_the_first_word(full, first):
    assert first_name(full) == first
