"""What whoever helps types: how she narrows the queue, what she answers, how a case ended."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from producers import conf
from shop.domain.contact import read_note
from shop.models import CannedAnswer, Case, CaseMessage
from shop.office.forms import ANY, ReasonForm

TEXT = forms.Textarea(attrs={"rows": 6, "dir": "auto"})
OWNERS = [ANY, ("me", _("me")), ("nobody", _("nobody"))]
LONGEST = 4000


class CaseFilter(forms.Form):
    """Which cases are listed."""

    q = forms.CharField(label=_("Number, order, e-mail or phone"), required=False, max_length=254)
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("not closed")), *Case.Status.choices],
    )
    kind = forms.ChoiceField(label=_("About"), required=False, choices=[ANY, *Case.Kind.choices])
    owner = forms.ChoiceField(label=_("Looked after by"), required=False, choices=OWNERS)
    late = forms.BooleanField(label=_("Late only"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class TextForm(forms.Form):
    """Something that is said."""

    text = forms.CharField(label=_("Text"), max_length=LONGEST, widget=TEXT)

    def clean_text(self) -> str:
        """Take off what nobody sees; refuse what changes how a line reads."""
        entry = read_note(self.cleaned_data["text"], LONGEST)
        if entry.error or not entry.value:
            raise forms.ValidationError(_("Some signs in it cannot be kept."))
        return entry.value


class AnswerForm(TextForm):
    """An answer: sent by letter, or said by another way and only written down."""

    way = forms.ChoiceField(
        label=_("How"),
        choices=[("page", _("by letter, and on her page")), ("phone", _("said on the phone")),
                 ("whatsapp", _("written by WhatsApp"))],
    )  # fmt: skip


class TheySaidForm(TextForm):
    """What whoever asked has said by another way than the page."""

    way = forms.ChoiceField(label=_("How"), choices=CaseMessage.Way.choices, initial="phone")


class NoteForm(TextForm):
    """A note that only those who help read."""


class CloseForm(forms.Form):
    """How it ended, and a last word."""

    outcome = forms.ChoiceField(label=_("Outcome"), choices=Case.Outcome.choices)
    text = forms.CharField(
        label=_("A last word (empty: none)"), max_length=LONGEST, widget=TEXT, required=False
    )


class EvidenceForm(forms.Form):
    """A file that proves something."""

    file = forms.FileField(label=_("A picture or PDF"))


class OpenForm(TheySaidForm):
    """A case that is opened for a buyer who has called or written."""

    kind = forms.ChoiceField(label=_("About"), choices=Case.Kind.choices)


class ReadyForm(forms.Form):
    """An answer that is often given, in each language of the site."""

    name = forms.CharField(label=_("Name"), max_length=80)
    is_active = forms.BooleanField(label=_("Offered"), required=False, initial=True)

    def __init__(self, *args: Any, row: CannedAnswer | None = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.row = row
        texts = getattr(row.text, "data", {}) if row else {}
        for lang in conf.languages():
            self.fields[f"text_{lang}"] = forms.CharField(
                label=_("Text (%(lang)s)") % {"lang": lang},
                max_length=LONGEST,
                required=False,
                initial=texts.get(lang, "") if isinstance(texts, dict) else str(texts),
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto", "lang": lang}),
            )
        if row is not None:
            self.fields["name"].initial, self.fields["is_active"].initial = row.name, row.is_active

    def clean_name(self) -> str:
        """No two of one name."""
        name: str = self.cleaned_data["name"]
        others = CannedAnswer.objects.filter(name=name).exclude(pk=self.row.pk if self.row else None)
        if others.exists():
            raise forms.ValidationError(_("There is one of this name."))
        return name

    @property
    def texts(self) -> dict[str, str]:
        """The text by language, where there is one."""
        typed = {lang: self.cleaned_data.get(f"text_{lang}", "") for lang in conf.languages()}
        return {lang: text for lang, text in typed.items() if text}


class ReopenForm(ReasonForm):
    """Why it is taken up again."""
