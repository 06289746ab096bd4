"""What one organisation may do for another. Nothing is permitted that no grant names."""

from collections.abc import Iterable
from datetime import date, timedelta
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


# A grant ends by itself after twelve months: she is asked again, or it is over.
LASTS = timedelta(days=365)
LONGEST = timedelta(days=366)


class Scope(StrEnum):
    """What she is asked for, in words and pictures. Who lends to her does not see money unasked."""

    PREPARE = "prepare"
    STOCK = "stock"
    PARCELS = "parcels"
    PAGE = "page"
    MONEY = "money"


PERMISSION_OF: dict[Scope, Permission] = {
    Scope.PREPARE: Permission.MANAGE_PRODUCTS,
    Scope.STOCK: Permission.MANAGE_STOCK,
    Scope.PARCELS: Permission.MANAGE_ORDERS,
    Scope.PAGE: Permission.EDIT_PROFILE,
    Scope.MONEY: Permission.SEE_MONEY,
}
# What is proposed to her; she takes away or adds.
PROPOSED: tuple[Scope, ...] = (Scope.PREPARE, Scope.STOCK, Scope.PARCELS, Scope.PAGE)


def scopes_of(permissions: Iterable[str]) -> tuple[Scope, ...]:
    """Return what some permissions are called towards her, in the order of the screens."""
    held = set(permissions)
    return tuple(scope for scope in Scope if PERMISSION_OF[scope].value in held)


def ends_on(given: date) -> date:
    """Return the last day of a grant that is given on a day."""
    return given + LASTS


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
