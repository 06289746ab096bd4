"""Publishing a legal text."""

from django.db import transaction
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import LegalText

NEEDED = "ar"


class NoArabicError(ValueError):
    """A contract in another language must come with an Arabic one; without it nothing is published."""


@transaction.atomic(durable=True)
def publish_legal(text: LegalText, *, actor: Actor) -> LegalText:
    """Put a text in force from its date. Raises ``NoArabicError``; a published text is published once."""
    text = LegalText.objects.select_for_update().get(pk=text.pk)
    if not all((field.data or {}).get(NEEDED, "").strip() for field in (text.title, text.body)):
        raise NoArabicError(text.slug)
    if text.published_at is None:
        text.published_at = timezone.now()
        text.save(update_fields=["published_at"])
        record(verb="legal.published", row=text, actor=actor, after={"version": text.version})
    return text
