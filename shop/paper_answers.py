"""The answer that gives a paper out, for whoever may have it: the callers decide who that is."""

from django.http import Http404, HttpResponse
from django.utils import translation

from shop.actions.keep_paper import paper_of
from shop.models import Invoice
from shop.papers.press import has_press
from shop.papers.ubl import ubl_of


def give(paper: Invoice, wanted: str) -> HttpResponse:
    """Answer with a paper as ``pdf`` or ``xml``; 404 for any other, and for a PDF where none can be made."""
    if wanted == "xml":
        with translation.override(paper.language):
            return file_answer(ubl_of(paper), "application/xml", f"{paper.number}.xml")
    if wanted != "pdf" or not has_press():
        raise Http404
    return file_answer(paper_of(paper), "application/pdf", f"{paper.number}.pdf")


def file_answer(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Answer with a file that a browser opens by itself under this name."""
    headers = {"Content-Disposition": f'inline; filename="{name}"'}
    return HttpResponse(content, content_type=content_type, headers=headers)
