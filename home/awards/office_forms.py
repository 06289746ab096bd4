"""Forms of the office of the awards."""

from django import forms
from django.utils.translation import gettext_lazy as _

from home.awards.models import Edition


class GoOnForm(forms.Form):
    """Going on to the next state, and why."""

    state = forms.ChoiceField(choices=Edition.States.choices, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why now?"), max_length=250)
