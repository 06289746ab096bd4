"""What an operator types: how she narrows a list, and why she does something."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from shop.models import Market, Order, ProducerOrder

ANY = ("", _("all"))
WAITS = [ANY, ("transfer", _("awaits a transfer")), ("call", _("to be confirmed by phone"))]
METHODS = [ANY, ("cash", _("cash on delivery")), ("transfer", _("bank transfer")), ("card", _("card"))]


class OrderFilter(forms.Form):
    """Which orders are listed. What is not understood narrows nothing."""

    q = forms.CharField(label=_("Number, e-mail or phone"), required=False, max_length=254)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Order.Status.choices])
    market = forms.ModelChoiceField(Market.objects.all(), label=_("Market"), required=False)
    method = forms.ChoiceField(label=_("Paid by"), required=False, choices=METHODS)
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)
    waits = forms.ChoiceField(label=_("What it waits for"), required=False, choices=WAITS)

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class PartFilter(forms.Form):
    """Which producer orders are listed."""

    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *ProducerOrder.Status.choices]
    )


class ReasonForm(forms.Form):
    """Why something is done; it stands in the log for good."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class ShipForm(ReasonForm):
    """Who takes a parcel, and the number by which it is followed."""

    carrier = forms.CharField(label=_("Carrier"), max_length=60)
    tracking = forms.CharField(label=_("Tracking number"), max_length=60, required=False)


class PaidForm(forms.Form):
    """Money found: how much, and on which line of the statement or which receipt."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=12, decimal_places=2)
    statement = forms.CharField(label=_("Line of the statement, or receipt"), max_length=100)


class AdjustForm(forms.Form):
    """A corrected count."""

    change = forms.IntegerField(label=_("Pieces more, or fewer when negative"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PriceForm(forms.Form):
    """A new price, which holds at once."""

    amount = forms.DecimalField(label=_("Price"), max_digits=12, decimal_places=2)
    reason = forms.CharField(label=_("Reason"), max_length=200)


def money_of(form: forms.Form, currency: str) -> Money:
    """Return the amount typed in a valid form."""
    return Money(form.cleaned_data["amount"], currency)
