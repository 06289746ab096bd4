"""Delete an account: its owner is forgotten with it, as far as the law and open orders let us."""

from typing import Any

from django.db import transaction

from producers.domain.actors import BUYER
from shop.actions.forget_buyer import Forgotten, forget_buyer
from shop.models import Cart
from shop.reading.persons import account_holder


def delete_account(user: Any) -> Forgotten:
    """Delete a user, her carts that became no order, and what names her; say what is left until it ends.

    Orders under way keep her address until they have ended; invoices keep it for as long as the law asks.
    """
    forgotten = forget_buyer(account_holder(user), actor=BUYER)
    _delete(user)
    return forgotten


@transaction.atomic(durable=True)
def _delete(user: Any) -> None:
    Cart.objects.filter(user_id=user.pk, order=None).delete()
    user.delete()
