"""What an operator types: how she narrows a list, and why she does something."""

from decimal import Decimal
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from producers.models import Organisation
from shop.decline_words import decline_choices
from shop.domain.money import minor
from shop.models import Market, Order, ProducerOrder, Variant

ANY = ("", _("all"))
WAITS = [ANY, ("transfer", _("awaits a transfer")), ("call", _("to be confirmed by phone"))]
METHODS = [ANY, ("cash", _("cash on delivery")), ("transfer", _("bank transfer")), ("card", _("card"))]


def market_currencies() -> list[tuple[str, str]]:
    """Return the currencies that our markets pay in."""
    codes = sorted(set(Market.objects.values_list("currency", flat=True)))
    return [(code, code) for code in codes]


def is_payable(amount: Decimal, currency: str) -> bool:
    """Say whether an amount is above zero and no finer than a minor unit of its currency."""
    try:
        return minor(Money(amount, currency)) > 0
    except ValueError:
        return False


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
    declined = forms.ChoiceField(
        label=_("Declined because"), required=False, choices=lambda: [ANY, *decline_choices()]
    )


class ReasonForm(forms.Form):
    """Why something is done; it stands in the log for good."""

    reason = forms.CharField(label=_("Reason"), max_length=500)


class PaidForm(forms.Form):
    """Money found: how much, and on which line of the statement or which receipt."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=12, decimal_places=2)
    statement = forms.CharField(label=_("Line of the statement, or receipt"), max_length=100)


class AdjustForm(forms.Form):
    """A corrected count."""

    change = forms.IntegerField(label=_("Pieces more, or fewer when negative"))
    reason = forms.CharField(label=_("Reason"), max_length=200)


class PriceForm(forms.Form):
    """A new price, which holds at once. ``code`` is the currency that it is in."""

    amount = forms.DecimalField(label=_("Price"), max_digits=12, decimal_places=2)
    trade = forms.DecimalField(
        label=_("Price for shops (empty: none)"),
        help_text=_("Told only in feeds of trade terms, which need a key."),
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, code: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.code = code

    def clean_amount(self) -> Decimal:
        """Refuse what no coin can pay."""
        amount: Decimal = self.cleaned_data["amount"]
        code = self.code or self.cleaned_data.get("currency", "")
        if code and not is_payable(amount, code):
            raise forms.ValidationError(_("A price is above zero and ends with the smallest coin."))
        return amount

    def clean_trade(self) -> Decimal | None:
        """Refuse what no coin can pay, and more than the page asks: nobody could sell it on."""
        asked: Decimal | None = self.cleaned_data["trade"]
        if asked is None:
            return None
        if self.code and not is_payable(asked, self.code):
            raise forms.ValidationError(_("A price is above zero and ends with the smallest coin."))
        if asked > self.cleaned_data.get("amount", asked):
            raise forms.ValidationError(_("Shops pay no more than the price of the page."))
        return asked


class NewPriceForm(PriceForm):
    """The first price of a variant in a currency of our markets."""

    field_order = ("variant", "currency", "amount", "trade", "reason")
    variant = forms.ModelChoiceField(
        Variant.objects.select_related("product"),
        label=_("SKU"),
        to_field_name="sku",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is no variant with this SKU.")},
    )
    currency = forms.ChoiceField(label=_("Currency"), choices=market_currencies)

    def clean_currency(self) -> str:
        """Remember the currency, and refuse one in which there is a price that should be changed instead."""
        self.code = self.cleaned_data["currency"]
        variant = self.cleaned_data.get("variant")
        if variant and variant.prices.filter(amount_currency=self.code).exists():
            raise forms.ValidationError(_("It has a price in this currency. Change that one."))
        return self.code


class MakerFilter(forms.Form):
    """Which makers are listed."""

    q = forms.CharField(label=_("Name"), required=False, max_length=80)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Organisation.Status.choices])

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class TermsForm(forms.Form):
    """The terms of a market that operators change."""

    delivers = forms.BooleanField(label=_("Open for delivery"), required=False)
    cash_limit = forms.DecimalField(
        label=_("Highest order for cash on delivery (empty: no cash)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    cash_open_limit = forms.DecimalField(
        label=_("Highest cash on its way to one phone (empty: no limit)"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )
    cash_refusals = forms.IntegerField(
        label=_("Refused parcels after which a phone gets no more cash on delivery (empty: no limit)"),
        min_value=1,
        max_value=100,
        required=False,
    )
    call_attempts = forms.IntegerField(
        label=_("Calls before somebody looks at it"), min_value=1, max_value=20, required=False
    )
    withdrawal_days = forms.IntegerField(label=_("Days to withdraw"), min_value=7, max_value=365)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    @property
    def terms(self) -> dict[str, Any]:
        """The terms, by the market's field."""
        typed = {name: value for name, value in self.cleaned_data.items() if name != "reason"}
        if typed.get("call_attempts") is None:
            typed.pop("call_attempts", None)  # every market has some
        return typed


class SkuFilter(forms.Form):
    """Rows of the variants whose SKU contains what is typed."""

    q = forms.CharField(label=_("SKU"), required=False, max_length=64)

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that were asked for."""
        words = self.cleaned_data["q"].strip() if self.is_valid() else ""
        return rows.filter(variant__sku__icontains=words) if words else rows


def money_of(form: forms.Form, currency: str) -> Money:
    """Return the amount typed in a valid form."""
    return Money(form.cleaned_data["amount"], currency)
