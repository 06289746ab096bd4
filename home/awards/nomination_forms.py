"""Forms for nominating somebody without an account, and for her own answer."""

from typing import Any

from django import forms
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from home.awards.domain.nominating import Agreement, Backing, Nominee, Way
from home.awards.picture_forms import PicturesForm
from home.awards.reading.edition import CategoryShown
from producers.domain.regions import REGIONS
from shop.forms.person import contact_in, name_in

WIDEST = 20_000
LONGEST = 2000
WHO = (("peer", _("Somebody I know")), ("self", _("Myself")))
YES_NO = (("", _("I do not say")), ("yes", pgettext_lazy("portal", "Yes")), ("no", _("No")))
ANSWERS = {"yes": True, "no": False}


def _contact(text: str) -> str:
    typed = text.strip()
    return contact_in(typed) if typed else ""


def _reached(contact: str) -> dict[str, Any]:
    return {"email" if "@" in contact else "phone": contact}


class NominationForm(PicturesForm):
    """In which category, who, how she is reached, why, with which pictures, and who says so."""

    category = forms.ChoiceField(label=_("In which category?"), widget=forms.RadioSelect)
    who = forms.ChoiceField(label=_("Whom do you nominate?"), choices=WHO, widget=forms.RadioSelect)
    name = forms.CharField(label=_("Name of the nominee"), max_length=WIDEST)
    contact = forms.CharField(
        label=_("Phone or e-mail of the nominee"),
        max_length=WIDEST,
        help_text=_("She is asked there whether she agrees. Nothing is looked at before she says yes."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    region = forms.ChoiceField(label=_("Region"), required=False)
    words = forms.CharField(
        label=_("Why?"),
        required=False,
        max_length=LONGEST,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    your_name = forms.CharField(label=_("Your name"), required=False, max_length=WIDEST)
    your_contact = forms.CharField(
        label=_("Your phone or e-mail"),
        required=False,
        max_length=WIDEST,
        help_text=_("You are told there what became of it."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    use_required_attribute = False
    field_order = (
        "category", "who", "name", "contact", "region", "words", "pictures", "pictures_agreed",
        "your_name", "your_contact",
    )  # fmt: skip

    def __init__(self, data: Any, files: Any, categories: tuple[CategoryShown, ...]) -> None:
        super().__init__(data, files, initial={"who": "peer"})
        chosen: Any = self.fields["category"]
        chosen.choices = [(one.code, one.title.text) for one in categories]
        lang = get_language() or "fr"
        region: Any = self.fields["region"]
        region.choices = [("", _("I do not know")), *((one.iso, one.name(lang)) for one in REGIONS)]

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number or an e-mail address, safe to keep."""
        return _contact(self.cleaned_data["contact"])

    def clean_your_name(self) -> str:
        """A person's name, or nothing."""
        typed = self.cleaned_data["your_name"]
        return name_in(typed) if typed.strip() else ""

    def clean_your_contact(self) -> str:
        """A phone number, an e-mail address, or nothing."""
        return _contact(self.cleaned_data["your_contact"])

    def nominee(self, language: str) -> Nominee:
        """Return who is nominated."""
        typed = self.cleaned_data
        return Nominee(typed["name"], language=language, region=typed["region"], **_reached(typed["contact"]))

    def backing(self, language: str) -> Backing:
        """Return who nominates."""
        typed = self.cleaned_data
        if typed["who"] == "self":
            return Backing(
                Way.SELF, typed["name"], language=language, words=typed["words"], **_reached(typed["contact"])
            )
        return Backing(
            Way.PEER,
            typed["your_name"],
            language=language,
            words=typed["words"],
            **_reached(typed["your_contact"]),
        )


class AnswerForm(forms.Form):
    """Her yes, and what may be shown and counted."""

    may_name = forms.BooleanField(label=_("My name may be shown if I win"), required=False)
    may_photo = forms.BooleanField(label=_("My photo may be shown if I win"), required=False)
    is_woman = forms.ChoiceField(
        label=_("Are you a woman, or women together?"),
        choices=YES_NO,
        required=False,
        help_text=_("For the shares that are counted. No number says anything of one person."),
    )
    is_rural = forms.ChoiceField(label=_("Do you live in the countryside?"), choices=YES_NO, required=False)
    use_required_attribute = False

    def agreement(self) -> Agreement:
        """Return what she agrees to."""
        typed = self.cleaned_data
        return Agreement(
            typed["may_name"],
            typed["may_photo"],
            ANSWERS.get(typed["is_woman"]),
            ANSWERS.get(typed["is_rural"]),
        )
