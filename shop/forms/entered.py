"""What was typed before, as the fields of the first step show it again."""

from django.utils.translation import get_language

from shop.domain.addresses import Address
from shop.domain.checkout import Checkout, checkout_from
from shop.domain.communes import find_commune
from shop.domain.contact import phone_written
from shop.models import Cart


def entered(cart: Cart, to: str) -> dict[str, object]:
    """Return the first step's values by field; an address only where it is in the country asked for."""
    typed = checkout_from(cart.checkout)
    values: dict[str, object] = {
        "name": typed.name,
        "phone": phone_written(typed.phone, cart.country),
        "email": typed.email,
        "is_gift": typed.is_gift,
        "gift_note": typed.gift_note,
    }
    return values | (_receiver(typed, to) if typed.address.recipient else {}) | _place(typed.address, to)


def entered_from(address: Address, to: str, name: str) -> dict[str, object]:
    """Return a kept address as fields; whoever has not said her name yet is the one who receives it."""
    phone = phone_written(address.phone, to)
    if name in ("", address.recipient):
        person = {"name": address.recipient, "phone": phone, "recipient": "", "recipient_phone": ""}
    else:
        person = {"recipient": address.recipient, "recipient_phone": phone}
    return person | _place(address, to)


def _receiver(typed: Checkout, to: str) -> dict[str, object]:
    address = typed.address
    is_other = address.recipient != typed.name
    return {
        "recipient": address.recipient if is_other else "",
        "recipient_phone": phone_written(address.phone, to) if address.phone != typed.phone else "",
    }


def _place(address: Address, to: str) -> dict[str, object]:
    if address.country != to:
        return {}
    commune = find_commune(address.commune)
    name = commune.name(get_language() or "fr") if commune else address.commune
    parts = ("province", "quarter", "street", "landmark", "postcode", "city", "state")
    return {"commune": name} | {part: getattr(address, part) for part in parts}
