"""Her page: what buyers see of it, what waits to be checked, and the way to change each part."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.access import for_actor
from producers.actions.tell_story import show_face, tell_story
from producers.domain.grants import Permission
from producers.domain.met import MetError, mark_of
from producers.domain.moderation import SuspendedError
from producers.domain.shown import spoken
from producers.domain.text import clean_text
from producers.models import Submission
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once, words_met
from producers.portal.spoken import say_screen
from producers.reading.profile import read_profile
from producers.reason_words import reasons_shown
from producers.story_drafts import NoHomeError, page_of, words_of
from producers.uploads import UploadError

MOST_WORDS = 4000
"""Letters of a story; nobody on a phone reads more."""


class StoryForm(forms.Form):
    """A few sentences."""

    words = forms.CharField(
        label=gettext_lazy("Your words"),
        max_length=MOST_WORDS,
        widget=forms.Textarea(attrs={"rows": 8, "dir": "auto"}),
    )
    use_required_attribute = False

    def clean_words(self) -> str:
        """Take off what nobody sees."""
        return clean_text(self.cleaned_data["words"], MOST_WORDS)


class PhotoForm(forms.Form):
    """One photo, of any size and of any phone."""

    photo = forms.FileField(
        label=gettext_lazy("Your photo"),
        allow_empty_file=True,  # what is wrong with it is said in words of ours
        widget=forms.FileInput(attrs={"accept": "image/*", "data-shrink": "1600"}),
    )
    use_required_attribute = False


@portal_page(needs=Permission.EDIT_PROFILE)
@require_safe
def story(request: HttpRequest) -> HttpResponse:
    """Show what is on her page, what waits, and what came back with which reasons."""
    acting, lang = acting_in(request), _language()
    profile = read_profile(acting.organisation, lang)
    last = _last(request, acting, lang)
    context = {
        "profile": profile,
        "sent": last,
        "reasons": reasons_shown(last.reasons) if last and last.state == Submission.State.SENT_BACK else [],
    }
    return render(request, "producers/portal/story.html", context)


@portal_page(needs=Permission.EDIT_PROFILE)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def words(request: HttpRequest) -> HttpResponse:
    """Change the words of her page; what somebody else wrote meanwhile is shown beside hers."""
    acting, lang = acting_in(request), _language()
    page = page_of(acting.organisation, lang)
    there = words_of(page) if page else ""
    form = StoryForm(_sent(request.POST, request), initial={"words": there})
    seen = request.POST.get("seen", mark_of(there))
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data["words"]
        act = lambda: tell_story(acting.organisation, told, lang=lang, actor=acting.actor, seen=seen)  # noqa: E731  # read once
        try:
            if _is_sent(form, "words", act):
                return redirect("portal:story")
        except MetError as error:
            return words_met(request, _("My words"), told, error.there)
    return _answer(request, "producers/portal/story_words.html", form, seen=seen)


@portal_page(needs=Permission.EDIT_PROFILE)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: HttpRequest) -> HttpResponse:
    """Have her say who she is; what she says hangs on her page, which she starts with words or a photo."""
    page = page_of(acting_in(request).organisation, _language())
    if page is None and request.method != "POST":
        return redirect("portal:story_words")
    if page is None:  # what was said without a line is not lost: it waits for her words
        form = StoryForm({"words": ""})
        form.add_error("words", _("Write a few words first."))
        return _answer(request, "producers/portal/story_words.html", form)
    return say_screen(request, page, back=reverse("portal:story"))


@portal_page(needs=Permission.EDIT_PROFILE)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def photo(request: HttpRequest) -> HttpResponse:
    """Change the photo of her page."""
    acting, lang = acting_in(request), _language()
    form = PhotoForm(_sent(request.POST, request), _sent(request.FILES, request))
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["photo"]
        act = lambda: show_face(acting.organisation, file, lang=lang, actor=acting.actor)  # noqa: E731  # read once
        if _is_sent(form, "photo", act):
            return redirect("portal:story")
    return _answer(request, "producers/portal/story_photo.html", form)


def _sent(values: Any, request: HttpRequest) -> Any:
    """What was sent, even if it is empty; None for who only looks."""
    return values if request.method == "POST" else None


def _answer(request: HttpRequest, template: str, form: forms.Form, *, seen: str = "") -> HttpResponse:
    return render(request, template, {"form": form, "seen": seen}, status=422 if form.errors else 200)


def _is_sent(form: forms.Form, field: str, act: Any) -> bool:
    """Do it, or say beside the field why it cannot be done."""
    try:
        act()
    except UploadError as error:
        form.add_error(field, error.message())
    except SuspendedError:
        form.add_error(field, _("Your space is closed for now. Please call us."))
    except NoHomeError:
        form.add_error(field, _("There is no page in this language yet. Please choose another language."))
    return not form.errors


def _language() -> str:
    return spoken(get_language() or "fr")


def _last(request: HttpRequest, acting: Acting, lang: str) -> Submission | None:
    rows = for_actor(Submission.objects.all(), request.user)
    return rows.filter(organisation=acting.organisation, kind="profile", language=lang).first()
