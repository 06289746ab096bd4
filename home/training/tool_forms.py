"""The forms of the tools: sent by GET, read, and kept nowhere."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.training.domain.tools import JARS, Every
from home.training.tool_words import JAR_WORDS
from shop.domain.price_helper import AmountError, read_amount, read_hours

WIDEST = 30
LARGEST_SHARE = 50


class Amount(forms.CharField):
    """An amount or a number of hours, in digits of any script; nothing typed is nothing."""

    def __init__(self, *, hours: bool = False, currency: str = "MAD", **kwargs: Any) -> None:
        self.hours, self.currency = hours, currency
        marks = {"inputmode": "decimal", "dir": "ltr", "autocomplete": "off"}
        super().__init__(required=False, max_length=WIDEST, widget=forms.TextInput(attrs=marks), **kwargs)

    def clean(self, value: Any) -> Decimal:
        """Return the number. Raises ``ValidationError``."""
        typed = super().clean(value)
        if not typed:
            return Decimal(0)
        try:
            return read_hours(typed) if self.hours else read_amount(typed, self.currency).amount
        except AmountError as reason:
            raise forms.ValidationError(_("Write a number, for example 120.")) from reason


class PriceForm(forms.Form):
    """What a piece takes."""

    material = Amount(label=_("What the material cost"))
    hours = Amount(label=_("Hours of work"), hours=True)
    share = Amount(label=_("Share for tools and tomorrow, of a hundred"), hours=True)
    use_required_attribute = False

    def clean_share(self) -> Decimal:
        """At most half of the price."""
        share: Decimal = self.cleaned_data["share"]
        if share > LARGEST_SHARE:
            raise forms.ValidationError(_("At most 50 of a hundred."))
        return share


class BudgetForm(forms.Form):
    """What comes into both jars, and what goes out."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("sales", *JARS["work"], "others", *JARS["home"]):
            self.fields[name] = Amount(label=JAR_WORDS[name][0])


class RepaymentForm(forms.Form):
    """What is owed, and how it is given back."""

    total = Amount(label=_("How much do you give back in all?"))
    each = Amount(label=_("How much each time?"))
    every = forms.ChoiceField(
        label=_("How often?"),
        choices=((Every.WEEK.value, _("each week")), (Every.MONTH.value, _("each month"))),
        initial=Every.MONTH.value,
    )
    first = forms.DateField(
        label=_("The first day"), widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"})
    )
    use_required_attribute = False
