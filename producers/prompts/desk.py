"""The recording desk: what each voice has, and one prompt after the other to be said into a phone."""

from dataclasses import dataclass
from decimal import Decimal

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override
from django.views.decorators.http import require_http_methods, require_safe

from producers.actions.prompts import drop_prompt, keep_prompt
from producers.domain.actors import Actor
from producers.domain.containers.base import SoundError
from producers.domain.voices import VOICES, coverage
from producers.models import PromptRecording
from producers.prompts.known import Prompt, find_recorded, prompts, sourced_prompts
from producers.responses import MICROPHONE, editor_page
from producers.sounds import checked_sound, sound_message

READ_IN = ("fr", "ar")
TENTH = Decimal("0.1")


@dataclass(frozen=True)
class VoiceShown:
    """A voice, how much of it is there, and the first prompt that it lacks."""

    code: str
    name: str
    count: int
    needed: int
    next: str


class SoundForm(forms.Form):
    """One recording."""

    sound = forms.FileField(
        label=_("Recording"),
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )
    use_required_attribute = False


@editor_page
@require_safe
def voices(request: HttpRequest) -> HttpResponse:
    """Show the voices with what each has."""
    there = set(PromptRecording.objects.values_list("code", "voice"))
    needed = {voice: _needed(voice) for voice in VOICES}
    counts = coverage(there, {voice: frozenset(codes) for voice, codes in needed.items()})
    shown = [
        VoiceShown(
            voice, name, counts[voice], len(needed[voice]), _first_missing(voice, needed[voice], there)
        )
        for voice, name in VOICES.items()
    ]
    return render(request, "producers/voices/voices.html", {"voices": shown})


@editor_page
@require_safe
def voice(request: HttpRequest, voice: str) -> HttpResponse:
    """List the prompts of a voice with what is recorded of them: as many as the portal has screens."""
    _known_voice(voice)
    rows = {row.code: row for row in PromptRecording.objects.filter(voice=voice)}
    asked = [prompt for prompt in (*prompts(), *sourced_prompts()) if prompt.is_needed_in(voice)]
    listed = [(prompt, rows.get(prompt.code)) for prompt in asked]
    return render(request, "producers/voices/voice.html", {"listed": listed, **_named(voice)})


@editor_page
@require_http_methods(["GET", "HEAD", "POST"])
def prompt(request: HttpRequest, voice: str, code: str) -> HttpResponse:
    """Record one prompt, or take its recording away; then comes the next one that is missing."""
    _known_voice(voice)
    asked = find_recorded(code)
    if asked is None:
        raise Http404
    row = PromptRecording.objects.filter(code=code, voice=voice).first()
    form = SoundForm(request.POST, request.FILES) if request.method == "POST" else SoundForm()
    if request.method == "POST" and "drop" in request.POST:
        if row is not None:
            drop_prompt(row, actor=_actor(request))
        return redirect("prompts_desk:voice", voice)
    if request.method == "POST" and form.is_valid() and _is_kept(request, form, voice, code):
        return _to_the_next(voice)
    context = {"prompt": asked, "words": _words(asked), "row": row, "form": form, **_named(voice)}
    answer = render(request, "producers/voices/prompt.html", context, status=422 if form.errors else 200)
    answer.headers["Permissions-Policy"] = MICROPHONE
    return answer


def _is_kept(request: HttpRequest, form: SoundForm, voice: str, code: str) -> bool:
    try:
        sound = checked_sound(form.cleaned_data["sound"], f"{code}-{voice}")
    except SoundError as error:
        form.add_error("sound", sound_message(error))
        return False
    seconds = max(round(Decimal(sound.seconds), 1), TENTH)
    keep_prompt(code, voice, sound.content, seconds=seconds, actor=_actor(request))
    return True


def _to_the_next(voice: str) -> HttpResponse:
    there = set(PromptRecording.objects.filter(voice=voice, is_synthetic=False).values_list("code", "voice"))
    missing = _first_missing(voice, _needed(voice), there)
    return redirect("prompts_desk:prompt", voice, missing) if missing else redirect("prompts_desk:voices")


def _needed(voice: str) -> list[str]:
    return [prompt.code for prompt in prompts() if prompt.is_needed_in(voice)]


def _first_missing(voice: str, needed: list[str], there: set[tuple[str, str]]) -> str:
    return next((code for code in needed if (code, voice) not in there), "")


def _words(asked: Prompt) -> list[tuple[str, str]]:
    """The words in each language that a helper may read them in."""
    found = []
    for lang in READ_IN:
        with override(lang):
            found.append((lang, str(asked.text)))
    return found


def _named(voice: str) -> dict[str, str]:
    return {"voice": voice, "voice_name": VOICES[voice]}


def _known_voice(voice: str) -> None:
    if voice not in VOICES:
        raise Http404


def _actor(request: HttpRequest) -> Actor:
    return Actor(request.user.pk, request.user.get_username())
