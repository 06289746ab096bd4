"""The screen on which she says something: recorded by the browser, or a file of the phone's recorder."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from producers.actions.recordings import keep_recording
from producers.domain.containers.base import SoundError
from producers.domain.moderation import SuspendedError
from producers.domain.recorded import MOST_SECONDS
from producers.domain.shown import spoken
from producers.domain.voices import OF_LANGUAGE
from producers.portal.acting import acting_in
from producers.prompts.heard import voice_now
from producers.responses import MICROPHONE
from producers.sounds import checked_sound, sound_message


class SpokenForm(forms.Form):
    """One recording."""

    sound = forms.FileField(
        label=gettext_lazy("Your recording"),
        allow_empty_file=True,  # what is wrong with it is said in words of ours
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )
    use_required_attribute = False


def say_screen(request: HttpRequest, thing: Any, *, back: str) -> HttpResponse:
    """Keep what she says about a thing of hers, then go ``back``; the caller has found the thing as hers.

    It is heard by an editor first. Answers 422 with the reason beside the field for what cannot be kept.
    """
    form = SpokenForm(request.POST, request.FILES) if request.method == "POST" else SpokenForm()
    if request.method == "POST" and form.is_valid() and _is_kept(request, form, thing):
        return redirect(back)
    context = {"form": form, "back": back, "most": MOST_SECONDS}
    status = 422 if form.errors else 200
    answer = render(request, "producers/portal/spoken.html", context, status=status)
    answer.headers["Permissions-Policy"] = MICROPHONE
    return answer


def _is_kept(request: HttpRequest, form: SpokenForm, thing: Any) -> bool:
    acting = acting_in(request)
    lang = spoken(get_language() or "fr")
    heard = voice_now() or OF_LANGUAGE.get(lang, lang)
    try:
        sound = checked_sound(form.cleaned_data["sound"])
        keep_recording(thing, sound, language=heard, actor=acting.actor)
    except SoundError as error:
        form.add_error("sound", sound_message(error))
    except SuspendedError:
        form.add_error("sound", _("Your space is closed for now. Please call us."))
    return not form.errors
