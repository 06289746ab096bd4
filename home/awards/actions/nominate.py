"""Nominating somebody: by herself, by somebody who knows her, or by an agent."""

import secrets
from collections.abc import Sequence
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone

from home.awards.actions.move_nomination import move
from home.awards.actions.pictures import add_pictures
from home.awards.domain.editions import takes_nominations
from home.awards.domain.nominating import GONE, MOST_PICTURES, Backing, Nominee, RefusedError, State, Way, Why
from home.awards.models import Backer, Category, Edition, Nomination
from producers.actions.announce import announce
from producers.actions.record import record
from producers.digests import keyed
from producers.domain.actors import Actor
from producers.models import Organisation

PURPOSE = "award"


@transaction.atomic(durable=True)
def nominate(
    edition: Edition,
    category: str,
    nominee: Nominee,
    backing: Backing,
    *,
    actor: Actor,
    user: Any = None,
    is_she: bool = False,
    sound: "File[Any] | None" = None,
    pictures: "Sequence[File[Any]]" = (),
) -> Nomination:
    """Nominate somebody in a category, told by its code. A second time for the same one adds a backer.

    ``is_she`` says that she is known to be the nominee herself, so that she agrees with it; everybody else's
    nominee is asked. ``sound`` and ``pictures`` are checked files. Raises ``RefusedError``: too early or
    late, no such category, she withdrew or said no, she is gone from here, cannot be asked, or too many
    pictures.
    """
    stands = Edition.objects.locked().get(pk=edition.pk)
    days = {"opens": stands.opens_on, "closes": stands.closes_on, "today": timezone.localdate()}
    if not stands.live or not takes_nominations(stands.state, **days):
        raise RefusedError(Why.CLOSED)
    chosen = Category.objects.filter(edition=stands, code=category).first()
    if chosen is None:
        raise RefusedError(Why.UNKNOWN)
    if len(pictures) > MOST_PICTURES:
        raise RefusedError(Why.PICTURES)
    person = _person(nominee)
    same = _same(stands, nominee, person)
    if any(one.state in GONE for one in same):
        raise RefusedError(Why.WITHDRAWN)
    found = next((one for one in same if one.category_id == chosen.pk), None)
    nomination = found or _write(stands, chosen, nominee, person, actor)
    _add_backer(nomination, backing, user, sound, pictures)
    if is_she and nomination.state == State.ASKED:
        move(nomination, State.AGREED, actor=actor, agreed_at=timezone.now())
    elif found is None:
        announce("nomination.asked", key=f"nomination.asked:{nomination.pk}", nomination=nomination.pk)
    return nomination


def _person(nominee: Nominee) -> str:
    if nominee.organisation is not None:
        known = Organisation.objects.filter(pk=nominee.organisation, erased_at=None)
        if not known.exclude(status=Organisation.Status.SUSPENDED).exists():
            raise RefusedError(Why.GONE)
    elif not nominee.reached_by:
        raise RefusedError(Why.UNREACHABLE)
    return keyed(nominee.reached_by, purpose=PURPOSE) if nominee.reached_by else ""


def _same(edition: Edition, nominee: Nominee, person: str) -> list[Nomination]:
    """Return what there is already of the same person in this edition, whoever wrote it."""
    rows = Nomination.objects.filter(edition=edition).counted().select_related("organisation")
    return [
        one
        for one in rows.order_by("pk")
        if (person and one.person == person)
        or (nominee.organisation is not None and one.organisation_id == nominee.organisation)
    ]


def _write(edition: Edition, category: Category, nominee: Nominee, person: str, actor: Actor) -> Nomination:
    nomination: Nomination = Nomination.objects.create(
        edition=edition,
        category=category,
        state=State.ASKED.value,
        organisation_id=nominee.organisation,
        name=nominee.name,
        phone=nominee.phone,
        email=nominee.email,
        language=nominee.language,
        region=nominee.region,
        is_woman=nominee.is_woman,
        is_rural=nominee.is_rural,
        person=person,
    )
    record(
        verb="award.nominate",
        row=nomination,
        actor=actor,
        after={"category": category.code},
        for_organisation=nomination.organisation,
    )
    return nomination


def _add_backer(
    nomination: Nomination,
    backing: Backing,
    user: Any,
    sound: "File[Any] | None",
    pictures: "Sequence[File[Any]]",
) -> None:
    """Add who nominated, once: whoever nominates the same one again is there already."""
    person = keyed(backing.reached_by, purpose=PURPOSE) if backing.reached_by else ""
    same = Backer.objects.filter(nomination=nomination)
    if (person and same.filter(person=person).exists()) or (user and same.filter(user=user).exists()):
        return
    backer = Backer.objects.create(
        nomination=nomination,
        way=Way(backing.way).value,
        name=backing.name,
        phone=backing.phone,
        email=backing.email,
        language=backing.language,
        person=person,
        user=user,
        words=backing.words,
    )
    if sound is not None:
        backer.sound.save(f"{secrets.token_hex(16)}.{str(sound.name).rpartition('.')[2]}", sound)
    add_pictures(backer, pictures)
