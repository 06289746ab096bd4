"""Forms of the reading room: a seat for oneself or at the desk, a code, a day on which it stays shut."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.library.domain.room import Reader
from home.library.models import ReaderKind
from home.library.reading.room import DayShown
from producers.domain.shown import shown
from shop.forms.person import contact_in, name_in

WIDEST = 20_000


class VisitForm(forms.Form):
    """When, who, as what, and how she is reached."""

    slot = forms.ChoiceField(label=_("Which half of the day?"), widget=forms.RadioSelect)
    kind = forms.ChoiceField(label=_("You come as"), widget=forms.RadioSelect)
    name = forms.CharField(
        label=_("Name"), max_length=WIDEST, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=WIDEST,
        required=False,
        help_text=_("Your code is sent there, and word if the room has to stay shut."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    wants_call = forms.BooleanField(label=_("Call instead of writing"), required=False)
    agrees = forms.BooleanField(
        label=_("I agree that this is kept for my visit. It is forgotten a year after."),
        error_messages={"required": _("We can keep a seat for you only if you agree.")},
    )
    use_required_attribute = False

    def __init__(self, data: Any, days: list[DayShown], *, is_at_the_desk: bool = False) -> None:
        super().__init__(data)
        self.is_at_the_desk = is_at_the_desk
        fields: dict[str, Any] = self.fields
        fields["slot"].choices = [
            (one.key, f"{one.half_name} · {one.hours}") for day in days for one in day.slots
        ]
        lang = get_language() or "fr"
        kinds = [(str(one.pk), shown(one.name, lang).text) for one in ReaderKind.objects.all()]
        fields["kind"].choices = kinds
        if not kinds:
            del fields["kind"]
        if is_at_the_desk:
            fields["agrees"].label = _("She agrees that this is kept for her visit.")

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number or an e-mail address; at the desk there may be none."""
        typed = self.cleaned_data["contact"].strip()
        if not typed and not self.is_at_the_desk:
            raise forms.ValidationError(_("Give a phone number or an e-mail address."))
        return contact_in(typed) if typed else ""

    def when(self) -> tuple[date, str]:
        """Return the day and the half that were chosen."""
        day, _dot, half = self.cleaned_data["slot"].partition(".")
        return date.fromisoformat(day), half

    def reader(self, language: str) -> Reader:
        """Return who comes."""
        typed, contact = self.cleaned_data, self.cleaned_data["contact"]
        is_mail = "@" in contact
        return Reader(
            name=typed["name"],
            kind=int(typed["kind"]) if typed.get("kind") else None,
            phone="" if is_mail else contact,
            email=contact if is_mail else "",
            language=language,
            wants_call=typed["wants_call"] or not contact,
        )


class CodeForm(forms.Form):
    """A code that somebody shows."""

    code = forms.CharField(
        label=_("Code"), max_length=80, widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"})
    )


class ClosedForm(forms.Form):
    """A day on which the room stays shut; the reason is public."""

    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    reason = forms.CharField(label=_("Why? Everybody can read it."), max_length=120, required=False)

    def clean_day(self) -> date:
        """A day that is not over."""
        day: date = self.cleaned_data["day"]
        if day < timezone.localdate():
            raise forms.ValidationError(_("That day is over."))
        return day
