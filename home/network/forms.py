"""Forms of the network in the portal."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.network.domain.listings import Part, Side, Thing
from home.network.domain.talks import Sentence

WIDEST = 2_000


class SayForm(forms.Form):
    """What she needs or offers, and what of her is shown with it."""

    side = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Side],
        error_messages={"required": _("Touch whether you need or offer it.")},
    )
    thing = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Thing],
        error_messages={"required": _("Touch what it is.")},
    )
    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=WIDEST,
        help_text=_("At most 200 signs. No phone number."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    shows = forms.MultipleChoiceField(choices=[(one.value, one.value) for one in Part], required=False)
    use_required_attribute = False


class AskForm(forms.Form):
    """What she says to the other: pictures, or a few words."""

    sentences = forms.MultipleChoiceField(
        choices=[(one.value, one.value) for one in Sentence], required=False
    )
    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=WIDEST,
        help_text=_("At most 200 signs. No phone number."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def first_error(form: Any, name: str) -> str:
    """Return the first message beside a group of choices."""
    found = form.errors.get(name)
    return str(found[0]) if found else ""
