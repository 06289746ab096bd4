"""The permanent address of a document: ``/id/document/<export id>``."""

from django.urls import reverse

from home.library.models import Document
from home.library.reading.record import document_page, find_document
from shop.views.permanent import Found


def found_document(export_id: str) -> Found | None:
    """Return where a document is shown; a draft that was never public is not known."""
    one = Document.objects.once_public().filter(export_id=export_id).first()
    if one is None:
        return None
    return Found(
        reverse("library:document", args=[one.slug]), one.live, data=lambda lang: _data(one.slug, lang)
    )


def _data(slug: str, lang: str) -> str:
    one = find_document(slug)
    return str(document_page(one, lang)["markup"]) if one else ""
