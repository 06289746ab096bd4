"""Mobile money: a list of phones and amounts that an operator of wallets takes."""

from collections.abc import Sequence

from shop.domain.payouts import DIRHAM, Kind
from shop.payouts.base import Paper, ToPayTogether, UnknownPaperError
from shop.payouts.lists import csv_paper, plain_amount

HEADING = ("reference", "phone", "name", "amount", "currency")


class MobileMoney:
    """A list in ``shop.payouts.lists``' layout; phones start with 00, so that no program eats the plus."""

    kind = Kind.MOBILE
    needs_proof = False
    papers: Sequence[str] = ("list",)

    def offers(self, currency: str) -> bool:
        """Wallets hold dirhams."""
        return currency == DIRHAM

    def paper(self, code: str, batch: ToPayTogether) -> Paper:
        """Write the list. Raises ``UnknownPaperError``."""
        if code not in self.papers:
            raise UnknownPaperError(code)
        rows = [
            (
                each.reference,
                each.to.phone.replace("+", "00", 1),
                each.to.holder,
                plain_amount(each.amount),
                batch.currency,
            )
            for each in batch.payouts
        ]
        return csv_paper(batch.reference, HEADING, rows)
