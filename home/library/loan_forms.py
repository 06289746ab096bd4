"""Forms of lending: codes that are typed at the desk, a new card, why a copy is lost."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.library.domain.lending import Why
from home.library.domain.room import Reader, read_code
from home.library.loan_words import loan_refusal
from home.library.models import Copy, ReaderCard, ReaderKind
from home.library.reading.loans import card_by_code, copy_by_code
from producers.domain.shown import shown
from shop.forms.person import contact_in, name_in

WIDEST = 20_000
CODE = {"dir": "ltr", "autocomplete": "off", "spellcheck": "false", "autocapitalize": "characters"}


def _code(label: Any) -> forms.CharField:
    return forms.CharField(label=label, max_length=80, widget=forms.TextInput(attrs=CODE))


class CardCodeForm(forms.Form):
    """The code of a reader's card."""

    card = _code(_("Code of the card"))
    use_required_attribute = False

    def clean_card(self) -> ReaderCard:
        """The card with this code."""
        found = card_by_code(self.cleaned_data["card"])
        if found is None:
            raise forms.ValidationError(loan_refusal(Why.NO_CARD))
        return found


class CopyCodeForm(forms.Form):
    """The code of a copy."""

    copy = _code(_("Code of the copy"))
    use_required_attribute = False

    def clean_copy(self) -> Copy:
        """The copy with this code."""
        found = copy_by_code(self.cleaned_data["copy"])
        if found is None:
            raise forms.ValidationError(loan_refusal(Why.NO_COPY))
        return found


class LendForm(CopyCodeForm, CardCodeForm):
    """Who takes what: the card first, as it is said first."""

    field_order = ("card", "copy")


class CardForm(forms.Form):
    """A new card, for somebody who stands at the desk."""

    kind = forms.ChoiceField(label=_("Comes as"))
    name = forms.CharField(label=_("Name"), max_length=WIDEST)
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=WIDEST,
        required=False,
        help_text=_("Never a number of an identity card. Left empty, she is called or told here."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    wants_call = forms.BooleanField(label=_("Call instead of writing"), required=False)
    agrees = forms.BooleanField(
        label=_("She agrees that this is kept for her loans, and for a year after the last one."),
        error_messages={"required": _("We can keep a card for her only if she agrees.")},
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang, fields = get_language() or "fr", self.fields
        fields["kind"].choices = [  # type: ignore[attr-defined]  # a choice field, declared above
            (str(one.pk), shown(one.name, lang).text) for one in ReaderKind.objects.all()
        ]

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number, an e-mail address, or nothing."""
        typed = self.cleaned_data["contact"].strip()
        return contact_in(typed) if typed else ""

    def reader(self, language: str) -> Reader:
        """Return whose card it is."""
        contact = self.cleaned_data["contact"]
        is_mail = "@" in contact
        return Reader(
            name=self.cleaned_data["name"],
            phone="" if is_mail else contact,
            email=contact if is_mail else "",
            language=language,
            wants_call=self.cleaned_data["wants_call"] or not contact,
        )


class WhyLostForm(forms.Form):
    """Why a copy is written off."""

    reason = forms.CharField(label=_("Why?"), max_length=200)


def typed_code(text: str) -> str:
    """Return a code that narrows a list, empty for none."""
    return read_code(text)
