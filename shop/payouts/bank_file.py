"""Transfers by the bank: a list in CSV, or ISO 20022 pain.001 when the shop's own account is set."""

from collections.abc import Mapping, Sequence

from shop.domain.payouts import Kind
from shop.payouts.base import Paper, ToPay, ToPayTogether, UnknownPaperError
from shop.payouts.lists import csv_paper, plain_amount
from shop.payouts.pain001 import Debtor, Layout, message

HEADING = ("reference", "name", "account", "amount", "currency", "text")


class BankFile:
    """``accounts`` maps a currency to the shop's own account: ``{"MAD": {"name", "account", "bic"}}``.

    ``account`` is a RIB for dirhams, an IBAN otherwise; without one there is the CSV alone. ``version`` is
    that of the message, ``"09"`` or ``"03"``; ``accounts_as`` is ``"iban"`` or ``"rib"``, as the bank asks.
    ``is_fictional`` marks the accounts of a demonstration in the message itself.
    """

    kind = Kind.BANK
    needs_proof = False

    def __init__(
        self,
        accounts: Mapping[str, Mapping[str, str]] | None = None,
        *,
        version: str = "09",
        accounts_as: str = "iban",
        is_fictional: bool = False,
    ) -> None:
        self.debtors = {code: Debtor(**account) for code, account in (accounts or {}).items()}
        self.layout = Layout(version, accounts_as)
        self.is_fictional = is_fictional
        self.papers: Sequence[str] = ("csv", "pain001") if self.debtors else ("csv",)

    def offers(self, currency: str) -> bool:
        """Banks transfer in every currency; whether she has an account in it is hers to say."""
        return True

    def paper(self, code: str, batch: ToPayTogether) -> Paper:
        """Write the list or the message. Raises ``UnknownPaperError``, also without an account of ours."""
        if code == "csv":
            return csv_paper(batch.reference, HEADING, [self._row(each) for each in batch.payouts])
        debtor = self.debtors.get(batch.currency)
        if code != "pain001" or debtor is None:
            raise UnknownPaperError(code)
        content = message(batch, debtor, self.layout, is_fictional=self.is_fictional)
        return Paper(f"{batch.reference}.xml", "application/xml", content)

    def _row(self, each: ToPay) -> tuple[str, ...]:
        return (
            each.reference,
            each.to.holder,
            each.to.account,
            plain_amount(each.amount),
            each.amount.currency.code,
            each.reference,
        )
