"""Somebody wants to sell here: she is written down, with what she agreed to, and sells nothing yet."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from i18nfield.strings import LazyI18nString

from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.standing import Standing
from producers.domain.text import fold
from producers.models import Consent, Craft, Organisation, Picture

TRIES = 5


@dataclass(frozen=True)
class Application:
    """What is known of her at the beginning. ``consents`` are scopes that she said yes to, aloud."""

    name: str
    language: str
    kind: str = "producer"
    voice: str = "woman"
    region: str = ""
    province: str = ""
    commune: dict[str, str] = field(default_factory=dict)
    place_name: str = ""
    phone: str = ""
    crafts: tuple[Craft, ...] = ()
    picture: Picture | None = None
    consents: tuple[str, ...] = ()


Also = Callable[[Organisation], None]


def apply(
    asked: Application,
    *,
    actor: Actor,
    vouched_by: Organisation | None = None,
    also: Also | None = None,
) -> Organisation:
    """Write down an applicant. Her pages are not shown and she sells nothing until she is approved.

    ``vouched_by`` is the association whose agent brings her; ``also`` is done with her, in the
    same transaction. Raises ``ValueError`` without a name.
    """
    if not asked.name.strip():
        raise ValueError("an applicant has a name")
    for left in reversed(range(TRIES)):
        try:
            return _write(asked, actor, vouched_by, also)
        except IntegrityError:  # two were written down at once and drew the same number
            if not left:
                raise
    raise AssertionError("unreachable")


@transaction.atomic(durable=True)
def _write(
    asked: Application, actor: Actor, vouched_by: Organisation | None, also: Also | None
) -> Organisation:
    number = (Organisation.objects.aggregate(most=Max("number"))["most"] or 0) + 1
    row = Organisation.objects.create(
        number=number,
        slug=_free_slug(asked, number),
        status=Standing.APPLIED.value,
        vouched_by=vouched_by,
        picture=asked.picture,
        **_values(asked),
    )
    row.crafts.set(asked.crafts)
    for scope in asked.consents:
        _agree(row, scope, asked, actor)
    record(verb="organisation.applied", row=row, actor=actor, for_organisation=row)
    announce("organisation.applied", key=f"organisation:{row.pk}:applied", organisation=row.pk)
    if also:
        also(row)
    return row


def _values(asked: Application) -> dict[str, Any]:
    place = LazyI18nString({asked.language: asked.place_name}) if asked.place_name else ""
    return {
        "kind": asked.kind,
        "voice": asked.voice,
        "name": LazyI18nString({asked.language: asked.name.strip()}),
        "search_text": fold(asked.name),
        "original_language": asked.language,
        "language": asked.language,
        "region": asked.region,
        "province": asked.province,
        "commune": LazyI18nString(asked.commune) if asked.commune else "",
        "place_name": place,
        "phone": asked.phone,
    }


def _free_slug(asked: Application, number: int) -> str:
    base = slugify(asked.name)[:60]
    return f"{base}-{number}" if base else f"{asked.kind}-{number}"


def _agree(row: Organisation, scope: str, asked: Application, actor: Actor) -> None:
    consent = Consent.objects.create(
        organisation=row,
        person=asked.name.strip()[:120],
        scope=scope,
        heard_in=asked.language,
        given_at=timezone.now(),
        recorded_by_id=actor.user_id,
    )
    record(verb="consent.given", row=consent, actor=actor, after={"scope": scope}, for_organisation=row)
