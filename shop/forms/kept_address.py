"""An address for the list of an account."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.domain.addresses import Address
from shop.forms.address import AddressForm


class KeptAddressForm(AddressForm):
    """Name, phone and place, judged as at the checkout."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("email", "is_gift", *self.gift_fields):
            del self.fields[name]
        self.fields["name"].label = _("Who receives it")
        self.fields["phone"].required = True
        self.fields["country"].required = False

    @property
    def person(self) -> list[forms.BoundField]:
        """Who receives it, and her phone."""
        return [self["name"], self["phone"]]

    def refuse(self, name: str, text: str) -> None:
        """Say nothing of the e-mail, which is not asked for here."""
        if name != "email":
            super().refuse(name, text)

    def address(self) -> Address:
        """What was typed."""
        return self.entries().address
