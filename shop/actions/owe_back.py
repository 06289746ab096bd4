"""What a buyer has paid beyond what is sold to her is due back."""

from producers.actions.transactions import require_transaction
from shop.actions.post import post
from shop.domain.money import minor
from shop.domain.postings import Account, post_owed_back
from shop.models import Order
from shop.models import Posting as Side


def owe_back(order: Order, *, key: str) -> None:
    """Book as due back what the buyer has paid beyond what is sold to her. Needs the caller's transaction."""
    require_transaction("a debt")
    left: dict[str, int] = {}
    for side in Side.objects.filter(entry__order=order, account__kind=Account.BUYER_CLEARING):
        code = side.amount.currency.code
        left[code] = left.get(code, 0) + minor(side.amount)
    for code, amount in left.items():
        if amount < 0:
            post(post_owed_back(-amount, code), key=f"{key}:{code}", order=order)
