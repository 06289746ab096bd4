"""Cash from the hand of an agent: a list by association to be signed, and a receipt to be read aloud."""

from collections.abc import Sequence

from shop.domain.payouts import DIRHAM, Kind
from shop.payouts.base import Paper, ToPayTogether, UnknownPaperError
from shop.payouts.lists import csv_paper, plain_amount
from shop.payouts.receipts import receipt

HEADING = ("reference", "association", "name", "amount", "currency", "date", "signature")


class AgentCash:
    """Confirmed only with the signed list or a photograph. Receipts are in each maker's language."""

    kind = Kind.AGENT
    needs_proof = True
    papers: Sequence[str] = ("list", "receipts")

    def offers(self, currency: str) -> bool:
        """Agents hand out dirhams."""
        return currency == DIRHAM

    def paper(self, code: str, batch: ToPayTogether) -> Paper:
        """Write the list or the receipts. Raises ``UnknownPaperError``."""
        payouts = sorted(batch.payouts, key=lambda each: (each.agent, each.reference))
        if code == "receipts":
            text = "\n\n\n".join(receipt(each) for each in payouts)
            return Paper(f"{batch.reference}-receipts.txt", "text/plain; charset=utf-8", text.encode())
        if code not in self.papers:
            raise UnknownPaperError(code)
        rows = [
            (
                each.reference,
                each.agent,
                each.to.holder,
                plain_amount(each.amount),
                batch.currency,
                "",
                "",
            )
            for each in payouts
        ]
        return csv_paper(batch.reference, HEADING, rows)
