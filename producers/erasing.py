"""Pages go with everything that Wagtail keeps of them: versions, translations, its own log."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from wagtail.models import ModelLogEntry, Page, PageLogEntry, Revision

from producers.personal import page_erasers


def erase_pages(pages: Any) -> None:
    """Delete pages with their versions, translations and what Wagtail's log says about them.

    Needs the caller's transaction.
    """
    for page in pages:
        keys = list(Page.objects.filter(translation_key=page.translation_key).values_list("pk", flat=True))
        for one in Page.objects.filter(pk__in=keys):
            one.specific.delete()
        PageLogEntry.objects.filter(page_id__in=keys).update(label="", data={})
        for eraser in page_erasers():
            eraser(page.translation_key)


def forget_entries(row: Any) -> None:
    """Blank what Wagtail's log says about a row that is no page."""
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    ModelLogEntry.objects.filter(content_type=kind, object_id=str(row.pk)).update(label="", data={})


def forget_versions(row: Any) -> None:
    """Delete every version of a row that is no page, and blank what Wagtail's log says about it."""
    kind = ContentType.objects.get_for_model(row, for_concrete_model=False)
    Revision.objects.filter(base_content_type=kind, object_id=str(row.pk)).delete()
    forget_entries(row)
