"""Makers who share their data, for the maps of others: ``/feeds/map.json``, ``.geojson`` and ``.csv``."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from hashlib import sha256

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from producers.conf import languages, site_url
from producers.policy import public
from shop.domain.exports import ExportMaker
from shop.feeds.maps import MapOf, as_geojson, as_gogocarto, as_table
from shop.reading.export_consents import consent_mark
from shop.reading.exports import all_makers, sequence_now

Writer = Callable[[Iterable[ExportMaker], MapOf], Iterator[str]]
FORMS: Mapping[str, tuple[Writer, str]] = {
    "json": (as_gogocarto, "application/json"),
    "geojson": (as_geojson, "application/geo+json"),
    "csv": (as_table, "text/csv; charset=utf-8"),
}
FRESH = 3600


@public
@require_safe
def makers_map(request: HttpRequest, form: str) -> HttpResponseBase:
    """Answer with all makers who share; ``?lang=`` chooses the language of their words, French otherwise."""
    if form not in FORMS:
        raise Http404(form)
    writer, content_type = FORMS[form]
    lang = request.GET.get("lang", "fr")
    if lang not in languages():
        return HttpResponse("lang is a language of this site.", status=400, content_type="text/plain")
    etag = _etag(form, lang)
    headers = {"ETag": etag, "Cache-Control": f"public, max-age={FRESH}", "Access-Control-Allow-Origin": "*"}
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers=headers)
    to = MapOf(lang, site_url(), settings.WAGTAIL_SITE_NAME)
    return StreamingHttpResponse(writer(all_makers(), to), content_type=content_type, headers=headers)


def _etag(form: str, lang: str) -> str:
    """Another one whenever a frozen row, or who shares, has changed."""
    known = f"{form} {lang} {sequence_now()} {consent_mark()}"
    return f'"{sha256(known.encode()).hexdigest()[:32]}"'
