"""What one click does about an exception: it acts, or leads to the page where the thing is settled."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from producers.domain.actors import Actor
from shop.actions.ask_for_rest import ask_for_rest
from shop.actions.ask_gateway import ask_gateway
from shop.actions.match_statement import match_statement
from shop.domain.exceptions import Do
from shop.models import ExceptionCase, Payment, StatementLine

# By the kind of row that a case is about: the address where it is settled.
PAGES: Mapping[str, str] = {
    "cashcustody": "custody",
    "statementline": "statement_line",
    "producerorder": "part",
    "parcel": "parcel",
    "stock": "adjust",
    "payout": "payout",
    "payoutbatch": "payout_batch",
    "organisation": "maker",
}


@dataclass(frozen=True)
class Click:
    """A button: its words and what it does."""

    title: str | Promise
    act: Callable[[ExceptionCase, Actor], object]


def _match(case: ExceptionCase, actor: Actor) -> object:
    line = StatementLine.objects.get(pk=case.about_id)
    payment = Payment.objects.get(pk=case.payment_id)
    return match_statement(line, payment, actor=actor)


def _ask_rest(case: ExceptionCase, actor: Actor) -> object:
    return ask_for_rest(case, actor=actor)


def _compare(case: ExceptionCase, actor: Actor) -> object:
    return ask_gateway(case.order) if case.order else None


CLICKS: Mapping[str, Click] = {
    Do.MATCH: Click(_("Take the order that fits best"), _match),
    Do.ASK_FOR_REST: Click(_("Write to the buyer"), _ask_rest),
    Do.COMPARE: Click(_("Ask the payment service"), _compare),
}


def click_for(case: ExceptionCase) -> Click | None:
    """Return the button of a case, None when its suggestion leads to a page instead."""
    is_possible = case.order_id is not None and (case.suggestion != Do.MATCH or case.about_id is not None)
    return CLICKS.get(case.suggestion) if is_possible and case.closed_at is None else None


def page_of(case: ExceptionCase) -> str:
    """Return where a case is settled: the page of what it is about, else its order; empty without both."""
    if case.suggestion == Do.CALL and case.kind == "not_reached" and case.order_id:
        return reverse("shop_office:call", args=[case.order_id])
    if case.about_kind == "reconcilerun":
        return reverse("shop_office:reconcile")
    name = PAGES.get(case.about_kind)
    if name and case.about_id:
        try:
            return reverse(f"shop_office:{name}", args=[case.about_id])
        except NoReverseMatch:  # a page that this shop does not have
            pass
    return reverse("shop_office:order", args=[case.order_id]) if case.order_id else ""
