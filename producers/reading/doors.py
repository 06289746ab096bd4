"""Who stands at a door: faces on a wall, the people of a maker with their keys, the devices that know her."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from producers.access import door_users
from producers.domain.shown import PictureShown, shown
from producers.models import Device, DevicePerson, DoorCard, Membership, Organisation
from producers.reading.pictures import picture_shown


@dataclass(frozen=True)
class Face:
    """One person to choose: her first name, or what her maker is called; her portrait, or her band."""

    user: int
    name: str
    number: int
    picture: PictureShown | None


@dataclass(frozen=True)
class Keys:
    """One person of a maker and what she comes in with."""

    user: Any
    name: str
    phone: str = ""
    has_pictures: bool = False
    card_made: datetime | None = None
    is_agent: bool = False


def faces_on(device: Device | None, lang: str) -> list[Face]:
    """Return who stands on a device's wall and may come in, in the order in which they came."""
    on_wall = DevicePerson.objects.filter(device=device, user__in=door_users()) if device else ()
    return faces([row.user_id for row in on_wall], lang)


def faces(users: Iterable[int], lang: str) -> list[Face]:
    """Return the faces of these users in their order."""
    wanted = list(users)
    rows = Membership.objects.filter(user__in=wanted).exclude(role=Membership.Role.AGENT)
    found = {row.user_id: row for row in rows.select_related("user", "organisation__picture").order_by("-pk")}
    return [_face(found[user], lang) for user in wanted if user in found]


def keys_of(organisation: Organisation) -> list[Keys]:
    """Return the people of a maker who come in by the door, with what opens it for each."""
    people = door_users().filter(tiwizi_memberships__organisation=organisation)
    rows = people.select_related("door_phone", "picture_pin").order_by("pk").distinct()
    cards = dict(DoorCard.objects.live().filter(user__in=rows).values_list("user", "made_at"))
    return [_keys(user, cards.get(user.pk)) for user in rows]


def agents_of(organisation: Organisation) -> list[Keys]:
    """Return the agents of an association: of theirs, nothing but the visits can be ended."""
    rows = Membership.objects.filter(organisation=organisation, role=Membership.Role.AGENT)
    return [Keys(row.user, _agent_name(row.user), is_agent=True) for row in rows.select_related("user")]


def devices_of(user: Any, now: datetime) -> "QuerySet[Device]":
    """Return the devices that know her, the last used first."""
    return Device.objects.live(now).filter(people__user=user).order_by("-seen_at")


def _face(row: Membership, lang: str) -> Face:
    organisation = row.organisation
    name = row.user.first_name or shown(organisation.name, lang, organisation.original_language).text
    alone = organisation.kind == Organisation.Kind.PRODUCER
    picture = picture_shown(organisation.picture, lang) if alone else None
    return Face(row.user_id, name, organisation.number, picture)


def _agent_name(user: Any) -> str:
    return str(user.get_full_name() or user.email)


def _keys(user: Any, card_made: datetime | None) -> Keys:
    phone = getattr(user, "door_phone", None)
    pictures = getattr(user, "picture_pin", None) is not None
    number = phone.number if phone else ""
    return Keys(user, user.first_name, number, has_pictures=pictures, card_made=card_made)
