"""Forms of stands in the office."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from home.events.models import Event
from home.stands.actions.offer_stands import Fee
from home.stands.models import StandOffer
from shop.models import Category

WIDEST = 32_000


class OfferForm(forms.Form):
    """Which fair, how many stands, until when makers may ask, and what a stand costs."""

    event = forms.ModelChoiceField(Event.objects.none(), label=_("Fair"))
    stands = forms.IntegerField(label=_("Number of stands"), min_value=1, max_value=500)
    closes_on = forms.DateField(label=_("Last day to apply"), widget=forms.DateInput(attrs={"type": "date"}))
    amount = forms.DecimalField(
        label=_("Fee for a stand, in dirhams"),
        help_text=_("Empty: the stands are free."),
        min_value=1,
        max_digits=8,
        decimal_places=2,
        required=False,
    )
    category = forms.ModelChoiceField(
        Category.objects.order_by("slug"),
        label=_("Sold under"),
        help_text=_("The category of the shop that decides the tax. The fair's organiser is the seller."),
        required=False,
    )
    pay_days = forms.IntegerField(
        label=_("Days to pay"), min_value=1, max_value=90, initial=7, required=False
    )
    refund_until = forms.DateField(
        label=_("Who takes it back is paid back until"),
        widget=forms.DateInput(attrs={"type": "date"}),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Event.objects.filter(live=True, status=Event.Status.PLANNED, kind=Event.Kind.FAIR)
        rows = rows.filter(first_day__gte=timezone.localdate())
        offered = StandOffer.objects.values("event")
        self.fields["event"].queryset = rows.exclude(pk__in=offered).order_by("first_day")  # type: ignore[attr-defined]  # a choice

    def clean(self) -> dict[str, Any]:
        """A fee needs the category that it is sold under."""
        typed: dict[str, Any] = super().clean() or {}
        if typed.get("amount") and not typed.get("category") and "category" not in self.errors:
            self.add_error("category", _("Choose under what it is sold."))
        return typed

    @property
    def fee(self) -> Fee | None:
        """What a stand costs, None where it is free."""
        typed = self.cleaned_data
        if not typed["amount"]:
            return None
        amount = Money(typed["amount"], "MAD")
        return Fee(amount, typed["category"], typed["pay_days"] or 7, typed["refund_until"])


class StandForm(forms.Form):
    """The number of a stand, and of the group where groups take turns; empty takes the proposal away."""

    stand = forms.IntegerField(min_value=1, max_value=500, required=False)
    group = forms.IntegerField(min_value=0, max_value=WIDEST, required=False)


class WhyForm(forms.Form):
    """Why a maker gets no stand."""

    reason = forms.CharField(max_length=200)
