"""What she still needs before she sells, one thing after the other: the next step is always in sight."""

from collections.abc import Iterator

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from producers.actions.answer_requirement import hand_in, tick
from producers.actions.onboard import submit
from producers.domain.grants import Permission
from producers.domain.requirements import Point, Verdict
from producers.domain.standing import Because, NotReadyError, Standing, StandingError
from producers.models import Act, Organisation
from producers.onboarding_words import BECAUSE, Told
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.tasks import Today
from producers.reading.onboarding import Judged, judge_all, missing_at, next_step
from producers.uploads import UploadError, checked_picture

HER_WORDS = {
    Verdict.MET: (gettext_lazy("Done"), "check"),
    Verdict.WAIVED: (gettext_lazy("Done"), "check"),
    Verdict.MISSING: (gettext_lazy("To do"), "arrow"),
    Verdict.WAITING: (gettext_lazy("We look at it"), "clock"),
    Verdict.REJECTED: (gettext_lazy("Once more"), "return"),
    Verdict.BROKEN: (gettext_lazy("We take care of it"), "clock"),
}


@portal_page(needs=Permission.EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def needs(request: HttpRequest) -> HttpResponse:
    """Show what she has and what is missing, and let her ask for approval when nothing is."""
    acting = acting_in(request)
    maker, error = acting.organisation, ""
    if request.method == "POST":
        try:
            submit(maker, actor=acting.actor)
        except NotReadyError:
            error = _("Something is still missing. Look below.")
        except StandingError:
            error = _("This is not possible now. Call us.")
        if not error:
            return redirect("portal:needs")
    judged = judge_all(maker)
    context = {
        "rows": [(one, *HER_WORDS[one.verdict]) for one in judged],
        "next": (first := next_step(judged)),
        "next_url": _address(first) if first else "",
        "may_ask": maker.status == Standing.APPLIED and not missing_at(judged, Point.SUBMIT),
        "status": maker.status,
        "told": _told(maker),
        "error": error,
    }
    return render(request, "producers/portal/needs.html", context, status=422 if error else 200)


@portal_page(needs=Permission.EDIT_PROFILE)
@require_http_methods(["GET", "HEAD", "POST"])
def need(request: HttpRequest) -> HttpResponse:
    """Show one thing that she needs, and let her do it."""
    acting = acting_in(request)
    what = request.GET.get("what", "")
    judged = judge_all(acting.organisation)
    one = next((each for each in judged if str(each.requirement.pk) == what), None)
    if one is None:
        return redirect("portal:needs")
    error = ""
    if request.method == "POST":
        error = _do(request, acting, one)
        if not error:
            return redirect("portal:needs")
    context = {"one": one, "where": _where(one), "error": error, "word": HER_WORDS[one.verdict]}
    return render(request, "producers/portal/need.html", context, status=422 if error else 200)


def next_today(acting: Acting) -> Iterator[Today]:
    """Put her next step on the home, as long as she does not sell."""
    maker = acting.organisation
    if maker.may_sell or not acting.allows(Permission.EDIT_PROFILE):
        return
    url, judged = reverse("portal:needs"), judge_all(maker)
    first = next_step(judged)
    if maker.status == Standing.SUSPENDED:
        yield Today(_("Your sales have stopped. Look why"), "alert", url, 1)
    elif maker.status == Standing.SUBMITTED:
        yield Today(_("We look at your request"), "clock", url, 6)
    elif first is not None:
        text = _("Next step: %(what)s") % {"what": first.requirement}
        yield Today(text, first.icon, _address(first), 2)
    else:
        yield Today(_("All is there. Ask to sell"), "check", url, 2)


def _do(request: HttpRequest, acting: Acting, one: Judged) -> str:
    """Answer it, and return what was wrong."""
    if one.is_ticked:
        if "yes" not in request.POST:
            return _("Touch the big button to say yes.")
        tick(acting.organisation, one.requirement, actor=acting.actor)
    elif one.is_verified:
        try:
            paper = checked_picture(request.FILES["paper"]) if "paper" in request.FILES else None
        except UploadError as error:
            return error.message()
        if paper is None and one.requirement.kind == "document":
            return _("Take a photo of the paper first.")
        hand_in(acting.organisation, one.requirement, actor=acting.actor, paper=paper)
    return ""


def _address(one: Judged) -> str:
    return f"{reverse('portal:need')}?what={one.requirement.pk}"


def _where(one: Judged) -> str:
    """Return the screen on which she does it, empty where that is this one."""
    name = one.kind.url_name if one.kind else ""
    try:
        return reverse(name) if name else ""
    except NoReverseMatch:
        return ""


def _told(maker: Organisation) -> tuple[list[Told], str]:
    """Return what she was told when she was sent back or suspended, as long as that stands."""
    if maker.status not in (Standing.APPLIED, Standing.SUSPENDED):
        return [], ""
    verbs = ["organisation.sent_back", "organisation.suspended", "organisation.approved"]
    last = Act.objects.filter(kind="organisation", object_id=maker.pk, verb__in=verbs).order_by("-pk").first()
    if last is None or last.verb == "organisation.approved":
        return [], ""
    known = set(Because)
    return [BECAUSE[Because(one)] for one in last.after.get("because", []) if one in known], last.reason
