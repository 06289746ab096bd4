"""The form of an edition in the back office: what does not fit together is said beside its field."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.awards.domain.editions import FIXED

PARTS = ("categories", "requirements", "criteria")


class EditionForm(WagtailAdminModelForm):
    """Codes of categories that exist; nothing that is scored changes once the jury has begun."""

    def is_valid(self) -> bool:
        """Look at the parts once all is read."""
        return bool(super().is_valid() and self._fits())

    def _fits(self) -> bool:
        formsets: Any = getattr(self, "formsets", {})
        if self.instance.pk and self.instance.state in FIXED:
            if any(name in formsets and formsets[name].has_changed() for name in PARTS):
                self.add_error(None, _("The jury has begun: categories and criteria stay as they are."))
                return False
            return True
        codes = {row.get("code") for row in _rows(formsets, "categories")}
        strange = [
            form
            for name in ("requirements", "criteria")
            for form in (formsets[name].forms if name in formsets else ())
            if (code := _kept(form).get("category")) and code not in codes
        ]
        for form in strange:
            form.add_error("category", _("No category has this code."))
        if strange:
            self.add_error(None, _("A requirement or criterion names a category that does not exist."))
        return not strange


def _rows(formsets: Any, name: str) -> list[dict[str, Any]]:
    return [row for form in (formsets[name].forms if name in formsets else ()) if (row := _kept(form))]


def _kept(form: Any) -> dict[str, Any]:
    row: dict[str, Any] = getattr(form, "cleaned_data", None) or {}
    return {} if row.get("DELETE") else row
