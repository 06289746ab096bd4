"""The sheet of a visit to a nominee, for the agent who was there: it waits on her phone for the line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.awards.actions.visit_nominee import visit_nominee
from home.awards.domain.nominating import RefusedError
from home.awards.models import Nomination
from home.awards.nomination_words import refusal
from home.awards.own_tasks import NEEDS
from home.awards.reading.visits import to_visit, visitable
from producers.actions.assess import Sheet
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.portal.visit_sheet import VisitForm, is_written, visit_form, visit_page, written
from producers.reading.cards import place_shown
from producers.reading.names import name_shown


@portal_page(needs=NEEDS)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def visit(request: HttpRequest) -> HttpResponse:
    """Take the sheet of a visit to a nominee; a sheet that is sent again is the same visit."""
    acting, lang = acting_in(request), get_language() or "fr"
    if not acting.is_agent:
        return redirect("awards_portal:awards")
    form = visit_form(request)
    error = _written(request, acting, form)
    if is_written(request, form, error):
        return redirect("awards_portal:awards")
    context = {
        "rows": to_visit(acting.organisation, acting.actor.user_id, lang),
        "chosen": request.POST.get("nomination", ""),
        "name": name_shown(acting.organisation, lang),
        "place": place_shown(acting.organisation, lang),
    }
    return visit_page(request, "home/awards/portal/visit.html", form, error, **context)


def _written(request: HttpRequest, acting: Acting, form: VisitForm) -> str:
    nomination = _chosen(request, acting)
    if request.method == "POST" and nomination is None:
        return _("Touch what she is nominated for.")

    def write(sheet: Sheet) -> object:
        return visit_nominee(nomination, sheet, actor=acting.actor) if nomination else None

    try:
        return written(request, form, kind="agent", write=write)
    except RefusedError as refused:
        return refusal(refused.why)


def _chosen(request: HttpRequest, acting: Acting) -> Nomination | None:
    """Return the nomination that was touched, if it is one that she may visit for."""
    key = request.POST.get("nomination", "")
    mine = visitable(acting.organisation, acting.actor.user_id)
    return mine.filter(pk=int(key)).first() if key.isascii() and key.isdigit() and len(key) < 19 else None
