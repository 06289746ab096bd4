"""What every way of paying makers has to do: subclass the contract in your tests and give it your method."""

from datetime import UTC, datetime

from moneyed import Money

from shop.domain.payouts import Details, Kind, read_details
from shop.domain.rib import with_key
from shop.payouts.base import Method, Paper, ToPay, ToPayTogether, UnknownPaperError

TO_BANK = Details(Kind.BANK, "MAD", "Fatima Example", with_key(f"000780{1:016}"))
WHEN = datetime(2026, 11, 3, 10, 30, tzinfo=UTC)


def a_payout(
    amount: str = "180.00",
    *,
    number: int = 1,
    to: Details = TO_BANK,
    language: str = "fr",
    agent: str = "",
    sales: int = 1,
) -> ToPay:
    """Build one payout of a batch."""
    reference = f"PO-482-917-3651-{number}"
    return ToPay(reference, Money(amount, to.currency), to, "Atelier Fatima", language, sales, agent)


def a_batch(*payouts: ToPay, currency: str = "MAD") -> ToPayTogether:
    """Build an approved batch."""
    return ToPayTogether("PB-482-917-3651", currency, WHEN, payouts)


class PayoutContract:
    """For a way of paying: give ``method``, and ``to``, a destination that it pays to."""

    to = TO_BANK

    def method(self) -> Method:
        """Return the method under test, freshly built."""
        raise NotImplementedError

    def papers(self) -> list[Paper]:
        """Return every paper of a batch of two."""
        batch = a_batch(a_payout("1250.50", to=self.to), a_payout("80", number=2, to=self.to))
        method = self.method()
        return [method.paper(code, batch) for code in method.papers]

    def test_it_pays_to_the_destination_that_it_names(self) -> None:
        assert self.method().kind is self.to.kind
        assert self.to.kind is Kind.AGENT or not read_details(self.to)[1]

    def test_it_says_in_which_currency_it_pays(self) -> None:
        method = self.method()
        assert method.offers(self.to.currency) is True
        assert isinstance(method.offers("XTS"), bool)

    def test_it_writes_a_paper_at_least(self) -> None:
        papers = self.papers()
        assert papers
        for paper in papers:
            assert paper.content
            assert "/" in paper.content_type
            assert paper.name.startswith("PB-482-917-3651")
            assert "/" not in paper.name

    def test_the_same_batch_is_the_same_paper(self) -> None:
        assert self.papers() == self.papers()

    def test_every_payout_stands_in_every_paper_with_its_reference(self) -> None:
        for paper in self.papers():
            for number in (1, 2):
                assert f"PO-482-917-3651-{number}".encode() in paper.content

    def test_a_paper_that_it_does_not_write_is_refused(self) -> None:
        for code in ("", "nothing", "../csv"):
            try:
                self.method().paper(code, a_batch(a_payout(to=self.to)))
            except UnknownPaperError:
                continue
            raise AssertionError(f"a paper of the name {code!r} was written")

    def test_what_is_confirmed_needs_a_proof_or_not(self) -> None:
        assert isinstance(self.method().needs_proof, bool)
