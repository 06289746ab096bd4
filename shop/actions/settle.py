"""The money side of a part that is dropped: the sale undone, what was paid beyond the rest due back."""

from producers.actions.transactions import require_transaction
from shop.actions.post import post, reverse
from shop.domain.money import minor
from shop.domain.postings import Account, Entry, post_cancelled, post_owed_back
from shop.models import JournalEntry, Order, ProducerOrder
from shop.models import Posting as Side
from shop.reading.order_money import order_posted


def settle_dropped(part: ProducerOrder) -> Entry:
    """Undo the sale of one part, what was fixed in the maker's currency included. Returns the entry.

    Needs the caller's transaction and the order's lock. What the buyer has paid stays for the other parts;
    only what she has then paid too much becomes due back.
    """
    require_transaction("a settlement")
    entry = post_cancelled(order_posted(part.order, [part]))
    post(entry, key=f"part:{part.pk}:undone", order=part.order)
    exchange = JournalEntry.objects.filter(key=f"order:{part.order_id}:exchanged:{part.producer_id}").first()
    if exchange is not None:
        reverse(exchange, key=f"{exchange.key}:undone")
    owe_back(part.order, key=f"part:{part.pk}:owed_back")
    return entry


def owe_back(order: Order, *, key: str) -> None:
    """Book as due back what the buyer has paid beyond what is sold to her."""
    left: dict[str, int] = {}
    for side in Side.objects.filter(entry__order=order, account__kind=Account.BUYER_CLEARING):
        code = side.amount.currency.code
        left[code] = left.get(code, 0) + minor(side.amount)
    for code, amount in left.items():
        if amount < 0:
            post(post_owed_back(-amount, code), key=f"{key}:{code}", order=order)
