"""The money column of the shop."""

from typing import Any

from django.db.models.expressions import Combinable
from djmoney.models.fields import MoneyField as BaseMoneyField
from moneyed import Money


class MoneyField(BaseMoneyField):
    """Amount and currency in two columns, to the hundredth.

    The currency column lists no choices: those of the package are names in a language, and would make a
    host's migrations differ from ours.
    """

    # What the type checker takes and gives for the column; Django itself does not read them.
    _pyi_private_set_type: Money | Combinable
    _pyi_private_get_type: Money

    def __init__(self, *args: Any, max_digits: int = 12, decimal_places: int = 2, **kwargs: Any) -> None:
        kwargs["currency_choices"] = ()
        kwargs["default_currency"] = None
        super().__init__(*args, max_digits=max_digits, decimal_places=decimal_places, **kwargs)
