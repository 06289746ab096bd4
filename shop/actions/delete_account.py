"""Delete an account: what its owner typed and never ordered goes with it, her orders stay in the books."""

from typing import Any

from django.db import transaction

from shop.models import Cart


@transaction.atomic(durable=True)
def delete_account(user: Any) -> None:
    """Delete a user, with her carts that became no order and all that was typed in them."""
    Cart.objects.filter(user_id=user.pk, order=None).delete()
    user.delete()
