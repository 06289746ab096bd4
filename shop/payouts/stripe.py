"""Transfers to makers' own accounts at Stripe, connected to the shop's. Optional, and off unless set up.

A transfer goes under a key made of our payout's reference and is marked with it. Stripe forgets keys after a
day, and answers a saved failure for ever until then: its own list of transfers is what tells whether there
is one, and is read before anything is sent. What an account or the balance does not allow is a refusal; all
else is no answer, and asked again.
"""

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import stripe

from shop.domain.money import minor
from shop.domain.payouts import Kind
from shop.domain.service_calls import call_key, is_saved_failure
from shop.payouts.base import NoAnswerError, Paper, Sent, TakenBack, ToPay, ToPayTogether, UnknownPaperError
from shop.payouts.lists import csv_paper, plain_amount

API_VERSION = "2026-10-28.endive"
SECONDS = 8
RETRIES = 1
MOST_ATTEMPTS = 8
HEADING = ("reference", "name", "account", "amount", "currency")
REASON_LIMIT = 300


class StripeTransfer:
    """``api_base`` is the address of a stand-in, empty for Stripe; ``currencies`` are its balance's."""

    kind = Kind.STRIPE
    needs_proof = False
    papers: Sequence[str] = ("list",)

    def __init__(
        self, *, secret_key: str, api_base: str = "", currencies: Sequence[str] = ("EUR", "USD")
    ) -> None:
        self.currencies = tuple(currencies)
        self._client = stripe.StripeClient(
            secret_key,
            stripe_version=API_VERSION,
            base_addresses={"api": api_base.rstrip("/")} if api_base else {},
            max_network_retries=RETRIES,
            http_client=stripe.RequestsClient(timeout=SECONDS),
        )

    def offers(self, currency: str) -> bool:
        """Transfers leave from a balance in the same currency."""
        return currency in self.currencies

    def paper(self, code: str, batch: ToPayTogether) -> Paper:
        """Write what is sent to whom, to be looked at: nobody has to hand it in."""
        if code not in self.papers:
            raise UnknownPaperError(code)
        rows = [
            (each.reference, each.to.holder, each.to.account, plain_amount(each.amount), batch.currency)
            for each in batch.payouts
        ]
        return csv_paper(batch.reference, HEADING, rows)

    def send(self, payout: ToPay) -> Sent:
        """Find the transfer of this payout, or make it. Raises ``NoAnswerError``."""
        try:
            for attempt in range(MOST_ATTEMPTS):
                made = self._made(payout) or self._make(payout, attempt)
                if made is not None:
                    return Sent(handle=str(made["id"]))
        except stripe.InvalidRequestError as error:
            return Sent(refused=_why(error, payout.to.account))
        except stripe.StripeError as error:
            raise NoAnswerError(type(error).__name__) from error
        raise NoAnswerError("every attempt has failed for good")

    def taken_back(self, since: datetime) -> Iterator[TakenBack]:
        """Read the reversals that Stripe has told of; it keeps its events for thirty days."""
        asked: Any = {"type": "transfer.reversed", "created": {"gte": int(since.timestamp())}, "limit": 100}
        try:
            told = [one.to_dict() for one in self._client.v1.events.list(asked).auto_paging_iter()]
        except stripe.StripeError as error:
            raise NoAnswerError(type(error).__name__) from error
        for event in told:
            thing = event["data"]["object"]
            back = int(thing["amount_reversed"])
            reference = str((thing.get("metadata") or {}).get("payout") or "")
            if reference and back:
                yield TakenBack(reference, str(thing["id"]), back, bool(thing["reversed"]))

    def _made(self, payout: ToPay) -> dict[str, Any] | None:
        """Return the transfer that was made for this payout. Raises ``NoAnswerError`` if it differs."""
        asked: Any = {"transfer_group": payout.reference, "limit": 100}
        listed: Any = self._client.v1.transfers.list(asked).to_dict()
        own = [one for one in listed["data"] if (one.get("metadata") or {}).get("payout") == payout.reference]
        for one in own:
            said = (one["amount"], one["currency"].upper(), one["destination"])
            if said != (minor(payout.amount), payout.amount.currency.code, payout.to.account):
                raise NoAnswerError("a transfer of this payout has another amount or receiver")
        return own[0] if own else None

    def _make(self, payout: ToPay, attempt: int) -> dict[str, Any] | None:
        """Ask for it. None when this attempt's key answers with a saved failure from now on."""
        options: Any = {"idempotency_key": call_key("payout", f"{payout.reference}#{attempt}", payout.amount)}
        asked: Any = {
            "amount": minor(payout.amount),
            "currency": payout.amount.currency.code.lower(),
            "destination": payout.to.account,
            "transfer_group": payout.reference,
            "metadata": {"payout": payout.reference},
        }
        try:
            made: dict[str, Any] = self._client.v1.transfers.create(asked, options).to_dict()
        except stripe.StripeError as error:
            if not is_saved_failure(error.http_status, error.headers):
                raise
            return None
        return made


def _why(error: stripe.InvalidRequestError, account: str) -> str:
    """Return the service's own reason, its code first, without the name of her account."""
    said = (error.user_message or str(error)).replace(account, "...")
    return ": ".join(word for word in (error.code, said) if word)[:REASON_LIMIT]
