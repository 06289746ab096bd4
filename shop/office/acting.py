"""What the forms of the office share: each does something by an action, and says what that refused."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest
from django.utils.translation import gettext as _

from shop.actions.adjust_stock import StockError
from shop.domain.cash import AmountError
from shop.domain.errors import RefusedError
from shop.domain.payouts import PayoutRefusedError
from shop.domain.states import IllegalMoveError
from shop.office.payout_words import sentence_of
from shop.refusal_words import sentence_for


def is_done(request: HttpRequest, form: Form, act: Callable[[], object], *, field: str) -> bool:
    """Act when the form is valid; say so, or say at ``field`` why it was refused."""
    if not form.is_valid():
        return False
    refused = refusal_of(act)
    if refused:
        form.add_error(field, refused)
        return False
    messages.success(request, _("Done and written down."))
    return True


def refusal_of(act: Callable[[], object]) -> str:
    """Act, and return why it was refused; empty when it was done."""
    try:
        act()
    except RefusedError as refusal:
        return sentence_for(refusal)
    except PayoutRefusedError as refusal:
        return sentence_of(refusal)
    except IllegalMoveError:
        return _("This is no longer possible: the order has moved on.")
    except AmountError:
        return _("This amount does not fit what is held or missing, or nobody is there to bear it.")
    except StockError:
        return _("So many pieces are not there any more. Correct the count first.")
    return ""
