"""What one click does about an exception: it acts, its effect shown before, or opens the form that waits.

Why a person has to fill in a form for some kinds is said in ``shop.domain.exceptions.BY_A_PERSON``.
"""

import hashlib
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import NoReverseMatch, reverse
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from producers.domain.actors import Actor
from producers.models import Organisation
from shop.actions.ask_for_rest import ask_for_rest
from shop.actions.ask_gateway import ask_gateway
from shop.actions.change_order import confirm_part
from shop.actions.close_exception import AlreadyClosedError, close_exception
from shop.actions.match_outgoing import match_payout
from shop.actions.match_statement import match_statement
from shop.actions.payout_batches import propose_batch
from shop.actions.refund import give_back
from shop.domain.changes import ChangeKind
from shop.domain.errors import RefusedError
from shop.domain.exceptions import Do
from shop.domain.money import from_minor
from shop.domain.states import ChangeStatus
from shop.effect_words import effect_shown
from shop.models import Case, Change, ExceptionCase, Payment, Payout, RemittanceLine, StatementLine
from shop.office.tables import money_here
from shop.reading.payables import due
from shop.reading.proposals import propose_part
from shop.reading.refunds import due_back, rooms

Effect = Sequence[tuple[str, str]]
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
    "case": "case",
    "refund": "refund",
    "gatewaysettlement": "settlement",
}

# By kind of case or of row: a page that is about no row.
ELSEWHERE: Mapping[str, str] = {"settlement_missing": "statement_new", "reconcilerun": "reconcile"}


@dataclass(frozen=True)
class Click:
    """A button: its words, what it does to whose money, and what it does."""

    title: str | Promise
    act: Callable[[ExceptionCase, Actor], object]
    effect: Effect = ()

    @property
    def seen(self) -> str:
        """Return a fingerprint of the effect: it is done only while it is what was shown."""
        return hashlib.sha256(json.dumps(list(self.effect)).encode()).hexdigest()[:32] if self.effect else ""


def click_for(case: ExceptionCase) -> Click | None:
    """Return the button of a case, None when its suggestion leads to a form instead."""
    make = CLICKS.get(case.suggestion)
    return make(case) if make is not None and case.closed_at is None else None


def page_of(case: ExceptionCase) -> str:
    """Return the form or the page where a case is settled, filled in with what is known of it."""
    found = _own_page(case)
    if found:
        return found
    name = PAGES.get(case.about_kind)
    if name and case.about_id:
        try:
            return reverse(f"shop_office:{name}", args=[case.about_id])
        except NoReverseMatch:  # a page that this shop does not have
            pass
    return reverse("shop_office:order", args=[case.order_id]) if case.order_id else ""


def _own_page(case: ExceptionCase) -> str:
    """Return the page that a suggestion has besides that of the row, empty for none."""
    if case.kind in ELSEWHERE or case.about_kind in ELSEWHERE:
        return reverse(f"shop_office:{ELSEWHERE.get(case.kind) or ELSEWHERE[case.about_kind]}")
    if case.about_kind == "remittanceline":
        run = RemittanceLine.objects.filter(pk=case.about_id).values_list("run", flat=True).first()
        return f"{reverse('shop_office:remittance_lines', args=[run])}?outcome={case.data.get('outcome', '')}"
    if case.suggestion == Do.CORRECT_DESTINATION:
        return _destination_of(case)
    if case.suggestion == Do.LOOK_FOR_ORDER and not case.about_id:
        return f"{reverse('shop_office:orders')}?{urlencode({'q': case.data.get('reference', '')})}"
    if not case.order_id:
        return ""
    if case.suggestion == Do.CALL and case.kind == "not_reached":
        return reverse("shop_office:call", args=[case.order_id])
    if case.suggestion == Do.REFUND or case.kind == "refund_failed":
        return reverse("shop_office:order_refund", args=[case.order_id])
    if case.suggestion == Do.SETTLE and case.about_kind != "cashcustody":
        return reverse("shop_office:order_change", args=[case.order_id])
    if case.suggestion == Do.ANSWER_BANK:
        return _dispute_of(case)
    return ""


def _destination_of(case: ExceptionCase) -> str:
    """Open the form for where a maker is paid, with her name and the currency."""
    maker, currency = None, "MAD"
    if case.about_kind == "payout":
        payout = Payout.objects.select_related("organisation").get(pk=case.about_id)
        maker, currency = payout.organisation, payout.amount.currency.code
    elif case.about_kind == "organisation":
        maker = Organisation.objects.filter(pk=case.about_id).first()
        currency = case.amount.currency.code if case.amount is not None else currency
    query = urlencode({"maker": maker.slug if maker else "", "currency": currency})
    return f"{reverse('shop_office:destination_new')}?{query}"


def _dispute_of(case: ExceptionCase) -> str:
    row = Case.objects.filter(payment=case.payment_id, kind=Case.Kind.DISPUTE).order_by("-pk").first()
    name, key = ("case", row.pk) if row else ("case_open", case.order_id)
    return reverse(f"shop_office:{name}", args=[key])


def _match(case: ExceptionCase) -> Click | None:
    """Take what was suggested for a line of a statement: an order's payment, or a payout that left."""
    if case.about_kind == "statementline" and case.amount is not None and case.payment_id is None:
        return _match_payout(case)
    if case.order is None or case.about_id is None or case.amount is None:
        return None

    def act(case: ExceptionCase, actor: Actor) -> object:
        line = StatementLine.objects.get(pk=case.about_id)
        return match_statement(line, Payment.objects.get(pk=case.payment_id), actor=actor)

    effect = [(_("Paid for order %(number)s") % {"number": case.order.number}, money_here(case.amount))]
    return Click(gettext_lazy("Take the order that fits best"), act, effect)


def _match_payout(case: ExceptionCase) -> Click | None:
    line = StatementLine.objects.select_related("payout", "batch").get(pk=case.about_id)
    found = line.batch or line.payout
    if found is None:
        return None
    is_back = line.amount.amount > 0
    words = _("Came back: %(reference)s") if is_back else _("Confirmed: %(reference)s")
    effect = [(words % {"reference": found.reference}, money_here(line.amount))]
    return Click(
        gettext_lazy("It is owed again") if is_back else gettext_lazy("Confirm this payout"),
        lambda case, actor: match_payout(line, found, actor=actor),
        effect,
    )


def _ask_rest(case: ExceptionCase) -> Click | None:
    if case.order_id is None:
        return None
    return Click(gettext_lazy("Write to the buyer"), lambda case, actor: ask_for_rest(case, actor=actor))


def _compare(case: ExceptionCase) -> Click | None:
    order = case.order
    if order is None:
        return None
    return Click(gettext_lazy("Ask the payment service"), lambda case, actor: ask_gateway(order))


def _refund(case: ExceptionCase) -> Click | None:
    """Give back all that is due of the order, the way it came; no button while no payment has room for it."""
    order, effect = case.order, list[tuple[str, str]]()
    if order is None:
        return None
    for currency, amount in due_back(order).items():
        if sum(room for _row, room in rooms(order, currency)) < amount:
            return None
        effect.append((_("The buyer gets back"), money_here(from_minor(amount, currency))))

    def act(case: ExceptionCase, actor: Actor) -> object:
        give_back(order, actor=actor)
        return _close(case, actor)

    return Click(gettext_lazy("Give it back"), act, effect) if effect else None


def _settle(case: ExceptionCase) -> Click | None:
    """Confirm the settlement that waits for the part; without one, give back what is due."""
    waiting = Change.objects.filter(
        part=case.about_id if case.about_kind == "producerorder" else None,
        kind=ChangeKind.CANCEL_PART.value,
        status=ChangeStatus.ASKED.value,
    ).exclude(part=None)
    change = waiting.select_related("order", "part").first()
    if change is None or change.part is None:
        return _refund(case)
    try:
        proposal = propose_part(change.order, change.part)
    except RefusedError:
        return None
    shown = effect_shown(proposal.settlement, get_language() or "fr")
    effect = [(row.label, row.money.text) for row in shown.rows]
    if shown.refund:
        effect.insert(0, (_("The buyer gets back"), shown.refund.text))

    def act(case: ExceptionCase, actor: Actor) -> object:
        confirm_part(change, fingerprint=proposal.fingerprint, actor=actor)
        return _close(case, actor)

    return Click(gettext_lazy("Settle it as shown"), act, effect)


def _try_again(case: ExceptionCase) -> Click | None:
    """Propose a failed payout anew; a second person approves it. A refund is given back again."""
    if case.about_kind != "payout":
        return _refund(case)
    payout = Payout.objects.select_related("batch", "organisation", "destination").get(pk=case.about_id)
    currency, only = payout.batch.currency, [payout.organisation_id]
    owed = [each for each in due(currency, payout.destination.kind, only) if each.skip is None]
    if not owed:
        return None

    def act(case: ExceptionCase, actor: Actor) -> object:
        propose_batch(currency, payout.batch.method, actor=actor, organisations=only)
        return _close(case, actor)

    paid = money_here(from_minor(owed[0].amount, currency))
    effect = [(_("Proposed to be paid to %(maker)s") % {"maker": payout.organisation.slug}, paid)]
    return Click(gettext_lazy("Propose the payout again"), act, effect)


def _close(case: ExceptionCase, actor: Actor) -> None:
    try:
        close_exception(case, actor=actor, note=_("Done as suggested"))
    except AlreadyClosedError:
        return


CLICKS: Mapping[str, Callable[[ExceptionCase], Click | None]] = {
    Do.MATCH: _match,
    Do.ASK_FOR_REST: _ask_rest,
    Do.COMPARE: _compare,
    Do.REFUND: _refund,
    Do.SETTLE: _settle,
    Do.TRY_AGAIN: _try_again,
}
