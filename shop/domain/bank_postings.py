"""What the books say of gateways, banks and currencies, and of what a person books by hand.

Amounts are minor units above zero unless a rule says otherwise; each rule raises ``ValueError`` for another.
"""

from collections.abc import Sequence

from shop.domain.money import digits
from shop.domain.postings import Account, Entry, Posting, amount_of, make_entry, money_place

MOST_SIDES_BY_HAND = 40


def post_gateway_fee(amount: int, currency: str) -> Entry:
    """Book what a gateway kept for itself: for a charge, a dispute, a refund. Tax on it included."""
    return make_entry(
        "gateway.fee",
        [
            Posting(Account.CARD_FEES, amount_of(amount), currency),
            Posting(Account.GATEWAY_CLEARING, -amount, currency),
        ],
    )


def post_gateway_fee_returned(amount: int, currency: str) -> Entry:
    """Book a fee that the gateway gave back, as some do for a dispute that was won."""
    return make_entry(
        "gateway.fee_returned",
        [
            Posting(Account.GATEWAY_CLEARING, amount_of(amount), currency),
            Posting(Account.CARD_FEES, -amount, currency),
        ],
    )


def post_gateway_settled(received: int, currency: str, *, fee: int = 0) -> Entry:
    """Book a gateway's settlement that reached the bank; ``fee`` is what it kept and was not booked yet."""
    return make_entry(
        "gateway.settled",
        [
            Posting(Account.BANK, amount_of(received), currency),
            Posting(Account.CARD_FEES, fee, currency),
            Posting(Account.GATEWAY_CLEARING, -received - fee, currency),
        ],
    )


def post_bank_fee(amount: int, currency: str) -> Entry:
    """Book what the bank took for itself."""
    return make_entry(
        "bank.fee",
        [
            Posting(Account.BANK_FEES, amount_of(amount), currency),
            Posting(Account.BANK, -amount, currency),
        ],
    )


def post_exchanged(producer: int, *, sold: int, sold_in: str, paid: int, paid_in: str) -> Entry:
    """Book a maker's part from the buyer's currency into hers, at the amount fixed when it was ordered."""
    return make_entry(
        "part.exchanged",
        _through_exchange(
            Posting(Account.SALES_NOT_EARNED, sold, sold_in, producer),
            Posting(Account.SALES_NOT_EARNED, -paid, paid_in, producer),
        ),
    )


def post_delivery_exchanged(producer: int, *, sold: int, sold_in: str, paid: int, paid_in: str) -> Entry:
    """Book what a maker gets for sending from the buyer's currency into hers, as ``post_exchanged``."""
    return make_entry(
        "delivery.exchanged",
        _through_exchange(
            Posting(Account.DELIVERY_PAYABLE, sold, sold_in, producer),
            Posting(Account.DELIVERY_PAYABLE, -paid, paid_in, producer),
        ),
    )


def post_converted(
    *,
    sold: int,
    sold_in: str,
    got: int,
    got_in: str,
    out_of: Account = Account.GATEWAY_CLEARING,
    into: Account = Account.BANK,
) -> Entry:
    """Book our own money changed by a bank or a gateway: what was given, what was got.

    Each currency balances by itself; the two sides meet on the exchange difference.
    """
    return make_entry(
        "money.converted",
        _through_exchange(
            Posting(money_place(into), amount_of(got), got_in),
            Posting(money_place(out_of), -amount_of(sold), sold_in),
        ),
    )


def post_exchange_borne(loss: int, currency: str, borne_by: Account, party: int | None = None) -> Entry:
    """Book who bears what an exchange lost (``loss`` above zero) or gained (below): the difference is closed.

    The shop bears it by ``PLATFORM_INCOME``, the fund by ``SOLIDARITY_FUND``; never a maker, whose amount
    is fixed when it is ordered. Raises ``ValueError`` for anyone else, or for nothing.
    """
    if borne_by not in {Account.PLATFORM_INCOME, Account.SOLIDARITY_FUND} or not loss:
        raise ValueError(f"{borne_by} does not bear an exchange of {loss}")
    return make_entry(
        "exchange.borne",
        [
            Posting(borne_by, loss, currency, party),
            Posting(Account.EXCHANGE_DIFFERENCE, -loss, currency),
        ],
    )


def post_rounded(amount: int, currency: str, account: Account, party: int | None = None) -> Entry:
    """Book away a remainder of less than one whole unit that nobody owns; a debit of ``account`` if positive.

    Raises ``ValueError`` for more than that: it is no rounding.
    """
    if not 0 < abs(amount) < max(10 ** digits(currency), 2):
        raise ValueError(f"{amount} minor units of {currency} are no rounding")
    return make_entry(
        "money.rounded",
        [Posting(account, amount, currency, party), Posting(Account.ROUNDING, -amount, currency)],
    )


def post_by_hand(sides: Sequence[Posting]) -> Entry:
    """Book what a person wrote and another approved. Raises ``ValueError`` for nothing or for too much."""
    if not 2 <= len(sides) <= MOST_SIDES_BY_HAND:
        raise ValueError("an entry by hand has two sides or more")
    entry = make_entry("by_hand", sides)
    if not entry.postings:
        raise ValueError("an entry by hand has two different sides")
    return entry


def _through_exchange(debit: Posting, credit: Posting) -> list[Posting]:
    """Close one currency and open another on the exchange difference. One alone raises ``ValueError``."""
    if debit.currency == credit.currency:
        raise ValueError("an exchange needs two currencies")
    return [
        debit,
        Posting(Account.EXCHANGE_DIFFERENCE, -debit.amount, debit.currency),
        Posting(Account.EXCHANGE_DIFFERENCE, -credit.amount, credit.currency),
        credit,
    ]
