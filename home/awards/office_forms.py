"""Forms of the office of the awards."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.awards.models import Edition
from home.awards.reading.desk import Asked
from producers.domain.principles import Principle
from producers.portal.visit_sheet import VisitForm
from producers.principle_words import ANSWERS as SEEN
from producers.principle_words import WORDS
from shop.forms.changes import PhotosField, PhotosInput

ANSWERS = (("yes", _("yes")), ("no", _("no")))


class ReasonForm(forms.Form):
    """Why something is done."""

    reason = forms.CharField(label=_("Why?"), max_length=250)


class GoOnForm(forms.Form):
    """Going on to the next state, and why."""

    state = forms.ChoiceField(choices=Edition.States.choices, widget=forms.HiddenInput)
    reason = forms.CharField(label=_("Why now?"), max_length=250)


class DecisionForm(forms.Form):
    """The checklist of a nominee: yes or no to each requirement, and why not."""

    def __init__(self, data: Any, asked: Sequence[Asked]) -> None:
        super().__init__(data, auto_id="decide_%s")
        self.asked = asked
        for one in asked:
            self.fields[f"met_{one.key}"] = forms.ChoiceField(
                label=one.title.text,
                choices=ANSWERS,
                widget=forms.RadioSelect,
                initial={True: "yes", False: "no"}.get(one.proposed) if one.proposed is not None else None,
                help_text=_("Known from her pages.") if one.known is not None else "",
            )
        self.fields["reason"] = forms.CharField(
            label=_("Why not? She reads it: use kind words."), max_length=300, required=False
        )

    def answers(self) -> Mapping[int, bool]:
        """Return the answers by the keys of their requirements."""
        return {one.key: self.cleaned_data[f"met_{one.key}"] == "yes" for one in self.asked}


class MergeForm(forms.Form):
    """The other nomination that is about the same person."""

    into = forms.ChoiceField(label=_("The same as"))
    reason = forms.CharField(label=_("Why?"), max_length=250)

    def __init__(self, data: Any, others: Sequence[tuple[str, str]]) -> None:
        super().__init__(data, auto_id="merge_%s")
        chosen: Any = self.fields["into"]
        chosen.choices = others


class NoteForm(forms.Form):
    """What a winner said."""

    note = forms.CharField(
        label=_("What did she do with her prize?"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


class OfficeVisitForm(VisitForm):
    """The sheet of a visit, on one page; ``key`` makes it one visit when the button is pressed twice."""

    key = forms.CharField(widget=forms.HiddenInput, max_length=40)
    photos = PhotosField(
        label=_("Photos of the place and the tools"),
        required=False,
        help_text=_("Eight at most. They are made small, and where they were taken is removed."),
        widget=PhotosInput(attrs={"accept": "image/*"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for one in Principle:
            choices = [("", _("not looked at")), *((said.value, label) for said, label, _icon in SEEN)]
            self.fields[f"seen_{one.value}"] = forms.ChoiceField(
                label=WORDS[one].name, choices=choices, required=False
            )
