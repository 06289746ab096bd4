"""What a buyer has typed and chosen at the checkout so far, as it is kept with her cart between the pages."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from shop.domain.addresses import Address, address_from, check_address
from shop.domain.contact import read_email, read_name, read_note, read_phone
from shop.domain.delivery import Mode
from shop.domain.entries import Refusal


@dataclass(frozen=True)
class Checkout:
    """The entries, as typed. ``country`` is that of delivery, empty when it is the one that pays.

    ``mode`` is how everything travels; ``modes`` says otherwise for single producers, by id. ``agreed`` is
    the late day that the buyer has said yes to, ``accepted`` the version of each legal text. ``return_to`` is
    the page of another storefront that a payment page sends her back to, empty for that of her order.
    """

    name: str = ""
    phone: str = ""
    email: str = ""
    country: str = ""
    address: Address = field(default_factory=Address)
    is_gift: bool = False
    gift_note: str = ""
    note: str = ""
    mode: Mode = Mode.DIRECT
    modes: Mapping[int, Mode] = field(default_factory=dict)
    method: str = ""
    agreed: date | None = None
    accepted: Mapping[str, str] = field(default_factory=dict)
    return_to: str = ""

    def mode_of(self, producer: int) -> Mode:
        """Return how one producer's goods are to travel."""
        return self.modes.get(producer, self.mode)


TEXTS = ("name", "phone", "email", "country", "gift_note", "note", "method", "return_to")
KEYS = frozenset({*TEXTS, "address", "is_gift", "mode", "modes", "agreed", "accepted"})


def checkout_from(data: Mapping[str, Any]) -> Checkout:
    """Read what is stored; whatever has the wrong shape is left out."""
    texts = {key: value for key in TEXTS if isinstance(value := data.get(key), str)}
    return Checkout(
        **texts,
        address=address_from(_mapping(data.get("address"))),
        is_gift=data.get("is_gift") is True,
        mode=_mode(data.get("mode")) or Mode.DIRECT,
        modes=_modes(_mapping(data.get("modes"))),
        agreed=_day(data.get("agreed")),
        accepted={slug: str(version) for slug, version in _mapping(data.get("accepted")).items()},
    )


def check_contact(checkout: Checkout, country: str, *, needs_phone: bool = False) -> dict[str, Refusal]:
    """Return the refusal of each contact field that is wrong.

    One of phone and e-mail is enough, unless somebody has to call (``needs_phone``): where one was typed
    wrong, that one is refused, and the empty one beside it is not. ``country`` tells how a phone number
    without its country code is read.
    """
    entries = {
        "name": read_name(checkout.name),
        "phone": read_phone(checkout.phone, country),
        "email": read_email(checkout.email),
        "gift_note": read_note(checkout.gift_note),
        "note": read_note(checkout.note),
    }
    found = {name: entry.error for name, entry in entries.items() if entry.error}
    for name, other in (("phone", "email"), ("email", "phone")):
        is_empty = not getattr(checkout, name).strip()
        has_other = bool(getattr(checkout, other).strip()) and not (name == "phone" and needs_phone)
        if is_empty and has_other:
            found.pop(name, None)
    return found


def check_destination(checkout: Checkout) -> dict[str, Refusal]:
    """Return the refusal of each field of the delivery address that is wrong."""
    return check_address(checkout.address)


def _mapping(value: object) -> Mapping[str, Any]:
    return value if isinstance(value, Mapping) else {}


def _mode(value: object) -> Mode | None:
    return Mode(value) if isinstance(value, str) and value in set(Mode) else None


def _modes(data: Mapping[str, Any]) -> dict[int, Mode]:
    known = {key: mode for key, value in data.items() if (mode := _mode(value))}
    return {int(key): mode for key, mode in known.items() if key.isdecimal() and len(key) < 19}


def _day(value: object) -> date | None:
    try:
        return date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        return None
