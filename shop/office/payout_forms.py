"""What is typed about payouts: a proposal, a destination, a hold, a file."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from producers.models import Organisation
from shop.domain.payouts import DIRHAM, Details, Kind, read_details
from shop.models import LedgerAccount, PayoutBatch, PayoutDestination
from shop.office.forms import ANY, is_payable, market_currencies
from shop.payouts.registry import all_methods
from shop.refusals import refusal_text

METHOD_WORDS = {
    "bank": _("bank transfer"),
    "mobile": _("mobile money"),
    "agency": _("cash at a transfer agency"),
    "agent": _("cash from an agent"),
    "stripe": _("account at Stripe"),
}


def method_choices() -> list[tuple[str, Any]]:
    """Return the ways of paying that are set up."""
    return [(alias, METHOD_WORDS.get(alias, alias)) for alias in all_methods()]


def kind_choices() -> list[tuple[str, Any]]:
    """Return where a maker can be paid by the ways that are set up."""
    offered = {way.kind for way in all_methods().values()}
    return [(value, label) for value, label in PayoutDestination.Kind.choices if Kind(value) in offered]


def makers() -> Any:
    """Return who may be paid."""
    return Organisation.objects.sellers()


def _maker_field() -> forms.ModelChoiceField:
    return forms.ModelChoiceField(
        makers(),
        label=_("Maker (short name)"),
        to_field_name="slug",
        widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is no maker of this name.")},
    )


class CurrencyFilter(forms.Form):
    """What is owed in one currency."""

    currency = forms.ChoiceField(
        label=_("Currency"), required=False, choices=lambda: [ANY, *market_currencies()]
    )


class BatchFilter(forms.Form):
    """Which batches are listed."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *PayoutBatch.Status.choices])


class DestinationFilter(forms.Form):
    """Which destinations are listed."""

    q = forms.CharField(label=_("Maker (short name)"), required=False, max_length=80)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *PayoutDestination.Status.choices]
    )


class ProposeForm(forms.Form):
    """What is to be paid now."""

    currency = forms.ChoiceField(label=_("Currency"), choices=market_currencies, initial=DIRHAM)
    method = forms.ChoiceField(label=_("Way of paying"), choices=method_choices)


class HoldForm(forms.Form):
    """Money to be kept back."""

    maker = _maker_field()
    amount = forms.DecimalField(label=_("Amount"), max_digits=12, decimal_places=2)
    currency = forms.ChoiceField(label=_("Currency"), choices=market_currencies, initial=DIRHAM)
    until = forms.DateField(
        label=_("Until (this day included)"), widget=forms.DateInput(attrs={"type": "date"})
    )
    reason = forms.CharField(label=_("Reason (the maker reads it)"), max_length=500)

    def clean(self) -> dict[str, Any]:
        """Refuse what no coin can pay."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        amount, currency = typed.get("amount"), typed.get("currency")
        if amount is not None and currency and not is_payable(amount, currency):
            self.add_error("amount", _("An amount is above zero and ends with the smallest coin."))
        return typed

    @property
    def money(self) -> Money:
        """The amount of a valid form."""
        return Money(self.cleaned_data["amount"], self.cleaned_data["currency"])


class DestinationForm(forms.Form):
    """Where a maker wants to be paid; each kind needs its own fields."""

    maker = _maker_field()
    currency = forms.ChoiceField(label=_("Currency"), choices=market_currencies, initial=DIRHAM)
    kind = forms.ChoiceField(label=_("How"), choices=kind_choices)
    holder = forms.CharField(label=_("Name of who receives it"), max_length=120, required=False)
    account = forms.CharField(
        label=_("RIB (24 digits), or IBAN for other currencies"), max_length=80, required=False
    )
    phone = forms.CharField(label=_("Phone"), max_length=40, required=False)
    agency = forms.CharField(label=_("Agency"), max_length=120, required=False)
    agent = forms.ModelChoiceField(
        Organisation.objects.filter(kind=Organisation.Kind.ASSOCIATION),
        label=_("Association whose agent hands it over (short name)"),
        to_field_name="slug",
        widget=forms.TextInput,
        required=False,
        error_messages={"invalid_choice": _("There is no association of this name.")},
    )

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        if any(value == Kind.STRIPE for value, _label in kind_choices()):
            self.fields["account"].help_text = _("For an account at Stripe its name, such as acct_1AbC2dEf.")

    def clean(self) -> dict[str, Any]:
        """Say beside its field what cannot be paid to."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        if "kind" in typed and "currency" in typed:
            for name, refusal in read_details(self.details)[1].items():
                if name not in self.errors:
                    self.add_error(name, refusal_text(name, refusal))
        return typed

    @property
    def details(self) -> Details:
        """What was typed, as a value."""
        typed = self.cleaned_data
        agent = typed.get("agent")
        return Details(
            Kind(typed["kind"]),
            typed["currency"],
            typed.get("holder", ""),
            typed.get("account", ""),
            typed.get("phone", ""),
            typed.get("agency", ""),
            agent.pk if agent else None,
        )


class ListForm(forms.Form):
    """A list of what became of payouts."""

    list = forms.FileField(
        label=_("List"),
        help_text=_("CSV in UTF-8 with the columns reference, result, amount, currency and reason."),
        widget=forms.ClearableFileInput(attrs={"accept": ".csv"}),
    )


class ProofForm(forms.Form):
    """A signed list or a photograph of it."""

    file = forms.FileField(
        label=_("Signed list or photograph"),
        help_text=_("A picture (JPEG, PNG, WebP) or a PDF of at most 5 MB."),
        widget=forms.ClearableFileInput(attrs={"accept": "image/*,.pdf"}),
    )


def owner_of(account: LedgerAccount) -> str:
    """Return the short name of whose account it is."""
    return account.organisation.slug if account.organisation else ""
