"""Cash at a transfer agency: a list of whom it hands how much."""

from collections.abc import Sequence

from shop.domain.payouts import DIRHAM, Kind
from shop.payouts.base import Paper, ToPayTogether, UnknownPaperError
from shop.payouts.lists import csv_paper, plain_amount

HEADING = ("reference", "agency", "name", "phone", "amount", "currency")


class AgencyCash:
    """A list by agency. The agency looks at her papers itself: no number of an identity card is kept here."""

    kind = Kind.AGENCY
    needs_proof = False
    papers: Sequence[str] = ("list",)

    def offers(self, currency: str) -> bool:
        """Agencies hand out dirhams."""
        return currency == DIRHAM

    def paper(self, code: str, batch: ToPayTogether) -> Paper:
        """Write the list, sorted by agency. Raises ``UnknownPaperError``."""
        if code not in self.papers:
            raise UnknownPaperError(code)
        rows = [
            (
                each.reference,
                each.to.agency,
                each.to.holder,
                each.to.phone.replace("+", "00", 1),
                plain_amount(each.amount),
                batch.currency,
            )
            for each in sorted(batch.payouts, key=lambda each: (each.to.agency, each.reference))
        ]
        return csv_paper(batch.reference, HEADING, rows)
