"""The form of a requirement in the back office: its kind and what it refers to are picked, never typed."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminModelForm

from producers.requirement_kinds.base import all_kinds, kind_of


class RequirementForm(WagtailAdminModelForm):
    """Offers the kinds that are installed, and asks for what the chosen one needs."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [(kind.code, kind.label) for kind in all_kinds()]
        self.fields["kind"] = forms.ChoiceField(label=self.fields["kind"].label, choices=choices)

    def clean(self) -> dict[str, Any]:
        """Ask for what a row of the kind refers to."""
        typed: dict[str, Any] = super().clean()
        kind = kind_of(typed.get("kind", ""))
        for name in kind.needs if kind else ():
            if typed.get(name) is None:
                self.add_error(name, _("This kind needs it."))
        return typed
