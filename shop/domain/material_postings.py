"""Material that makers bought together: each owes her share to whoever has paid the supplier for all.

The same two accounts as for material that is supplied for one product: what is payable to a maker goes down,
what is payable for materials goes up. She is not paid less than nothing: a payout waits until it is made up.
"""

from collections.abc import Mapping

from shop.domain.postings import Account, Entry, Posting, amount_of, make_entry


def post_materials_shared(owed: Mapping[int, int], supplier: int, currency: str) -> Entry:
    """Book what each maker owes, in minor units, to ``supplier``, the organisation that has paid.

    Raises ``ValueError`` for an amount that is not above zero, or where nobody owes anything.
    """
    if not owed:
        raise ValueError("nobody owes anything")
    sides = [
        Posting(Account.PRODUCER_PAYABLE, amount_of(amount), currency, maker)
        for maker, amount in sorted(owed.items())
    ]
    total = sum(owed.values())
    return make_entry("materials.shared", [*sides, Posting(Account.MATERIALS, -total, currency, supplier)])
