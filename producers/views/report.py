""" "Report this", reachable from every page."""

from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from producers.actions.report import report_page
from producers.forms import ReportForm
from producers.responses import private_page

PER_HOUR = 10


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def report(request: HttpRequest) -> HttpResponse:
    """Take a report; what was typed stays when something is missing."""
    form = ReportForm(request.POST or None, initial={"path": request.GET.get("path", "/")[:500]})
    if request.method == "POST" and form.is_valid():
        if _too_many(request.META.get("REMOTE_ADDR", "")):
            return render(request, "producers/report.html", {"form": form, "too_many": True}, status=429)
        report_page(**form.cleaned_data, language=get_language() or "fr")
        return redirect("producers:report_sent")
    return render(request, "producers/report.html", {"form": form}, status=422 if form.errors else 200)


@private_page
def report_sent(request: HttpRequest) -> HttpResponse:
    """Thank her."""
    return render(request, "producers/report.html", {"sent": True})


def _too_many(address: str) -> bool:
    """Count the reports of one address in an hour."""
    key = f"tiwizi-reports-{address}"
    cache.add(key, 0, 3600)
    try:
        return cache.incr(key) > PER_HOUR
    except ValueError:  # the count ran out in between
        return False
