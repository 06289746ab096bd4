"""A maker is forgotten: her page, her pictures and her words go; her number and her amounts stay."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from i18nfield.strings import LazyI18nString

from producers.actions.record import record
from producers.actions.recordings import erase_recordings
from producers.actions.remove_pictures import hide_pictures
from producers.domain.actors import Actor
from producers.domain.personal import Person
from producers.erasing import erase_pages, forget_entries
from producers.models import FormerSlug, Grant, GrantRequest, Membership, Organisation, Picture, ProducerPage

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
    erase_recordings(organisation)
    FormerSlug.objects.filter(export_id=organisation.export_id).delete()
    Membership.objects.filter(organisation=organisation).delete()
    Grant.objects.filter(giver=organisation, withdrawn_at=None).update(withdrawn_at=at)
    GrantRequest.objects.filter(giver=organisation).delete()
    forget_entries(organisation)
    Organisation.objects.filter(pk=organisation.pk).update(
        # Neither may be empty: what she sold still points here, and her number says nothing about her.
        name=LazyI18nString({organisation.original_language: f"№ {organisation.number}"}),
        slug=f"{organisation.kind}-{organisation.number}",
        status=Organisation.Status.SUSPENDED,
        is_visible=False,
        picture=None,
        since=None,
        members=None,
        erased_at=at,
        **BLANK,
    )
    record(verb="organisation.erased", row=organisation, actor=actor, for_organisation=organisation)
