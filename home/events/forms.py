"""The form of an event in the back office: what cannot be in an agenda is said beside its field."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from producers.domain.regions import PROVINCES, REGIONS, region_of


def _choices(places: Any, empty: Any) -> list[tuple[str, Any]]:
    lang = get_language() or "fr"
    return [("", empty), *((one.iso, one.name(lang)) for one in places)]


class EventForm(WagtailAdminModelForm):
    """Regions and provinces by name; a province in its region, a part of the programme on a day of it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["region"] = forms.ChoiceField(
            choices=_choices(REGIONS, "---------"), label=_("region"), initial=self.instance.region
        )
        self.fields["province"] = forms.ChoiceField(
            choices=_choices(PROVINCES, "---------"), label=_("province"), required=False
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a province of another region."""
        cleaned: dict[str, Any] = super().clean()
        region, province = cleaned.get("region"), cleaned.get("province")
        if region and province and region_of(province) != region:
            self.add_error("province", _("This province lies in another region."))
        return cleaned

    def is_valid(self) -> bool:
        """Look at the programme once all is read."""
        return bool(super().is_valid() and self._is_on_its_days())

    def _is_on_its_days(self) -> bool:
        first, last = self.cleaned_data["first_day"], self.cleaned_data["last_day"]
        formset = self.formsets.get("sessions") if hasattr(self, "formsets") else None
        for form in formset.forms if formset else ():
            row = form.cleaned_data
            if row.get("DELETE") and form.instance.pk and form.instance.places.exists():
                self.add_error(None, _("A part of the programme that people are registered for has to stay."))
                return False
            if not row or row.get("DELETE"):
                continue
            begins, ends = (timezone.localdate(row[name]) for name in ("starts_at", "ends_at"))
            if begins < first or ends > last:
                form.add_error("starts_at", _("This is on no day of the event."))
                self.add_error(None, _("A part of the programme is on no day of the event."))
                return False
        return True
