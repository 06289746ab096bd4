"""What the books say of cash: whose hands it is in, what arrived, what it cost, what is missing.

The party of a cash account is the producer or the association that holds it; a carrier that is no
organisation of ours has none. Amounts are minor units above zero unless a rule says otherwise; each rule
raises ``ValueError`` for another.
"""

from shop.domain.postings import (
    CASH_HELD,
    Account,
    Entry,
    Posting,
    amount_of,
    make_entry,
    money_place,
)

BEARERS = frozenset({Account.PRODUCER_PAYABLE, Account.ASSOCIATION})
"""Out of what is payable to whom missing cash may be made good."""


def cash_place(account: Account) -> Account:
    """Return an account of cash in somebody's hands. Raises ``ValueError`` for any other."""
    if account not in CASH_HELD:
        raise ValueError(f"{account} is not cash in somebody's hands")
    return account


def post_cash_handed_over(
    amount: int,
    currency: str,
    *,
    giver: tuple[Account, int | None],
    receiver: tuple[Account, int | None],
) -> Entry:
    """Book cash that went from one holder to the next, the bank included: (account, party) of each."""
    if giver == receiver:
        raise ValueError("cash does not move from a hand to itself")
    return make_entry(
        "cash.handed_over",
        [
            Posting(money_place(receiver[0]), amount_of(amount), currency, receiver[1]),
            Posting(cash_place(giver[0]), -amount, currency, giver[1]),
        ],
    )


def post_remitted(
    collected: int,
    received: int,
    currency: str,
    *,
    fee: int = 0,
    fee_tax: int = 0,
    delivery: int = 0,
    carrier: int | None = None,
    sender: int | None = None,
) -> Entry:
    """Book what a carrier remitted to the bank for the cash that it had collected.

    It kept ``fee`` with its ``fee_tax`` for the service and ``delivery`` for carrying, which the buyer had
    paid; what is then missing (or too much) is a cash difference. All are zero or above. A ``sender`` is the
    maker who gets what the buyer paid for carrying, as she pays the carrier herself: what it kept is hers.
    """
    if min(collected, received, fee, fee_tax, delivery) < 0:
        raise ValueError("a remittance has no negative amounts")
    return make_entry(
        "cash.remitted",
        [
            Posting(Account.BANK, received, currency),
            Posting(Account.CARRIER_FEES, fee + fee_tax, currency),
            Posting(Account.DELIVERY_PAYABLE, delivery, currency, carrier)
            if sender is None
            else Posting(Account.PRODUCER_PAYABLE, delivery, currency, sender),
            Posting(Account.CASH_DIFFERENCES, collected - received - fee - fee_tax - delivery, currency),
            Posting(Account.CASH_WITH_CARRIER, -collected, currency, carrier),
        ],
    )


def post_cash_difference(
    missing: int, currency: str, held_by: Account = Account.CASH_WITH_CARRIER, party: int | None = None
) -> Entry:
    """Book cash counted short (``missing`` above zero) or over (below). Raises ``ValueError`` for neither."""
    if not missing:
        raise ValueError("nothing is missing")
    return make_entry(
        "cash.short" if missing > 0 else "cash.over",
        [
            Posting(Account.CASH_DIFFERENCES, missing, currency),
            Posting(cash_place(held_by), -missing, currency, party),
        ],
    )


def post_difference_settled(
    amount: int, currency: str, into: Account = Account.BANK, party: int | None = None
) -> Entry:
    """Book missing cash that came after all, or that its holder bears out of what is payable to it.

    A holder is a maker (``PRODUCER_PAYABLE``) or an association (``ASSOCIATION``).
    """
    if into not in BEARERS:
        money_place(into)
    return make_entry(
        "cash.settled",
        [
            Posting(into, amount_of(amount), currency, party),
            Posting(Account.CASH_DIFFERENCES, -amount, currency),
        ],
    )


def post_return_cost(
    amount: int, currency: str, *, carrier: int | None = None, producer: int | None = None
) -> Entry:
    """Book what a refused or returned parcel costs: owed to the carrier, borne by the shop.

    With ``producer`` she bears it, out of what is payable to her.
    """
    account = Account.RETURN_COSTS if producer is None else Account.PRODUCER_PAYABLE
    return make_entry(
        "part.return_cost",
        [
            Posting(account, amount_of(amount), currency, producer),
            Posting(Account.DELIVERY_PAYABLE, -amount, currency, carrier),
        ],
    )
