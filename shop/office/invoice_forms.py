"""What the office types about invoices: how it narrows the list, and who sells for a maker."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from producers.models import Organisation
from shop.models import Invoice, Market
from shop.office.forms import ANY


class InvoiceFilter(forms.Form):
    """Which papers are listed. What is not understood narrows nothing."""

    q = forms.CharField(label=_("Number of the paper or the order"), required=False, max_length=60)
    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Invoice.Kind.choices])
    seller = forms.SlugField(label=_("Seller (as in her address)"), required=False, max_length=80)
    since = forms.DateField(label=_("From"), required=False)
    until = forms.DateField(label=_("To"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class SellerForm(forms.Form):
    """Who sells what a maker makes, from a day to come."""

    producer = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Maker"), to_field_name="slug", widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is nobody with this address.")},
    )  # fmt: skip
    seller = forms.ModelChoiceField(
        Organisation.objects.all(), label=_("Seller"), to_field_name="slug", widget=forms.TextInput,
        error_messages={"invalid_choice": _("There is nobody with this address.")},
    )  # fmt: skip
    market = forms.ModelChoiceField(Market.objects.all(), label=_("Only in"), required=False)
    since = forms.DateField(label=_("Since"))
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def clean_since(self) -> Any:
        """Refuse days that have begun: their papers are written."""
        since = self.cleaned_data["since"]
        if since <= timezone.localdate():
            raise forms.ValidationError(_("Choose a day to come: what was sold until now keeps its seller."))
        return since
