"""What one organisation may do for another. Nothing is permitted that no grant names."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from typing import Protocol

from producers.domain.validity import Dated, holds


class Permission(StrEnum):
    """What a producer can let an association's agents do in her name."""

    EDIT_PROFILE = "edit_profile"
    MANAGE_PRODUCTS = "manage_products"
    MANAGE_STOCK = "manage_stock"
    SEE_ORDERS = "see_orders"
    MANAGE_ORDERS = "manage_orders"
    SEE_MONEY = "see_money"
    RECEIVE_MONEY = "receive_money"


# Who may do the first may do the others: nobody can pack what she may not see.
INCLUDES: dict[Permission, frozenset[Permission]] = {
    Permission.MANAGE_PRODUCTS: frozenset({Permission.MANAGE_STOCK}),
    Permission.MANAGE_ORDERS: frozenset({Permission.SEE_ORDERS}),
    Permission.RECEIVE_MONEY: frozenset({Permission.SEE_MONEY}),
}


class Granted(Dated, Protocol):
    """A grant between two organisations that the caller has already picked."""

    @property
    def permission(self) -> str:
        """The value of a ``Permission``."""


def permits(grants: Iterable[Granted], permission: Permission, on: date) -> bool:
    """Say whether any grant allows something on a day. A permission nobody knows allows nothing."""
    enough = {permission} | {giver for giver, included in INCLUDES.items() if permission in included}
    return any(grant.permission in enough and holds(grant, on) for grant in grants)


def permitted(grants: Iterable[Granted], on: date) -> frozenset[Permission]:
    """Return everything that the grants allow on a day."""
    known = list(grants)
    return frozenset(permission for permission in Permission if permits(known, permission, on))
