"""The ten principles: one a screen, answered by taps; then somebody comes and sees."""

import secrets

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from producers.access import for_actor
from producers.actions.assess import (
    AssessmentError,
    NotEnoughError,
    Sheet,
    answer_principle,
    send_assessment,
    write_visit,
)
from producers.domain.grants import Permission
from producers.domain.principles import QUESTIONS, Principle, is_enough, missing, stops
from producers.models import Assessment
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.principle_words import ANSWERS, ASKED, WORDS, PrincipleWords
from producers.uploads import UploadError, checked_picture

ALL = tuple(Principle)


class VisitForm(forms.Form):
    """The sheet of a visit, without what was seen: that is tapped."""

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
    use_required_attribute = False

    def clean_visited_on(self) -> object:
        """A visit has been."""
        day = self.cleaned_data["visited_on"]
        if day > timezone.localdate():
            raise forms.ValidationError(_("This day is still to come."))
        return day


@portal_page(needs=Permission.EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def principles(request: HttpRequest) -> HttpResponse:
    """Show the ten with how far she is; send them when enough is answered."""
    acting, error = acting_in(request), ""
    if request.method == "POST":
        try:
            send_assessment(acting.organisation, actor=acting.actor)
        except NotEnoughError:
            error = _("Some pictures are not answered yet. Touch them.")
        except AssessmentError:
            error = _("This is not possible now. Call us.")
        if not error:
            return redirect("portal:principles")
    row = _latest(request, acting)
    answers = row.answers if row and row.state != Assessment.State.ACCEPTED else {}
    left = missing(answers)
    context = {
        "rows": [(n, WORDS[one], is_enough(one, answers)) for n, one in enumerate(ALL, 1)],
        "next": ALL.index(left[0]) + 1 if left else 0,
        "next_url": f"{reverse('portal:principle')}?n={ALL.index(left[0]) + 1}" if left else "",
        "may_send": not left and not stops(answers) and bool(row) and row.state in ("open", "sent_back"),
        "stops": bool(stops(answers)),
        "row": row,
        "error": error,
    }
    return render(request, "producers/portal/principles.html", context, status=422 if error else 200)


@portal_page(needs=Permission.EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def principle(request: HttpRequest) -> HttpResponse:
    """Ask one principle; ``n`` of the address says which."""
    acting, number = acting_in(request), request.GET.get("n", "1")
    if number not in {str(n) for n in range(1, len(ALL) + 1)}:
        raise Http404
    one, row, error = ALL[int(number) - 1], _latest(request, acting), ""
    answers = dict(row.answers) if row and row.state != Assessment.State.ACCEPTED else {}
    if request.method == "POST":
        answers |= {code: request.POST[code] for code in QUESTIONS[one] if code in request.POST}
        error = _kept(acting, one, answers)
        if not error:
            return redirect(_after(int(number)))
    context = {
        "number": int(number),
        "of": len(ALL),
        "words": WORDS[one],
        "questions": [(code, ASKED[code], answers.get(code, "")) for code in QUESTIONS[one]],
        "answers": ANSWERS,
        "error": error,
    }
    return render(request, "producers/portal/principle.html", context, status=422 if error else 200)


@portal_page(needs=Permission.EDIT_PROFILE)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest) -> HttpResponse:
    """Take the sheet of an agent's visit; a sheet that is sent again is the same visit."""
    acting = acting_in(request)
    if not acting.is_agent:
        return redirect("portal:principles")
    form = VisitForm(request.POST if request.method == "POST" else None)
    error = ""
    if request.method == "POST" and form.is_valid():
        error = _visited(request, acting, form)
        if not error:
            return redirect("portal:principles")
    shown = {"seen": seen_in(request), "answers": ANSWERS, "key": key_of(request)}
    context = {"form": form, "error": error, **shown}
    status = 422 if error or form.errors else 200
    return render(request, "producers/portal/visit.html", context, status=status)


def seen_in(request: HttpRequest) -> list[tuple[str, PrincipleWords, str]]:
    """Return the ten with what was tapped of each, for the form."""
    return [(one.value, WORDS[one], request.POST.get(f"seen_{one.value}", "")) for one in ALL]


def key_of(request: HttpRequest) -> str:
    """Return the key of the sheet: the one that was sent, or a new one."""
    return request.POST.get("key", "")[:40] or secrets.token_hex(16)


def read_sheet(request: HttpRequest, form: VisitForm, *, kind: str) -> Sheet:
    """Return the sheet of a visit as it was sent. Raises ``UploadError`` for what is no photo."""
    photos = tuple(checked_picture(file) for file in request.FILES.getlist("photos")[:9])
    seen = {one.value: request.POST.get(f"seen_{one.value}", "") for one in ALL}
    return Sheet(key=key_of(request), kind=kind, seen=seen, photos=photos, **form.cleaned_data)


def _visited(request: HttpRequest, acting: Acting, form: VisitForm) -> str:
    try:
        write_visit(acting.organisation, read_sheet(request, form, kind="agent"), actor=acting.actor)
    except UploadError as error:
        return error.message()
    except AssessmentError:
        return _("Touch what you saw, of one picture at least, and send eight photos at most.")
    return ""


def _kept(acting: Acting, one: Principle, answers: dict[str, str]) -> str:
    if not is_enough(one, answers):
        return _("Touch an answer to each question.")
    try:
        answer_principle(acting.organisation, one, answers, actor=acting.actor)
    except AssessmentError:
        return _("It is on its way already. Call us to change it.")
    return ""


def _after(number: int) -> str:
    if number == len(ALL):
        return reverse("portal:principles")
    return f"{reverse('portal:principle')}?n={number + 1}"


def _latest(request: HttpRequest, acting: Acting) -> Assessment | None:
    rows = for_actor(Assessment.objects.all(), request.user)
    return rows.filter(organisation=acting.organisation).first()
