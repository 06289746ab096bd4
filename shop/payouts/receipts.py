"""A receipt that is read aloud: short sentences in the maker's language, one thing in each."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.domain.money import written
from shop.payouts.base import ToPay


def receipt(payout: ToPay) -> str:
    """Return the sentences, one on a line."""
    with translation.override(payout.language):
        facts = {
            "name": payout.to.holder or payout.maker,
            "amount": written(payout.amount, payout.language),
            "count": payout.sales,
            "agent": payout.agent,
            "reference": payout.reference,
        }
        return "\n".join(sentence % facts for sentence in _sentences(payout))


def _sentences(payout: ToPay) -> list[str]:
    sentences = [
        _("Hello %(name)s."),
        _("You receive %(amount)s."),
        ngettext("This is for %(count)d sale.", "This is for %(count)d sales.", payout.sales),
        _("Count the money now, before you sign."),
        _("Nobody may take a part of it."),
        _("If the sum is not right, do not sign, and call us."),
        _("The number of this receipt is %(reference)s."),
    ]
    if payout.agent:
        sentences.insert(2, _("It comes from the hand of %(agent)s."))
    return sentences
