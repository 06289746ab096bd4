"""She visits another maker's workshop as she was asked to, and writes down what she saw."""

from collections.abc import Iterator

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.access import for_actor
from producers.actions.assess import Sheet
from producers.actions.peers import write_peer_visit
from producers.domain.grants import Permission
from producers.domain.peers import PeerError, PeerFault
from producers.models import PeerVisit
from producers.peer_words import WHY
from producers.portal.acting import Acting, acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from producers.portal.tasks import Today
from producers.portal.visit_sheet import VisitForm, is_written, visit_form, visit_page, written
from producers.reading.cards import place_shown
from producers.reading.names import name_shown
from producers.reading.peers import open_visits_of


def visits_today(acting: Acting) -> Iterator[Today]:
    """Put the visits that she is asked for on her home. She goes herself: nobody is sent in her place."""
    if acting.is_agent:
        return
    for row in open_visits_of(acting.organisation):
        text = _("Visit %(name)s") % {"name": name_shown(row.maker, get_language() or "fr").text}
        yield Today(text, "people", reverse("portal:peer_visit", args=[row.pk]), urgency=4)


@portal_page(needs=Permission.EDIT_PROFILE)
@sent_once
@require_http_methods(["GET", "HEAD", "POST"])
def peer_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the sheet of her visit; a sheet that is sent again is the same visit."""
    acting = acting_in(request)
    row = _asked(request, acting, pk)
    lang = get_language() or "fr"
    place = place_shown(row.maker, lang)
    form = visit_form(request, visitor=name_shown(acting.organisation, lang).text, place=place)
    error = _written(request, acting, row, form)
    if is_written(request, form, error):
        return redirect("portal:home")
    whom = {"name": name_shown(row.maker, lang), "place": place}
    return visit_page(request, "producers/portal/peer_visit.html", form, error, **whom)


def _asked(request: HttpRequest, acting: Acting, pk: int) -> PeerVisit:
    rows = for_actor(PeerVisit.objects.select_related("maker", "peer", "visit"), request.user)
    row: PeerVisit = get_object_or_404(rows.filter(peer=acting.organisation), pk=pk)
    is_again = row.visit is not None and row.visit.key == request.POST.get("key")
    if acting.is_agent or (row.ended_at is not None and not is_again):
        raise Http404
    return row


def _written(request: HttpRequest, acting: Acting, row: PeerVisit, form: VisitForm) -> str:
    def write(sheet: Sheet) -> object:
        return write_peer_visit(row, sheet, actor=acting.actor)

    try:
        return written(request, form, kind="peer", write=write)
    except PeerError as error:
        return str(WHY[PeerFault(error.fault)])
