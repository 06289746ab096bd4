"""The pictures of a story, and which of them stand nowhere else."""

from uuid import UUID

from django.contrib.contenttypes.models import ContentType
from wagtail.models import Page, ReferenceIndex

from home.models import StoryPage
from producers.models import Picture


def pictures_only_in(work: UUID) -> list[Picture]:
    """Return the pictures that the pages of a story show in any language and nothing else does."""
    pages = list(StoryPage.objects.filter(translation_key=work))
    shown = set().union(*map(_shown_by, pages))
    elsewhere = _in_columns(shown, work) | _in_blocks(shown, [page.pk for page in pages])
    return list(Picture.objects.filter(pk__in=shown - elsewhere))


def _shown_by(page: StoryPage) -> set[int]:
    field = StoryPage._meta.get_field("body")
    found = {int(pk) for model, pk, *_ in field.extract_references(page.body) if model is Picture}
    return found | ({page.picture_id} if page.picture_id else set())


def _in_columns(wanted: set[int], work: UUID) -> set[int]:
    """Those that a foreign key of any table names, this story's own aside."""
    found: set[int] = set()
    for link in Picture._meta.get_fields(include_hidden=True):
        if not (link.one_to_many and link.auto_created):
            continue
        rows = link.related_model._base_manager.filter(**{f"{link.field.name}__in": wanted})
        if link.related_model is StoryPage:
            rows = rows.exclude(translation_key=work)
        found |= set(rows.values_list(link.field.name, flat=True))
    return found


def _in_blocks(wanted: set[int], pages: list[int]) -> set[int]:
    """Those that Wagtail's index of references finds in the blocks of other pages."""
    rows = ReferenceIndex.objects.filter(
        to_content_type=ContentType.objects.get_for_model(Picture), to_object_id__in=list(map(str, wanted))
    ).exclude(base_content_type=ContentType.objects.get_for_model(Page), object_id__in=list(map(str, pages)))
    return {int(pk) for pk in rows.values_list("to_object_id", flat=True)}
