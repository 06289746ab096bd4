"""Answers that are often given: written and changed by those who help."""

from collections.abc import Mapping

from django.db import transaction
from i18nfield.strings import LazyI18nString

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.models import CannedAnswer


@transaction.atomic(durable=True)
def keep_answer(
    row: CannedAnswer | None, name: str, texts: Mapping[str, str], *, is_active: bool, actor: Actor
) -> CannedAnswer:
    """Write a new one, or change ``row``."""
    kept = row or CannedAnswer()
    kept.name, kept.text, kept.is_active = name, LazyI18nString(dict(texts)), is_active
    kept.save()
    record(verb="cannedanswer.kept", row=kept, actor=actor, after={"name": name, "offered": is_active})
    return kept
