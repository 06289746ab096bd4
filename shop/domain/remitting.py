"""What a line of a carrier's remittance list says, and what becomes of it once its parcel is known."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from shop.domain.columns import CellError, Fault, Layout, folded, read_amount

FIELDS = ("tracking", "amount", "fee", "delivery", "status", "line", "cost")
NEEDED = ("tracking", "amount")
LONGEST = 60


class Outcome(StrEnum):
    """What became of a line."""

    MATCHED = "matched"
    SHORT = "short"
    OVER = "over"
    REFUSED = "refused"
    ALREADY = "already"
    UNKNOWN = "unknown"
    OTHER_CARRIER = "other_carrier"
    NOT_CASH = "not_cash"
    SETTLED = "settled"
    UNREADABLE = "unreadable"


@dataclass(frozen=True)
class Remitted:
    """One line: what arrived for a parcel and what the carrier kept, in minor units of the list's currency.

    ``is_refused`` means that the buyer did not take it; ``cost`` is then what its way back costs. ``line``
    is the carrier's own number of the line, when it has one.
    """

    tracking: str
    amount: int
    fee: int = 0
    delivery: int = 0
    is_refused: bool = False
    cost: int = 0
    line: str = ""

    def key(self, carrier: int) -> str:
        """Return what names this line among all lines of its carrier."""
        own = self.line or f"{self.amount}/{self.fee}/{self.delivery}/{self.cost}/{int(self.is_refused)}"
        return f"{carrier}:{self.tracking}:{own}"


def read_remitted(cells: Mapping[str, object], layout: Layout) -> Remitted:
    """Read one line. Raises ``CellError`` for what cannot be read, ``NEGATIVE`` amounts included."""
    tracking = tracking_of(str(cells.get("tracking") or ""))
    if not tracking:
        raise CellError(Fault.MISSING, "tracking")
    if len(tracking) > LONGEST or len(str(cells.get("line") or "")) > LONGEST:
        raise CellError(Fault.TOO_LONG, "tracking")
    is_refused = folded(str(cells.get("status") or "")) in {folded(word) for word in layout.refused}
    amounts = {
        name: _minor(cells, name, layout) for name in ("amount", "collected", "fee", "delivery", "cost")
    }
    if amounts["amount"] is None and not is_refused:
        raise CellError(Fault.MISSING, "amount")
    return Remitted(
        tracking=tracking,
        amount=amounts["amount"] or 0,
        fee=amounts["fee"] or 0,
        delivery=amounts["delivery"] or 0,
        is_refused=is_refused,
        cost=amounts["cost"] or 0,
        line=str(cells.get("line") or "").strip(),
    )


def tracking_of(text: str) -> str:
    """Return a tracking number as we compare it: no spaces, no dashes, capitals."""
    return "".join(sign for sign in text.upper() if sign.isalnum())


def is_carrier(name_on_parcel: str, names: list[str]) -> bool:
    """Say whether a parcel says that it goes with the carrier of these names."""
    return folded(name_on_parcel) in {folded(name) for name in names}


def _minor(cells: Mapping[str, object], name: str, layout: Layout) -> int | None:
    value = cells.get(name)
    if value is None or not str(value).strip():
        return None
    amount = read_amount(value, name, layout.decimal)
    if amount < 0:
        raise CellError(Fault.NEGATIVE, name)
    return int(amount * Decimal(100))
