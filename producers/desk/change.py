"""One change: what buyers see, what she has sent, and what becomes of it."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.actions.moderate import approve, edit_and_approve, send_back
from producers.desk.access import actor_of, moderators_only
from producers.desk.forms import ApproveForm, SeenForm, SendBackForm, WordsForm, transcript_form
from producers.desk.suggesting import Suggested, suggested_words, targets
from producers.domain.actors import Actor
from producers.domain.moderation import (
    ChangedMeanwhileError,
    DecidedError,
    SubmissionError,
    SuspendedError,
    Word,
)
from producers.models import Recording, Submission
from producers.reading.desk import ChangeShown, read_change, since_seen
from producers.reason_words import reasons_shown

NEEDED = ("organisation", "revision__content_type", "submitted_by", "decided_by")
Form = ApproveForm | SendBackForm | WordsForm


@moderators_only
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a change side by side; take the decision about what was seen, and only about that."""
    submission = get_object_or_404(Submission.objects.select_related(*NEEDED), pk=pk)
    shown = read_change(submission, get_language() or "fr")
    if shown is None:
        return render(request, "producers/desk/gone.html", {"page_title": _("Gone")})
    if request.method == "POST":
        return _decided(request, shown)
    return _page(request, shown, suggestion=suggested_words(shown, request.GET.get("suggest", "")))


def _decided(request: HttpRequest, shown: ChangeShown) -> HttpResponse:
    typed = request.POST.get("do", "")
    forms = _forms(shown, Suggested(), request.POST, typed)
    form = forms.get(typed)
    if form is None:
        raise Http404
    if not form.is_valid():
        return _page(request, shown, forms=forms, status=422)
    try:
        _ACTS[typed](shown, form, actor_of(request))
    except ChangedMeanwhileError:
        return _conflict(request, shown, form)
    except DecidedError:
        messages.warning(request, _("Somebody has decided this already, or she has taken it back."))
    except SuspendedError:
        form.add_error(None, _("This producer is suspended: nothing of hers is published."))
        return _page(request, shown, forms=forms, status=422)
    except SubmissionError:
        form.add_error(
            None, _("It says of its material what nothing proves. Mend the words, or send it back.")
        )
        return _page(request, shown, forms=forms, status=422)
    except ValidationError as error:
        form.add_error(None, "; ".join(error.messages))
        return _page(request, shown, forms=forms, status=422)
    else:
        messages.success(request, _("Done. She is told in her language."))
    return redirect("desk:queue")


def _conflict(request: HttpRequest, shown: ChangeShown, form: SeenForm) -> HttpResponse:
    """Show what was seen beside what there is now; she decides again about that."""
    language = get_language() or "fr"
    submission = Submission.objects.select_related(*NEEDED).get(pk=shown.submission.pk)
    now = read_change(submission, language) or shown
    return _page(request, now, conflict=since_seen(now, form.seen(), language), status=409)


def _approve(shown: ChangeShown, form: Any, actor: Actor) -> None:
    approve(shown.submission, seen=form.seen(), actor=actor, staff_note=form.cleaned_data["staff_note"])


def _send_back(shown: ChangeShown, form: Any, actor: Actor) -> None:
    data = form.cleaned_data
    send_back(
        shown.submission,
        seen=form.seen(),
        reasons=data["reasons"],
        note=data["note"],
        staff_note=data["staff_note"],
        actor=actor,
    )


def _edit(shown: ChangeShown, form: Any, actor: Actor) -> None:
    edit_and_approve(
        shown.submission,
        seen=form.seen(),
        words=form.changed_words(shown.after.words),
        suggested=form.still_suggested(),
        actor=actor,
    )


_ACTS: dict[str, Callable[[ChangeShown, Any, Actor], None]] = {
    "approve": _approve,
    "send_back": _send_back,
    "edit": _edit,
}


def _page(
    request: HttpRequest,
    shown: ChangeShown,
    *,
    forms: dict[str, Form] | None = None,
    suggestion: Suggested | None = None,
    conflict: list[Any] | None = None,
    status: int = 200,
) -> HttpResponse:
    if suggestion and suggestion.is_refused:
        messages.error(request, _("The translation service gave no answer. Write the words yourself."))
    submission = shown.submission
    context = {
        "page_title": shown.after.title,
        "page_subtitle": str(shown.kind.label),
        "header_icon": "view",
        "change": shown,
        "is_open": submission.state == Submission.State.WAITING,
        "forms": forms or _forms(shown, suggestion or Suggested()),
        "targets": targets(shown),
        "reasons": reasons_shown(submission.reasons),
        "conflict": conflict or [],
        "recordings": [(row, transcript_form(row)) for row in shown.recordings],
        "edit_url": shown.kind.edit_url(submission.object_id),
    }
    return render(request, "producers/desk/change.html", context, status=status)


def _forms(shown: ChangeShown, suggestion: Suggested, data: Any = None, typed: str = "") -> dict[str, Form]:
    seen = {"revision": shown.seen.revision, "live": shown.seen.live}

    def given(name: str) -> dict[str, Any]:
        return {"data": data if name == typed else None, "prefix": name, "initial": seen}

    words = _words(shown, suggestion)
    if typed == "edit":  # a suggestion that she goes on working with is in what she has typed
        words = _typed_too(words, data)
    marked = [word.language for word in words if word.state == "suggested"]
    return {
        "approve": ApproveForm(**given("approve")),
        "send_back": SendBackForm(**given("send_back")),
        "edit": WordsForm(words, marked, **given("edit")),
    }


def _words(shown: ChangeShown, suggestion: Suggested) -> list[Word]:
    """Return her words, a suggestion among them, and what was written down where she has written nothing."""
    words = [*shown.after.words, *suggestion.words]
    heard = {row.transcript_language: row for row in shown.recordings if row.transcript}
    for place, word in enumerate(words):
        row: Recording | None = heard.get(word.language)
        if row and word.field == shown.kind.spoken_field and not word.text:
            label = _("%(label)s (her own words, written down by %(who)s)") % {
                "label": word.label,
                "who": row.transcribed_by.get_username() if row.transcribed_by else _("herself"),
            }
            words[place] = replace(word, text=row.transcript, label=label)
    return words


def _typed_too(words: list[Word], data: Any) -> list[Word]:
    known = {word.key for word in words}
    more = []
    for code in data.getlist("edit-suggested"):
        more += [
            replace(word, language=code, text="", state="suggested")
            for word in words
            if (word.field, code) not in known and word.language == words[0].language
        ]
    return words + more
