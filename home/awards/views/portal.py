"""The awards in the portal: she nominates herself, or her agent does, in writing or in her own voice."""

import secrets

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language, gettext_lazy
from django.views.decorators.http import require_http_methods

from home.awards.actions.nominate import nominate
from home.awards.domain.nominating import OVER, Backing, Nominee, RefusedError, Way
from home.awards.models import Edition, Nomination
from home.awards.nomination_words import refusal
from home.awards.own_tasks import NEEDS
from home.awards.reading.cards import edition_card, may_nominate
from home.awards.reading.edition import categories_shown
from producers.conf import private_storage
from producers.domain.containers.base import SoundError
from producers.domain.recorded import MOST_SECONDS
from producers.domain.shown import shown
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.reading.names import name_shown
from producers.responses import MICROPHONE
from producers.sounds import checked_sound, sound_message


class OwnForm(forms.Form):
    """Why, in writing or in her own voice; both may be left out."""

    words = forms.CharField(
        label=gettext_lazy("Why?"),
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    sound = forms.FileField(
        label=gettext_lazy("Your recording"),
        required=False,
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "audio/*", "capture": True}),
    )
    use_required_attribute = False


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def awards(request: HttpRequest) -> HttpResponse:
    """Nominate her in a category of the edition that is open."""
    acting, lang = acting_in(request), get_language() or "fr"
    edition = next(filter(may_nominate, Edition.objects.public().filter(state="open")), None)
    form = OwnForm(request.POST, request.FILES) if request.method == "POST" else OwnForm()
    error = ""
    if request.method == "POST" and edition and form.is_valid():
        error = _nominated(request, edition, acting, form)
        if not error and not form.errors:
            return redirect("awards_portal:awards")
    mine = (
        Nomination.objects.filter(organisation=acting.organisation)
        .counted()
        .select_related("category__edition")
    )
    context = {
        "card": edition_card(edition, lang) if edition else None,
        "categories": categories_shown(edition, lang) if edition else (),
        "chosen": request.POST.get("category", ""),
        "mine": [
            (one, shown(one.category.title, lang), one.state in OVER) for one in mine.order_by("-pk")[:20]
        ],
        "may_answer": not acting.is_agent,
        "form": form,
        "error": error,
        "most": MOST_SECONDS,
    }
    answer = render(
        request, "home/awards/portal/awards.html", context, status=422 if error or form.errors else 200
    )
    answer.headers["Permissions-Policy"] = MICROPHONE
    return answer


def _nominated(request: HttpRequest, edition: Edition, acting: Acting, form: OwnForm) -> str:
    """Nominate her; return why not, empty when it is done or said beside a field."""
    sound = ""
    if form.cleaned_data["sound"]:
        try:
            checked = checked_sound(form.cleaned_data["sound"])
        except SoundError as error:
            form.add_error("sound", sound_message(error))
            return ""
        suffix = str(checked.content.name).rpartition(".")[2]
        sound = private_storage().save(f"awards/{secrets.token_hex(16)}.{suffix}", checked.content)
    try:
        nominate(
            edition,
            request.POST.get("category", ""),
            _her(acting),
            Backing(Way.AGENT if acting.is_agent else Way.SELF, words=form.cleaned_data["words"]),
            actor=acting.actor,
            user=request.user,
            is_she=not acting.is_agent,
            sound=sound,
        )
    except RefusedError as refused:
        if sound:
            private_storage().delete(sound)
        return refusal(refused.why)
    return ""


def _her(acting: Acting) -> Nominee:
    maker = acting.organisation
    return Nominee(
        name_shown(maker, maker.language).text,
        phone=maker.phone,
        email=maker.email,
        language=maker.language,
        region=maker.region,
        organisation=maker.pk,
        is_woman={"woman": True, "man": False}.get(maker.voice),
    )
