"""What the books say of money on its way to whom it is owed: makers, associations, the fund, carriers.

A payout is sent, then confirmed, or it failed; one that was confirmed may still come back from the bank.
While it is under way it is owed no more and not gone yet, so that nothing can be paid twice. Amounts are
minor units above zero; each rule raises ``ValueError`` for another.
"""

from shop.domain.postings import (
    CASH_HELD,
    PAYABLE,
    Account,
    Entry,
    Posting,
    amount_of,
    make_entry,
    money_place,
)


def payable(account: Account) -> Account:
    """Return an account from which somebody is paid. Raises ``ValueError`` for any other."""
    if account not in PAYABLE:
        raise ValueError(f"nobody is paid out of {account}")
    return account


def post_payout_sent(
    party: int | None, amount: int, currency: str, *, owed_on: Account = Account.PRODUCER_PAYABLE
) -> Entry:
    """Book a payout that was sent: owed no more, under way."""
    return make_entry(
        "payout.sent",
        [
            Posting(payable(owed_on), amount_of(amount), currency, party),
            Posting(Account.PAYOUTS_SENT, -amount, currency, party),
        ],
    )


def post_payout_confirmed(
    party: int | None,
    amount: int,
    currency: str,
    *,
    out_of: Account = Account.BANK,
    holder: int | None = None,
    fee: int = 0,
) -> Entry:
    """Book a payout that arrived. ``holder`` is the agent's organisation for cash that it handed over.

    ``fee`` is what the bank took on top of it; the shop bears it, the receiver gets ``amount`` whole.
    """
    place = money_place(out_of)
    return make_entry(
        "payout.confirmed",
        [
            Posting(Account.PAYOUTS_SENT, amount_of(amount), currency, party),
            Posting(Account.BANK_FEES, fee, currency),
            Posting(place, -amount - fee, currency, holder),
        ],
    )


def post_payout_failed(
    party: int | None, amount: int, currency: str, *, owed_on: Account = Account.PRODUCER_PAYABLE
) -> Entry:
    """Book a payout that did not arrive and cost nothing: it is owed again."""
    return make_entry(
        "payout.failed",
        [
            Posting(Account.PAYOUTS_SENT, amount_of(amount), currency, party),
            Posting(payable(owed_on), -amount, currency, party),
        ],
    )


def post_payout_returned(
    party: int | None,
    amount: int,
    currency: str,
    *,
    owed_on: Account = Account.PRODUCER_PAYABLE,
    into: Account = Account.BANK,
    holder: int | None = None,
    fee: int = 0,
) -> Entry:
    """Book a confirmed payout that came back: the money is here again less ``fee``, and owed whole again."""
    return make_entry(
        "payout.returned",
        [
            Posting(money_place(into), amount_of(amount) - fee, currency, holder),
            Posting(Account.BANK_FEES, fee, currency),
            Posting(payable(owed_on), -amount, currency, party),
        ],
    )


def post_netted(
    party: int, amount: int, currency: str, *, against: Account = Account.CASH_WITH_PRODUCER
) -> Entry:
    """Book what a producer owes us set off against what we owe her: cash that she keeps from a buyer."""
    if against not in CASH_HELD:
        raise ValueError(f"{against} is not set off against a payout")
    return make_entry(
        "payout.netted",
        [
            Posting(Account.PRODUCER_PAYABLE, amount_of(amount), currency, party),
            Posting(against, -amount, currency, party),
        ],
    )
