"""What every system finds when it adds its rows and examples to the world of the tests over all addresses."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

from django.contrib.auth.models import AbstractBaseUser

from producers.models import Organisation
from shop.models import Order, Variant

Values: TypeAlias = Mapping[str, Mapping[str, Any]]
"""By name of an address, what stands in it."""


@dataclass(frozen=True)
class Scene:
    """A made the rug that Une bought, B the oil that Deux bought; A is whom the addresses name."""

    makers: tuple[Organisation, Organisation]
    variants: tuple[Variant, Variant]
    orders: tuple[Order, Order]
    users: Mapping[str, AbstractBaseUser]

    @property
    def maker(self) -> Organisation:
        """Whom the addresses name."""
        return self.makers[0]

    @property
    def rug(self) -> Variant:
        """What she made."""
        return self.variants[0]
