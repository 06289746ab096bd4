"""The form of a room in the back office: regions by name."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from producers.conf import languages
from producers.domain.regions import REGIONS
from producers.templatetags.tiwizi import language_name


def spoken_here() -> list[tuple[str, str]]:
    """Return the languages of the site with their own names."""
    return [(code, language_name(code)) for code in languages()]


class RoomForm(WagtailAdminModelForm):
    """What the constraint asks for is said by the model; here are the names of regions."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "fr"
        self.fields["region"] = forms.ChoiceField(
            choices=[("", "---------"), *((one.iso, one.name(lang)) for one in REGIONS)],
            label=_("region"),
            required=False,
        )
