"""Handing in a practice sheet: a draft with a first version, which an editor reads and publishes."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.crypto import get_random_string
from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from home.training.models import PracticeSheet
from producers.actions.record import record
from producers.domain.actors import Actor

PARTS = ("title", "situation", "done", "result", "limits")


@transaction.atomic(durable=True)
def hand_in(words: Mapping[str, str], *, language: str, readers: str, actor: Actor) -> PracticeSheet:
    """Keep a sheet that nobody else sees yet. ``words`` has its five parts in one language."""
    end = get_random_string(6, "abcdefghjkmnpqrstuvwxyz23456789")
    sheet = PracticeSheet.objects.create(
        live=False,
        slug=f"{slugify(words['title'])[:80] or 'practice'}-{end}",
        original_language=language,
        readers=readers,
        written_by_id=actor.user_id,
        **{name: LazyI18nString({language: words.get(name, "")}) for name in PARTS},
    )
    sheet.save_revision()
    record(verb="practice.hand_in", row=sheet, actor=actor)
    return sheet
