"""Asking for a quote or for a piece like one that is sold."""

from django import forms
from django.utils.translation import gettext_lazy as _

from shop.domain.contact import read_note
from shop.forms.person import contact_in, name_in
from shop.refusals import refusal_text

WIDEST = 20_000


class EnquiryForm(forms.Form):
    """Name, a way to answer, and the question."""

    name = forms.CharField(
        label=_("Your name"), max_length=WIDEST, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=WIDEST,
        help_text=_("We answer there."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    text = forms.CharField(
        label=_("What are you looking for?"),
        max_length=WIDEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    use_required_attribute = False

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number or an e-mail address."""
        return contact_in(self.cleaned_data["contact"])

    def clean_text(self) -> str:
        """A question of several lines."""
        entry = read_note(self.cleaned_data["text"], 2000)
        if entry.error:
            raise forms.ValidationError(refusal_text("text", entry.error))
        return entry.value
