"""Figures for anybody, as a Data Package: ``/feeds/open-data/datapackage.json`` and its tables."""

import json
from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from producers.conf import site_url
from producers.policy import public
from shop.feeds.open_data import as_csv, description
from shop.feeds.open_tables import open_tables

FRESH = 3600


@public
@require_safe
def package(request: HttpRequest) -> HttpResponse:
    """Describe the tables: what each column is, how it is counted, under which licence."""
    text = json.dumps(description(site_url(), timezone.localdate()), ensure_ascii=False, indent=1)
    return answer(request, text, "application/json")


@public
@require_safe
def table(request: HttpRequest, name: str) -> HttpResponse:
    """One table as CSV, counted anew every hour at most."""
    found = next((one for one in open_tables() if one.name == name), None)
    if found is None:
        raise Http404(name)
    text = cache.get_or_set(f"tiwizi_open_data:{name}", lambda: as_csv(found, found.read()), FRESH)
    return answer(request, str(text), "text/csv; charset=utf-8")


def answer(request: HttpRequest, text: str, content_type: str) -> HttpResponse:
    """Answer with a file that anybody may read from anywhere, or say that it has not changed."""
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={FRESH}", "Access-Control-Allow-Origin": "*"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    return HttpResponse(text, content_type=content_type, headers=headers)
