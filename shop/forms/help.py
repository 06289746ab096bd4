"""Asking for help: on the page of an order, or anywhere else with a number and a contact."""

from django import forms
from django.utils.translation import gettext_lazy as _

from producers.domain.text import clean_line
from shop.case_words import CHOICES, kind_text
from shop.domain.contact import read_note
from shop.forms.person import contact_in, name_in
from shop.refusals import refusal_text

WIDEST = 20_000
LONGEST = 2000


def kinds() -> list[tuple[str, str]]:
    """Return what a message may be about, in the language that is active."""
    return [(kind, kind_text(kind)) for kind in CHOICES]


class WriteForm(forms.Form):
    """One more message."""

    text = forms.CharField(
        label=_("Your message"),
        max_length=WIDEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    use_required_attribute = False

    def clean_text(self) -> str:
        """A text of several lines."""
        entry = read_note(self.cleaned_data["text"], LONGEST)
        if entry.error:
            raise forms.ValidationError(refusal_text("text", entry.error))
        return entry.value


class OrderHelpForm(WriteForm):
    """A message about an order, from its own page: who asks is known."""

    field_order = ("kind", "text")
    kind = forms.ChoiceField(label=_("What is it about?"), choices=kinds)


class HelpForm(OrderHelpForm):
    """A message from any page. The answer is the same whether there is such an order or not."""

    field_order = ("kind", "number", "name", "contact", "text")
    number = forms.CharField(
        label=_("Order number"),
        required=False,
        max_length=40,
        help_text=_("If it is about an order. Give the phone or e-mail of the order below."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Your name"), max_length=WIDEST, widget=forms.TextInput(attrs={"autocomplete": "name"})
    )
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=WIDEST,
        help_text=_("We answer there."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    page = forms.CharField(required=False, max_length=500, widget=forms.HiddenInput)

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number or an e-mail address."""
        return contact_in(self.cleaned_data["contact"])

    def clean_page(self) -> str:
        """An address of this site, or nothing."""
        page = clean_line(self.cleaned_data["page"], 200)
        return page if page.startswith("/") and not page.startswith("//") else ""
