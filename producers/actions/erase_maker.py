"""A maker is forgotten: her page, her pictures and her words go; her number and her amounts stay."""

from datetime import datetime
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString
from wagtail.models import ModelLogEntry, Page, PageLogEntry

from producers.actions.record import record
from producers.actions.remove_pictures import hide_pictures
from producers.domain.actors import Actor
from producers.domain.personal import Person
from producers.actions.transactions import require_transaction
from producers.models import FormerSlug, Membership, Organisation, Picture, ProducerPage
from producers.personal import page_erasers

BLANK = dict.fromkeys(
    ("sentence", "search_text", "province", "commune", "place_name", "phone", "email", "legal_name",
     "legal_number", "legal_contact"),
    "",
)  # fmt: skip


def erase_makers(person: Person, actor: Actor) -> None:
    """Forget the organisations of a person, one transaction each; safe to repeat."""
    for organisation in Organisation.objects.filter(pk__in=person.organisations, erased_at=None):
        _erase(organisation, actor, timezone.now())


@transaction.atomic(durable=True)
def _erase(organisation: Organisation, actor: Actor, at: datetime) -> None:
    pages = ProducerPage.objects.filter(organisation=organisation)
    pictures = {organisation.picture_id, *pages.values_list("picture", flat=True)} - {None}
    hide_pictures(Picture.objects.filter(pk__in=pictures), actor=actor, reason="erased")
    Picture.objects.filter(pk__in=pictures).update(alt="", credit="")
    erase_pages(pages)
    FormerSlug.objects.filter(export_id=organisation.export_id).delete()
    Membership.objects.filter(organisation=organisation).delete()
    forget_entries(organisation)
    Organisation.objects.filter(pk=organisation.pk).update(
        # Neither may be empty: what she sold still points here, and her number says nothing about her.
        name=LazyI18nString({organisation.original_language: f"№ {organisation.number}"}),
        slug=f"{organisation.kind}-{organisation.number}",
        status=Organisation.Status.SUSPENDED,
        picture=None,
        since=None,
        members=None,
        erased_at=at,
        **BLANK,
    )
    record(verb="organisation.erased", row=organisation, actor=actor, for_organisation=organisation)


def erase_pages(pages: Any) -> None:
    """Delete pages with their versions, translations and what Wagtail's log says about them.

    Needs the caller's transaction.
    """
    require_transaction("the end of a page")
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
