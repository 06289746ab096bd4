"""Permanent addresses: ``/id/document/<export id>``, ``/id/series/<export id>``."""

from django.urls import reverse

from home.library.models import Document, SectorSeries
from home.library.reading.record import document_page, find_document
from home.library.reading.series import series_page
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


def found_series(export_id: str) -> Found | None:
    """Return where a sector series is shown; a draft that was never public is not known."""
    once = SectorSeries.objects.filter(first_published_at__isnull=False)
    one = once.filter(export_id=export_id).first()
    if one is None:
        return None
    address = reverse("library:series", args=[one.slug])
    return Found(address, one.live, data=lambda lang: str(series_page(one, None, lang)["markup"]))
