"""The list of the fund, the page of a document, its file and its citation."""

from django.core.files.storage import FileSystemStorage
from django.core.paginator import EmptyPage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.http import content_disposition_header
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.library.domain.asked import Asked, read_asked
from home.library.domain.citing import bibtex, ris
from home.library.domain.files import FILE_KINDS
from home.library.domain.licences import SHELF_MOST, is_open
from home.library.models import Document
from home.library.reading.known import Known, known
from home.library.reading.list import Listed, read_list
from home.library.reading.record import cited, document_page, find_document
from producers.conf import languages
from producers.editions.memory import remembered
from producers.policy import public
from producers.ranges import in_ranges
from producers.reading.head import Head, read_head
from producers.responses import shared_page

FORMATS = {
    "bib": (bibtex, "application/x-bibtex; charset=utf-8"),
    "ris": (ris, "application/x-research-info-systems; charset=utf-8"),
}


@shared_page
@require_safe
def documents(request: HttpRequest) -> HttpResponse:
    """List the fund, narrowed by what the address says; a page that does not exist is a 404."""
    words, lang = known(), get_language() or "fr"
    asked = _asked(request, words)
    try:
        found: Listed = remembered(
            "library", ("library", "pictures"), (asked, lang), lambda: read_list(asked, words, lang), size=60
        )
    except EmptyPage as reason:
        raise Http404(_("There is no such page.")) from reason
    context = {"list": found, "asked": asked, "head": _head(asked), "is_indexable": not asked.is_narrowed}
    return render(request, "home/library/list.html", context)


@shared_page
@require_safe
def document(request: HttpRequest, slug: str) -> HttpResponse:
    """Show one document. One that was public and is no more is gone for good: 410."""
    one = _public(request, slug)
    if isinstance(one, HttpResponse):
        return one
    lang = get_language() or "fr"
    page = remembered(
        "document", ("library", "loans", "pages"), (one.pk, lang), lambda: document_page(one, lang), size=30
    )
    return render(request, "home/library/document.html", page)


@shared_page
@require_safe
def shelf(request: HttpRequest) -> HttpResponse:
    """Show what is kept on the device: its script reads that there, and tells nobody."""
    return render(request, "home/library/shelf.html", {"most": SHELF_MOST})


@public
@require_safe
def file(request: HttpRequest, slug: str) -> HttpResponseBase:
    """Hand out the file, whole or a part of it, where its licence lets everybody have it."""
    one = _public(request, slug)
    if isinstance(one, HttpResponse):
        return one
    row = one.file
    if row is None or not is_open(one.licence):
        raise Http404(slug)
    if not isinstance(row.file.storage, FileSystemStorage):  # it hands out files itself, by a signed address
        return HttpResponse(status=302, headers={"Location": row.file.url, "Cache-Control": "no-store"})
    kind = FILE_KINDS[row.kind]
    whole = FileResponse(row.file.open("rb"), content_type=kind.media_type)
    whole.headers["Content-Length"] = str(row.size)
    whole.headers["ETag"] = f'"{row.sha256}"'
    name = f"{one.slug}.{kind.suffixes[0]}"
    whole.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=False, filename=name) or ""
    )
    response = in_ranges(request, whole)
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    return response


@public
@require_safe
def cite(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Write the citation as a file for a reference manager."""
    one = _public(request, slug)
    if isinstance(one, HttpResponse):
        return one
    write, media_type = FORMATS[form]
    response = HttpResponse(write(cited(one, get_language() or "fr")), content_type=media_type)
    response.headers["Content-Disposition"] = (
        content_disposition_header(as_attachment=True, filename=f"{one.slug}.{form}") or ""
    )
    return response


def _public(request: HttpRequest, slug: str) -> Document | HttpResponse:
    """Return a public document, or that it is gone. Raises ``Http404`` for what never was."""
    one = find_document(slug)
    if one is None or (not one.live and one.first_published_at is None):
        raise Http404(_("There is no such document."))
    return one if one.live else render(request, "home/library/gone.html", status=410)


def _asked(request: HttpRequest, words: Known) -> Asked:
    try:
        return read_asked(request.GET, words.subjects, words.languages)
    except ValueError as reason:
        raise Http404(_("There is no such page.")) from reason


def _head(asked: Asked) -> Head:
    """One address for all ways to narrow the list; each of its pages keeps its own."""
    return read_head(
        "library:list",
        languages=languages(),
        query="" if asked.is_narrowed else asked.query(),
        title=_("Documentation fund"),
        description=_("Works, journals, official documents, sounds and films, found by every word in them."),
    )
