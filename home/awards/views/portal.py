"""The awards in the portal: she nominates herself, or her agent does, in writing or in her own voice."""

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
from home.awards.picture_forms import PicturesForm
from home.awards.reading.cards import edition_card, may_nominate
from home.awards.reading.edition import categories_shown
from home.awards.reading.visits import to_visit
from producers.domain.containers.base import SoundError
from producers.domain.recorded import MOST_SECONDS
from producers.domain.shown import shown
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.reading.names import name_shown
from producers.responses import MICROPHONE
from producers.sounds import checked_sound, sound_message


class OwnForm(PicturesForm):
    """Why, in writing or in her own voice, and pictures; all may be left out."""

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
    field_order = ("words", "sound", "pictures", "pictures_agreed")


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
        "may_visit": acting.is_agent and bool(to_visit(acting.organisation, acting.actor.user_id, lang)),
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
    try:
        sound = form.cleaned_data["sound"] and checked_sound(form.cleaned_data["sound"]).content
    except SoundError as error:
        form.add_error("sound", sound_message(error))
        return ""
    pictures = form.checked_pictures()
    if form.errors:
        return ""
    try:
        nominate(
            edition,
            request.POST.get("category", ""),
            _her(acting),
            Backing(Way.AGENT if acting.is_agent else Way.SELF, words=form.cleaned_data["words"]),
            actor=acting.actor,
            user=request.user,
            is_she=not acting.is_agent,
            sound=sound or None,
            pictures=pictures,
        )
    except RefusedError as refused:
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
