"""Forms of stands in the office."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.events.models import Event
from home.stands.models import StandOffer


class OfferForm(forms.Form):
    """Which fair, how many stands, and until when makers may ask."""

    event = forms.ModelChoiceField(Event.objects.none(), label=_("Fair"))
    stands = forms.IntegerField(label=_("Number of stands"), min_value=1, max_value=500)
    closes_on = forms.DateField(label=_("Last day to apply"), widget=forms.DateInput(attrs={"type": "date"}))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Event.objects.filter(live=True, status=Event.Status.PLANNED, kind=Event.Kind.FAIR)
        rows = rows.filter(first_day__gte=timezone.localdate())
        offered = StandOffer.objects.values("event")
        self.fields["event"].queryset = rows.exclude(pk__in=offered).order_by("first_day")  # type: ignore[attr-defined]  # a choice


class StandForm(forms.Form):
    """The number of a stand; empty takes the proposal away."""

    stand = forms.IntegerField(min_value=1, max_value=500, required=False)


class WhyForm(forms.Form):
    """Why a maker gets no stand."""

    reason = forms.CharField(max_length=200)
