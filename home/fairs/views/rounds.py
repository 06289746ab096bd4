"""The collection round on an agent's phone: by souk day whom she meets, and what she fetches for a fair."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from home.fairs.models import Fair
from home.fairs.reading.collection import collection_of
from producers.domain.shown import shown
from producers.portal.doors import signed_in_page
from producers.reading.rounds import associations_of


@signed_in_page
@require_safe
def collection(request: HttpRequest) -> HttpResponse:
    """Show the rounds for fairs to come, of the associations whose agent she is; others find nothing."""
    mine, lang = associations_of(request.user), get_language() or "fr"
    if not mine.exists():
        raise Http404
    fairs = Fair.objects.filter(holder__in=mine, event__last_day__gte=timezone.localdate())
    rows = fairs.select_related("event", "holder").order_by("event__first_day", "pk")
    context = {
        "fairs": [
            (shown(one.event.title, lang, "fr"), one.event.first_day, collection_of(one, lang))
            for one in rows
        ]
    }
    return render(request, "home/fairs/portal/round.html", context)
