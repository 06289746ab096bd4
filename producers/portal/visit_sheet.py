"""The sheet of a visit: day, who and where, what was seen by taps, photos, a note in writing or spoken.

One sheet for all visits: of an agent, of another maker, of whoever looks at a nominee. It waits on the phone
without a line, and its key makes it one visit however often it arrives.
"""

import secrets
from collections.abc import Callable
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from producers.actions.assess import MOST_PHOTOS, AssessmentError, Sheet
from producers.domain.containers.base import SoundError
from producers.domain.principles import Principle
from producers.domain.recorded import MOST_SECONDS
from producers.principle_words import ANSWERS, WORDS, PrincipleWords
from producers.responses import MICROPHONE
from producers.sounds import checked_sound, sound_message
from producers.uploads import UploadError, phone_picture


class VisitForm(forms.Form):
    """The sheet without what was seen and the photos: those are tapped."""

    visited_on = forms.DateField(
        label=gettext_lazy("Day of the visit"), widget=forms.DateInput(attrs={"type": "date"})
    )
    visitor = forms.CharField(label=gettext_lazy("Who came"), max_length=120)
    place = forms.CharField(label=gettext_lazy("Where"), max_length=120)
    note = forms.CharField(
        label=gettext_lazy("What you saw"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    sound = forms.FileField(
        label=gettext_lazy("Or say it"),
        required=False,
        allow_empty_file=True,  # what is wrong with it is said in words of ours
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )
    use_required_attribute = False

    def clean_visited_on(self) -> object:
        """A visit has been."""
        day = self.cleaned_data["visited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


def visit_form(request: HttpRequest, **first: object) -> VisitForm:
    """Return the form with what was typed, else with what is known."""
    sent = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    return VisitForm(*sent, initial=first)


def key_of(request: HttpRequest) -> str:
    """Return the key of the sheet: the one that was sent, or a new one."""
    return request.POST.get("key", "")[:40] or secrets.token_hex(16)


def written(request: HttpRequest, form: forms.Form, *, kind: str, write: Callable[[Sheet], object]) -> str:
    """Write down what was sent, if it is whole; return why not, empty when it is done.

    What is wrong with a field is said beside it. Other refusals than those of a sheet are the caller's.
    """
    if request.method != "POST" or not form.is_valid():
        return ""
    try:
        write(_read(request, form, kind))
    except SoundError as error:
        form.add_error("sound", sound_message(error))
    except UploadError as error:
        return error.message()
    except AssessmentError:
        return _("Touch what you saw, of one picture at least, and send eight photos at most.")
    return ""


def is_written(request: HttpRequest, form: forms.Form, error: str) -> bool:
    """Say whether the sheet was sent and is written down."""
    return request.method == "POST" and not error and not form.errors


def visit_page(
    request: HttpRequest, template: str, form: forms.Form, error: str, **more: Any
) -> HttpResponse:
    """Answer with the sheet and what was filled in: 422 with what is wrong."""
    context = {
        "form": form,
        "error": error,
        "seen": _seen(request),
        "answers": ANSWERS,
        "key": key_of(request),
        "most": MOST_SECONDS,
    }
    status = 422 if error or form.errors else 200
    answer = render(request, template, context | more, status=status)
    answer.headers["Permissions-Policy"] = MICROPHONE
    return answer


def _seen(request: HttpRequest) -> list[tuple[str, PrincipleWords, str]]:
    """Return the ten with what was tapped of each."""
    return [(one.value, WORDS[one], request.POST.get(f"seen_{one.value}", "")) for one in Principle]


def _read(request: HttpRequest, form: forms.Form, kind: str) -> Sheet:
    typed = {name: form.cleaned_data[name] for name in ("visited_on", "visitor", "place", "note")}
    spoken = form.cleaned_data["sound"]
    return Sheet(
        key=key_of(request),
        kind=kind,
        seen={one.value: request.POST.get(f"seen_{one.value}", "") for one in Principle},
        photos=tuple(phone_picture(file) for file in request.FILES.getlist("photos")[: MOST_PHOTOS + 1]),
        sound=checked_sound(spoken).content if spoken else None,
        **typed,
    )
