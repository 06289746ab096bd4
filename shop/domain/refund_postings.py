"""What the books say of money on its way back to a buyer, and of a bank that takes it back.

A refund has two steps, so that what is under way is never counted twice: what is due is sent, and what is
sent leaves the gateway or comes back as due. One handed over at once (cash, a transfer) has one step.
Amounts are minor units above zero; each rule raises ``ValueError`` for another.
"""

from shop.domain.postings import Account, Entry, Posting, amount_of, make_entry, money_place

# Who may pay for a refund that undoes no sale: kindness, a late parcel, a fault that she mends.
BEARERS = frozenset(
    {Account.GOODWILL, Account.PRODUCER_PAYABLE, Account.SOLIDARITY_FUND, Account.DELIVERY_PAYABLE}
)


def post_refund_granted(amount: int, currency: str, borne_by: Account, party: int | None = None) -> Entry:
    """Book money promised to a buyer without undoing her purchase, and who bears it.

    Raises ``ValueError`` for an account that may not bear it.
    """
    if borne_by not in BEARERS:
        raise ValueError(f"{borne_by} does not bear a refund")
    return _moved("refund.granted", amount, currency, Posting(borne_by, amount, currency, party))


def post_refund_requested(amount: int, currency: str) -> Entry:
    """Book a refund asked of a gateway or a bank: due no more, not gone yet."""
    return _moved(
        "refund.requested",
        amount,
        currency,
        Posting(Account.REFUNDS_DUE, amount, currency),
        credit=Account.REFUNDS_SENT,
    )


def post_refund_succeeded(
    amount: int, currency: str, out_of: Account = Account.GATEWAY_CLEARING, party: int | None = None
) -> Entry:
    """Book a requested refund that has left the place where our money is kept."""
    return make_entry(
        "refund.succeeded",
        [
            Posting(Account.REFUNDS_SENT, amount_of(amount), currency),
            Posting(money_place(out_of), -amount, currency, party),
        ],
    )


def post_refund_failed(amount: int, currency: str) -> Entry:
    """Book a requested refund that did not go through: it is due again."""
    return _moved("refund.failed", amount, currency, Posting(Account.REFUNDS_SENT, amount, currency))


def post_refund_reopened(
    amount: int, currency: str, into: Account = Account.GATEWAY_CLEARING, party: int | None = None
) -> Entry:
    """Book a refund that had gone through and came back: the money is here again, and due again."""
    return _moved("refund.reopened", amount, currency, Posting(money_place(into), amount, currency, party))


def post_refunded(
    amount: int, currency: str, out_of: Account = Account.GATEWAY_CLEARING, party: int | None = None
) -> Entry:
    """Book a refund handed over at once: in cash by whoever holds it, or by a transfer that was made."""
    return make_entry(
        "order.refunded",
        [
            Posting(Account.REFUNDS_DUE, amount_of(amount), currency),
            Posting(money_place(out_of), -amount, currency, party),
        ],
    )


def post_dispute_opened(amount: int, currency: str) -> Entry:
    """Book a payment that the buyer's bank took back until it has decided. Its fee is a gateway's fee."""
    return make_entry(
        "dispute.opened",
        [
            Posting(Account.DISPUTES, amount_of(amount), currency),
            Posting(Account.GATEWAY_CLEARING, -amount, currency),
        ],
    )


def post_dispute_won(amount: int, currency: str) -> Entry:
    """Book a dispute that was decided for the shop: the money is back at the gateway."""
    return make_entry(
        "dispute.won",
        [
            Posting(Account.GATEWAY_CLEARING, amount_of(amount), currency),
            Posting(Account.DISPUTES, -amount, currency),
        ],
    )


def post_dispute_lost(
    amount: int, currency: str, borne_by: Account = Account.DISPUTES_LOST, party: int | None = None
) -> Entry:
    """Book a dispute that was lost, and who bears it.

    Where the sale itself was undone it is the refund: bear it by ``REFUNDS_DUE``. A maker bears it by
    ``PRODUCER_PAYABLE``. Raises ``ValueError`` for an account that may not bear it.
    """
    if borne_by not in {Account.DISPUTES_LOST, Account.REFUNDS_DUE, *BEARERS}:
        raise ValueError(f"{borne_by} does not bear a lost dispute")
    return _moved(
        "dispute.lost",
        amount,
        currency,
        Posting(borne_by, amount, currency, party),
        credit=Account.DISPUTES,
    )


def _moved(
    kind: str, amount: int, currency: str, debit: Posting, *, credit: Account = Account.REFUNDS_DUE
) -> Entry:
    return make_entry(kind, [debit, Posting(credit, -amount_of(amount), currency)])
