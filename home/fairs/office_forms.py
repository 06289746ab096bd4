"""Forms of fair mode in the office."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.events.models import Event
from home.fairs.choices import FairChoice, MakerChoice, MakersChoice
from home.fairs.domain.days import MOST_DAYS
from home.fairs.models import Equipment, Fair
from producers.models import Organisation
from shop.forms.person import phone_in

HOLDERS = ("association", "centre", "cooperative")


class OpenForm(forms.Form):
    """Which fair, and whose agents hold the cash."""

    event = forms.ModelChoiceField(Event.objects.none(), label=_("Fair"))
    holder = MakerChoice(
        Organisation.objects.filter(kind__in=HOLDERS, status="active").order_by("slug"),
        label=_("Whose agents hold the cash"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        with_mode = Fair.objects.values("event")
        rows = Event.objects.filter(kind=Event.Kind.FAIR, status=Event.Status.PLANNED)
        self.fields["event"].queryset = rows.exclude(pk__in=with_mode).order_by("-first_day")  # type: ignore[attr-defined]  # a choice


class InviteForm(forms.Form):
    """One more till: what it is called, and whose goods it sells."""

    name = forms.CharField(label=_("Whose stand, which table"), max_length=60, required=False)
    makers = MakersChoice(
        Organisation.objects.none(),
        label=_("Sells for"),
        required=False,
        help_text=_("Nobody chosen: a pool that sells everything at this fair."),
    )

    def __init__(self, *args: Any, fair: Fair, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        there = Organisation.objects.filter(
            pk__in=fair.sheets.values("lines__origin__variant__product__producer")
        )
        self.fields["makers"].queryset = there.order_by("slug")  # type: ignore[attr-defined]  # a choice


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Why"), max_length=200)


class CountForm(forms.Form):
    """Cash that was counted in a till."""

    counted = forms.DecimalField(label=_("Cash counted"), min_value=0, max_digits=10, decimal_places=2)


class DaysForm(forms.Form):
    """Who is away for how many days, and what a day is paid."""

    name = forms.CharField(label=_("Who is away"), max_length=120)
    phone = forms.CharField(
        label=_("Phone"),
        help_text=_(
            "Of a driver or a helper: by it she is reached, and found when she asks to be forgotten."
        ),
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    maker = MakerChoice(Organisation.objects.none(), label=_("For whom"), required=False)
    days = forms.IntegerField(label=_("Days"), min_value=1, max_value=MOST_DAYS)
    rate = forms.DecimalField(label=_("For a day, in dirhams"), min_value=0, max_digits=8, decimal_places=2)

    def __init__(self, *args: Any, makers: Iterable[Organisation], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = Organisation.objects.filter(pk__in=[one.pk for one in makers])
        self.fields["maker"].queryset = rows.order_by("number")  # type: ignore[attr-defined]  # a choice

    def clean_phone(self) -> str:
        """A phone number, or none."""
        return phone_in(self.cleaned_data["phone"])


class FillForm(forms.Form):
    """The same days and the same rate for everybody who is at the fair."""

    days = forms.IntegerField(min_value=1, max_value=MOST_DAYS)
    rate = forms.DecimalField(min_value=0, max_digits=8, decimal_places=2)


class EquipmentForm(forms.Form):
    """What can be lent, and how many of it there are."""

    holder = MakerChoice(
        Organisation.objects.filter(kind__in=HOLDERS, status="active").order_by("slug"),
        label=_("Whose it is"),
    )
    kind = forms.ChoiceField(label=_("Sort of equipment"), choices=Equipment.Kind.choices)
    name = forms.CharField(label=_("Name"), max_length=80)
    units = forms.IntegerField(label=_("How many there are"), min_value=1, max_value=500, initial=1)


class LendForm(forms.Form):
    """What is lent from when to when, for which fair and for whom."""

    equipment = forms.ModelChoiceField(Equipment.objects.all(), label=_("Equipment"))
    quantity = forms.IntegerField(label=_("How many"), min_value=1, max_value=500, initial=1)
    first_day = forms.DateField(label=_("First day"), widget=forms.DateInput(attrs={"type": "date"}))
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))
    fair = FairChoice(Fair.objects.select_related("event"), label=_("Fair"), required=False)
    maker = MakerChoice(
        Organisation.objects.filter(kind__in=Organisation.SELLING, status="active").order_by("slug"),
        label=_("For whom"),
        required=False,
    )
