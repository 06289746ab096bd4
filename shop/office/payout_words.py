"""What payouts refuse, skip and report, in words for the office."""

from collections.abc import Callable, Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from shop.actions.confirm_payouts import Became
from shop.domain.money import from_minor
from shop.domain.payout_confirmations import ListFault
from shop.domain.payouts import PayoutRefusedError, PayoutWhy
from shop.office.tables import money_here

Sentence = Callable[[Mapping[str, object]], str]


def _references(facts: Mapping[str, object]) -> str:
    found = facts.get("references", ())
    return ", ".join(map(str, found)) if isinstance(found, list | tuple) else ""


def _too_high(facts: Mapping[str, object]) -> str:
    most = from_minor(int(str(facts["most"])), str(facts["currency"]))
    return _("At most %(most)s can be kept back now.") % {"most": money_here(most)}


def _left(facts: Mapping[str, object]) -> str:
    return money_here(from_minor(int(str(facts["left"])), str(facts["currency"])))


SENTENCES: Mapping[PayoutWhy, Sentence] = {
    PayoutWhy.NOTHING_TO_PAY: lambda facts: _(
        "There is nothing to pay in this way now. The list of what is owed says why."
    ),
    PayoutWhy.NOT_BY_A_PERSON: lambda facts: _("A person has to do this."),
    PayoutWhy.OWN_PROPOSAL: lambda facts: _("You have proposed this batch: somebody else has to approve it."),
    PayoutWhy.DESTINATION_CHANGED: lambda facts: (
        _("The destination has changed since. Leave these out: %(references)s.")
        % {"references": _references(facts)}
    ),
    PayoutWhy.DESTINATION_UNREADABLE: lambda facts: (
        _("The destination cannot be paid to. Leave these out: %(references)s.")
        % {"references": _references(facts)}
    ),
    PayoutWhy.HOLD_SINCE: lambda facts: (
        _("A hold was set since. Leave these out: %(references)s.") % {"references": _references(facts)}
    ),
    PayoutWhy.NO_GRANT: lambda facts: _("She does not let this association receive her money."),
    PayoutWhy.METHOD_NOT_OFFERED: lambda facts: _("Nothing can be paid in this currency in this way."),
    PayoutWhy.BATCH_MOVED_ON: lambda facts: _("This is no longer possible: it has moved on."),
    PayoutWhy.REASON_NEEDED: lambda facts: _("Say why."),
    PayoutWhy.PROOF_NEEDED: lambda facts: _("Send the signed list or a photograph of it first."),
    PayoutWhy.OWN_ENTRY: lambda facts: _("You have entered this: somebody else has to call her back."),
    PayoutWhy.LENDER: lambda facts: _("Money of makers never goes to an association or to its phone."),
    PayoutWhy.HER_AGENT: lambda facts: _(
        "An agent of an association does not confirm where makers are paid."
    ),
    PayoutWhy.SAME_DESTINATION: lambda facts: _("This is where she is paid already."),
    PayoutWhy.HOLD_TOO_HIGH: _too_high,
    PayoutWhy.HOLD_TOO_LONG: lambda facts: _("A hold lasts at most %(days)s days.") % facts,
    PayoutWhy.HOLD_IN_THE_PAST: lambda facts: _("Choose a day that is not over."),
    PayoutWhy.HOLD_IS_OVER: lambda facts: _("This hold has ended already."),
    PayoutWhy.NOT_A_GROUP: lambda facts: _("Only what a group was paid is divided among members."),
    PayoutWhy.SHARES_DIFFER: lambda facts: (
        _("The shares are not the payout, or one is not above zero: %(left)s is left.")
        % {"left": _left(facts)}
    ),
    PayoutWhy.SAID_BY_SERVICE: lambda facts: _(
        "The payment service sends it and says itself what became of it. Nothing can be said by hand."
    ),
    PayoutWhy.SHARES_ARE_HEARD: lambda facts: _("A member has confirmed her share: the list stays."),
}
BECAME: Mapping[Became, Promise] = {
    Became.DONE: gettext_lazy("done"),
    Became.ALREADY: gettext_lazy("known already"),
    Became.FAULTY: gettext_lazy("cannot be read"),
    Became.UNKNOWN: gettext_lazy("no such payout"),
    Became.OTHER_AMOUNT: gettext_lazy("another amount or currency"),
    Became.NOT_POSSIBLE: gettext_lazy("not possible in its state"),
    Became.PROOF_NEEDED: gettext_lazy("needs a proof first"),
}
FAULTS: Mapping[ListFault, Promise] = {
    ListFault.EMPTY: gettext_lazy("The file is empty."),
    ListFault.TOO_BIG: gettext_lazy("The file is too big."),
    ListFault.ENCODING: gettext_lazy("The file is not in UTF-8. Save it again as CSV in UTF-8."),
    ListFault.HEADING: gettext_lazy("The first line has to name reference, result, amount and currency."),
    ListFault.TOO_MANY_ROWS: gettext_lazy("The file has too many rows."),
    ListFault.RESULT: gettext_lazy("result is not confirmed, failed or returned"),
    ListFault.AMOUNT: gettext_lazy("amount is not like 1250.50"),
    ListFault.REASON: gettext_lazy("reason is missing"),
}


def sentence_of(refusal: PayoutRefusedError) -> str:
    """Return what to tell whoever was refused, in the language that is active."""
    return SENTENCES[refusal.code](refusal.facts)
