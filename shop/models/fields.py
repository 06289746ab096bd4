"""The money column of the shop."""

from typing import Any

from djmoney.models.fields import MoneyField as BaseMoneyField


class MoneyField(BaseMoneyField):
    """Amount and currency in two columns, to the hundredth.

    The currency column lists no choices: those of the package are names in a language, and would make a
    host's migrations differ from ours.
    """

    def __init__(self, *args: Any, max_digits: int = 12, decimal_places: int = 2, **kwargs: Any) -> None:
        kwargs["currency_choices"] = ()
        kwargs["default_currency"] = None
        super().__init__(*args, max_digits=max_digits, decimal_places=decimal_places, **kwargs)
