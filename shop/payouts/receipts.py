"""A receipt that is read aloud: short sentences in the maker's language, one thing in each."""

from django.utils import translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from shop.domain.money import written
from shop.payouts.base import ToPay


def receipt(payout: ToPay, language: str = "", *, is_by_hand: bool = True) -> str:
    """Return the sentences, one on a line, in the maker's language unless told.

    What is sent rather than handed over (``is_by_hand`` false) is not counted nor signed for.
    """
    language = language or payout.language
    with translation.override(language):
        facts = {
            "name": payout.to.holder or payout.maker,
            "amount": written(payout.amount, language),
            "count": payout.sales,
            "agent": payout.agent,
            "reference": payout.reference,
        }
        sentences = _handed(payout) if is_by_hand else _sent(payout)
        return "\n".join(sentence % facts for sentence in sentences)


def _handed(payout: ToPay) -> list[str]:
    by = [_("It comes from the hand of %(agent)s.")] if payout.agent else []
    return [
        _("Hello %(name)s."),
        _("You receive %(amount)s."),
        *by,
        _sales(payout),
        _("Count the money now, before you sign."),
        _("Nobody may take a part of it."),
        _("If the sum is not right, do not sign, and call us."),
        _("The number of this receipt is %(reference)s."),
    ]


def _sent(payout: ToPay) -> list[str]:
    return [
        _("Hello %(name)s."),
        _("You were paid %(amount)s."),
        _sales(payout),
        _("If the sum is not right, call us."),
        _("The number of this receipt is %(reference)s."),
    ]


def _sales(payout: ToPay) -> str:
    return ngettext("This is for %(count)d sale.", "This is for %(count)d sales.", payout.sales)
