"""What is typed and ticked at the desk."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from producers.domain.moderation import Seen, Word, WordKey
from producers.domain.typed import TypedError, checked_words
from producers.models import Recording
from producers.reason_words import reasons_shown
from producers.submissions import kinds
from producers.typed_words import typed_message

LONGEST_WORDS, LONGEST_LINE, LONGEST_NOTE = 5_000, 250, 500


class QueueFilter(forms.Form):
    """Which changes are listed."""

    kind = forms.ChoiceField(label=gettext_lazy("What"), required=False)
    language = forms.ChoiceField(label=gettext_lazy("Language"), required=False)
    days = forms.TypedChoiceField(label=gettext_lazy("Waits for"), required=False, coerce=int)
    producer = forms.CharField(label=gettext_lazy("Producer"), required=False, max_length=100)
    state = forms.ChoiceField(label=gettext_lazy("State"), required=False)
    reason = forms.ChoiceField(label=gettext_lazy("Sent back because"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        every = ("", _("all"))
        choices: dict[str, list[tuple[Any, Any]]] = {
            "kind": [every, *((kind.code, kind.label) for kind in kinds())],
            "language": [every, *settings.LANGUAGES],
            "days": [every, (1, _("a day or more")), (3, _("3 days or more")), (7, _("7 days or more"))],
            "state": [("", _("waits")), ("decided", _("decided"))],
            "reason": [every, *((one.code, one.word) for one in reasons_shown())],
        }
        for name, values in choices.items():
            self.fields[name].choices = values  # type: ignore[attr-defined]  # all of them are choices


class SeenForm(forms.Form):
    """What a checker had before her, carried by the page."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    live = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def seen(self) -> Seen:
        """Return it."""
        return Seen(self.cleaned_data["revision"], self.cleaned_data["live"])


class ApproveForm(SeenForm):
    """Approval as it is."""

    staff_note = forms.CharField(
        label=gettext_lazy("Note for staff"), required=False, max_length=LONGEST_NOTE
    )


class SendBackForm(SeenForm):
    """Reasons as pictures, and a word for her."""

    reasons = forms.MultipleChoiceField(
        label=gettext_lazy("Why"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Choose at least one reason: she has to know what to do.")},
    )
    note = forms.CharField(
        label=gettext_lazy("A word for her, in her language"),
        required=False,
        max_length=LONGEST_NOTE,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    staff_note = forms.CharField(
        label=gettext_lazy("Note for staff"), required=False, max_length=LONGEST_NOTE
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.icons = {reason.code: reason.icon for reason in reasons_shown()}
        words = [(reason.code, reason.word) for reason in reasons_shown()]
        self.fields["reasons"].choices = words  # type: ignore[attr-defined]  # a field of choices

    def pictures(self) -> list[tuple[Any, str]]:
        """Return each box with its picture."""
        return [(box, self.icons[str(box.data["value"])]) for box in self["reasons"]]


class WordsForm(SeenForm):
    """The words of a thing, each in its language. A suggestion stays one until its language is ticked."""

    def __init__(self, words: Iterable[Word], suggested: Iterable[str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.words = list(words)
        for word in self.words:
            field = forms.CharField(
                label=word.label,
                required=False,
                initial=word.text,
                max_length=LONGEST_WORDS if word.is_long else LONGEST_LINE,
                widget=forms.Textarea(attrs={"rows": 5}) if word.is_long else forms.TextInput,
            )
            field.widget.attrs |= {"lang": word.language, "dir": "auto"}
            self.fields[_name(word)] = field
        self.suggested = tuple(dict.fromkeys(suggested))
        for code in self.suggested:
            self.fields[f"reviewed-{code}"] = forms.BooleanField(
                label=_("I have read this language and it is right"), required=False
            )

    def clean(self) -> dict[str, Any]:
        """Refuse words that are code; say so beside them."""
        for word in self.words:
            name = _name(word)
            if name in self.cleaned_data:
                try:
                    limit = LONGEST_WORDS if word.is_long else LONGEST_LINE
                    text = checked_words(self.cleaned_data[name], limit, is_line=not word.is_long)
                    self.cleaned_data[name] = text
                except TypedError as error:
                    self.add_error(name, ValidationError(typed_message(error)))
        return self.cleaned_data

    def changed_words(self, now: Iterable[Word]) -> dict[WordKey, str]:
        """Return the words that are other than ``now``, and all of a language that was reviewed."""
        texts = {word.key: word.text for word in now}
        return {
            word.key: typed
            for word in self.words
            if (typed := self.cleaned_data[_name(word)]) != texts.get(word.key, "")
            or (self._is_reviewed(word.language) and typed)
        }

    def still_suggested(self) -> frozenset[str]:
        """Return the languages that nobody has reviewed."""
        return frozenset(code for code in self.suggested if not self._is_reviewed(code))

    def by_language(self) -> list[tuple[str, list[Any], Any]]:
        """Return each language with its fields and its tick."""
        return [
            (
                code,
                [self[_name(word)] for word in self.words if word.language == code],
                self[f"reviewed-{code}"] if code in self.suggested else None,
            )
            for code in dict.fromkeys(word.language for word in self.words)
        ]

    def _is_reviewed(self, code: str) -> bool:
        return bool(self.cleaned_data.get(f"reviewed-{code}"))


class TranscriptForm(forms.Form):
    """What is heard, written down."""

    text = forms.CharField(
        label=gettext_lazy("What she says"),
        required=False,
        max_length=LONGEST_WORDS,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    language = forms.ChoiceField(label=gettext_lazy("Language"), choices=settings.LANGUAGES)

    def clean_text(self) -> str:
        """Refuse words that are code."""
        try:
            return checked_words(self.cleaned_data["text"], LONGEST_WORDS)
        except TypedError as error:
            raise ValidationError(typed_message(error)) from error


def transcript_form(row: Recording, data: Any = None) -> TranscriptForm:
    """Return the form of a recording, with what is written down already."""
    known = dict(settings.LANGUAGES)
    language = row.transcript_language or (row.language if row.language in known else "fr")
    return TranscriptForm(data, prefix=f"r{row.pk}", initial={"text": row.transcript, "language": language})


def _name(word: Word) -> str:
    return f"words-{word.field}-{word.language}"
