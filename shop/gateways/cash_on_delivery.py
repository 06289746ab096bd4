"""Cash to the one who brings the parcel: only in Morocco, up to the market's limit."""

from collections.abc import Mapping, Sequence
from datetime import timedelta

from moneyed import Money

from shop.gateways.base import (
    OFFERED,
    Charge,
    Found,
    NextStep,
    Notice,
    NoticeError,
    Offering,
    Outcome,
    RefundRequest,
    Sale,
    StepKind,
)


class CashOnDelivery:
    """The order is placed at once; somebody calls before the parcel leaves."""

    time_to_pay: timedelta | None = None
    grace = timedelta()
    origins: Sequence[str] = ()

    def __init__(self, countries: Sequence[str] = ("MA",)) -> None:
        self.countries = countries

    def offers(self, sale: Sale, amount: Money, producers: Sequence[int]) -> Offering:
        """Offer it where something is brought to a door in one of the countries, up to the limit."""
        if sale.delivery_country not in self.countries:
            return Offering("not_delivered_here")
        if sale.cash_limit is None or sale.cash_limit.currency != amount.currency:
            return Offering("not_in_this_market")
        if amount > sale.cash_limit:
            return Offering("above_limit", sale.cash_limit)
        if sale.is_cash_refused:
            return Offering("refused_before")
        if sale.cash_open_limit is not None and _with(amount, sale.cash_on_its_way) > sale.cash_open_limit:
            return Offering("above_open_limit", sale.cash_open_limit)
        return OFFERED

    def start(self, charge: Charge, return_url: str) -> NextStep:
        """Nothing to do before the parcel arrives."""
        return NextStep(StepKind.PLACE)

    def read_notice(self, body: bytes, headers: Mapping[str, str]) -> Notice:
        """Nobody sends notices about cash."""
        raise NoticeError("cash has no notices")

    def refund(self, refund: RefundRequest) -> Outcome:
        """A person hands the money back."""
        return Outcome(Found.BY_HAND)

    def look_up(self, reference: str, handle: str = "") -> Outcome:
        """Nobody outside knows about cash."""
        return Outcome(Found.UNKNOWN)

    def close(self, reference: str, handle: str = "") -> Outcome:
        """Nothing outside is open."""
        return Outcome(Found.UNKNOWN)


def _with(amount: Money, on_its_way: Money | None) -> Money:
    return amount + on_its_way if on_its_way is not None else amount
