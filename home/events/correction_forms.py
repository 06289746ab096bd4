"""Forms by which the office corrects what figures of training are made of."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.events.domain.corrections import LONGEST_REASON
from home.events.domain.registering import read_code
from home.events.models import Attendance, Event, Funder, Registration

WHY = {
    "label": _("Why?"),
    "max_length": LONGEST_REASON,
    "help_text": _("Everybody can read it: name nobody."),
}


class HalfDayForm(forms.Form):
    """Whose half day is to be added, or taken back, and why."""

    do = forms.ChoiceField(
        label=_("What to do"),
        choices=[("add", _("Add a half day")), ("take_back", _("Take a half day back"))],
        widget=forms.RadioSelect,
    )
    code = forms.CharField(label=_("Code of the badge"), max_length=20)
    day = forms.DateField(label=_("Day"), widget=forms.DateInput(attrs={"type": "date"}))
    half = forms.ChoiceField(label=_("Half of the day"), choices=Attendance.Half.choices)
    reason = forms.CharField(**WHY)

    def __init__(self, data: Any, event: Event) -> None:
        super().__init__(data, prefix="half")
        self.event = event

    def clean_code(self) -> Registration:
        """Whoever has this code at this event."""
        rows = Registration.objects.filter(places__event=self.event)
        found = rows.filter(code=read_code(self.cleaned_data["code"])).first()
        if found is None:
            raise forms.ValidationError(_("Nobody of this event has this code."))
        return found


class FunderForm(forms.Form):
    """Who pays for a training."""

    funder = forms.ModelChoiceField(
        label=_("Paid for by"), queryset=Funder.objects.all(), required=False, empty_label=_("not named")
    )
    reason = forms.CharField(**WHY, required=False)

    def __init__(self, data: Any, event: Event) -> None:
        super().__init__(data, prefix="funder", initial={"funder": event.funder_id})
