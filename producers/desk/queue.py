"""The queue: what waits, the oldest first."""

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.desk.access import moderators_only
from producers.desk.forms import QueueFilter
from producers.reading.desk import changes, count_changes, queue_rows, waiting_recordings

PER_PAGE = 25


@moderators_only
@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """List the changes that wait, narrowed by language, kind, age and producer."""
    form = QueueFilter(request.GET)
    filters = form.cleaned_data if form.is_valid() else {}
    page = Paginator(changes(filters), PER_PAGE).get_page(request.GET.get("p"))
    query = request.GET.copy()
    query.pop("p", None)
    context = {
        "page_title": _("Changes to check"),
        "header_icon": "view",
        "form": form,
        "page": page,
        "rows": queue_rows(list(page.object_list), get_language() or "fr"),
        "query": query.urlencode(),
        "waiting": count_changes(),
        "recordings": waiting_recordings(),
    }
    return render(request, "producers/desk/queue.html", context)
