"""The list of addresses of an account: kept, and taken off."""

from typing import Any

from django.contrib.auth import get_user_model
from django.db import transaction

from shop.domain.addresses import Address, tidy_address
from shop.models import KeptAddress

MOST = 20


class ListFullError(ValueError):
    """The account keeps as many addresses as one may."""


@transaction.atomic
def keep_address(user: Any, address: Address) -> KeptAddress:
    """Keep an address, tidied; one that is there already is not kept twice. Raises ``ListFullError``."""
    get_user_model()._default_manager.select_for_update().get(pk=user.pk)  # two forms sent at once
    data = tidy_address(address).as_data()
    there = {tuple(sorted(row.address.items())): row for row in KeptAddress.objects.filter(user=user)}
    if found := there.get(tuple(sorted(data.items()))):
        return found
    if len(there) >= MOST:
        raise ListFullError
    return KeptAddress.objects.create(user=user, address=data)


def drop_address(user: Any, pk: int) -> bool:
    """Take an address off; say whether it was on her list."""
    return bool(KeptAddress.objects.filter(user=user, pk=pk).delete()[0])
