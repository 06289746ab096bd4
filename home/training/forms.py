"""The form of a course in the back office: only training of the agenda can be one of its events."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.events.models import Event


class CourseForm(WagtailAdminModelForm):
    """A course, its lessons, who teaches, and when."""

    def is_valid(self) -> bool:
        """Look at trainers and events once all is read."""
        return bool(super().is_valid() and self._events_are_training() and self._trainers_are_named())

    def _events_are_training(self) -> bool:
        for form in self._forms("events"):
            event = form.cleaned_data.get("event")
            if event is not None and event.kind != Event.Kind.TRAINING:
                form.add_error("event", _("This is no training."))
                self.add_error(None, _("An event of a course has to be a training."))
        return not self.errors

    def _trainers_are_named(self) -> bool:
        for form in self._forms("trainers"):
            row = form.cleaned_data
            if row and not row.get("name"):
                form.add_error("name", _("Write the name, with her consent."))
                self.add_error(None, _("A trainer has no name."))
        return not self.errors

    def _forms(self, name: str) -> list[Any]:
        formset = getattr(self, "formsets", {}).get(name)
        return [form for form in formset.forms if not form.cleaned_data.get("DELETE")] if formset else []
