"""Forms for a seat: for oneself, for somebody else, and what the office sets."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.events.domain.registering import Person
from home.events.models import Registration
from home.events.reading.seats import SeatsShown
from shop.forms.person import contact_in, name_in, phone_in

WIDEST = 20_000


def sex_field() -> forms.ChoiceField:
    """Return the question that she need not answer."""
    return forms.ChoiceField(
        label=_("Woman or man?"),
        choices=[*Registration.Sex.choices, ("", _("I do not say"))],
        required=False,
        widget=forms.RadioSelect,
        help_text=_("For the figures of training alone: nobody sees it beside a name."),
    )


class SeatForm(forms.Form):
    """What for, as what, who, and how she is reached."""

    part = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(
        label=_("You take part as"), choices=Registration.Kind.choices, widget=forms.RadioSelect
    )
    name = forms.CharField(
        label=_("Name"), max_length=WIDEST, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    sex = sex_field()
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=WIDEST,
        required=False,
        help_text=_("Your seat, its code and every change are sent there."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    wants_call = forms.BooleanField(label=_("Call instead of writing"), required=False)
    for_other = forms.BooleanField(label=_("I register somebody else"), required=False)
    use_required_attribute = False

    def __init__(self, data: Any, seats: tuple[SeatsShown, ...], *, may_register_others: bool) -> None:
        super().__init__(data)
        part: Any = self.fields["part"]
        part.choices = [(str(one.pk), f"{one.title.text} · {one.when}") for one in seats]
        if len(seats) == 1:
            part.initial, part.widget = part.choices[0][0], forms.HiddenInput()
        if not may_register_others:
            del self.fields["for_other"]

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number or an e-mail address, safe to keep."""
        typed = self.cleaned_data["contact"].strip()
        return contact_in(typed) if typed else ""

    def clean(self) -> dict[str, Any]:
        """Only somebody who registers others may leave out how she is reached: she tells her herself."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "contact" not in self.errors and not cleaned.get("contact") and not cleaned.get("for_other"):
            self.add_error("contact", _("Give a phone number or an e-mail address."))
        return cleaned

    def person(self, language: str) -> Person:
        """Return who registers."""
        typed, contact = self.cleaned_data, self.cleaned_data["contact"]
        is_mail = "@" in contact
        return Person(
            name=typed["name"],
            kind=typed["kind"],
            phone="" if is_mail else contact,
            email=contact if is_mail else "",
            language=language,
            wants_call=typed["wants_call"] or not contact,
            sex=typed["sex"],
        )


class OtherForm(forms.Form):
    """Somebody else whom one registers in the portal: by name and phone, or by name alone."""

    part = forms.ChoiceField(label=_("What for?"), widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name"), max_length=WIDEST)
    phone = forms.CharField(
        label=_("Phone"),
        max_length=WIDEST,
        required=False,
        widget=forms.TextInput(attrs={"dir": "ltr", "inputmode": "tel"}),
    )
    sex = sex_field()
    kind = forms.ChoiceField(
        label=_("Takes part as"),
        choices=Registration.Kind.choices,
        initial=Registration.Kind.PROJECT,
        widget=forms.RadioSelect,
    )
    use_required_attribute = False

    def __init__(self, data: Any, seats: tuple[SeatsShown, ...]) -> None:
        super().__init__(data)
        part: Any = self.fields["part"]
        part.choices = [(str(one.pk), f"{one.title.text} · {one.when}") for one in seats]
        if len(seats) == 1:
            part.initial, part.widget = part.choices[0][0], forms.HiddenInput()

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_phone(self) -> str:
        """A phone number, or none."""
        return phone_in(self.cleaned_data["phone"])


class PlacesForm(forms.Form):
    """How many seats."""

    capacity = forms.IntegerField(label=_("Seats"), min_value=0, max_value=100_000)
    is_open = forms.BooleanField(label=_("One can register"), required=False, initial=True)


class CancelForm(forms.Form):
    """Why an event is called off; the reason is public."""

    reason = forms.CharField(label=_("Why? Everybody can read it."), max_length=250)
