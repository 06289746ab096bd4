"""The ten principles: one a screen, answered by taps; then somebody comes and sees."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
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
from producers.portal.visit_sheet import is_written, visit_form, visit_page, written
from producers.principle_words import ANSWERS, ASKED, WORDS

ALL = tuple(Principle)


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
    form = visit_form(request)

    def write(sheet: Sheet) -> object:
        return write_visit(acting.organisation, sheet, actor=acting.actor)

    error = written(request, form, kind="agent", write=write)
    if is_written(request, form, error):
        return redirect("portal:principles")
    return visit_page(request, "producers/portal/visit.html", form, error)


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
