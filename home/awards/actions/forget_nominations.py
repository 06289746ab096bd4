"""Letting go of who was nominated: names, words, voices and pictures go, the counted rows stay."""

from datetime import timedelta
from functools import partial
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from home.awards.actions.answer_nomination import refuse
from home.awards.actions.pictures import drop_pictures
from home.awards.models import Backer, FollowUp, Nomination, NominationPicture, Portrait
from producers.actions.assess import drop_visits
from producers.domain.actors import Actor
from producers.domain.personal import Person

KEPT = timedelta(days=730)
"""As long as a prize is followed and figures are answered for."""
NAMELESS: dict[str, Any] = {"name": "", "phone": "", "email": ""}
NOBODY: dict[str, Any] = {**NAMELESS, "person": ""}
OPEN = ("announced", "open")


def forget_nominations() -> int:
    """Blank the nominations of editions that closed two years ago; return how many.

    What keeps somebody who was erased from being nominated again goes once nominations are over. Who won and
    agreed to be named stays in the gallery, which is about a producer and has its own consent.
    """
    erased = Nomination.objects.exclude(edition__state__in=OPEN).exclude(person="")
    erased.filter(**NAMELESS).update(person="")
    old = Nomination.objects.filter(edition__closes_on__lt=timezone.localdate() - KEPT)
    return _blank(old.filter(~Q(name="") | ~Q(person="")))


def erase_from_awards(person: Person, actor: Actor) -> None:
    """Withdraw a person from all awards and forget her, as nominee and as one who nominated.

    While nominations are open a digest stays that tells nobody who she is: nobody nominates her again.
    """
    hers = _nominations_of(person)
    for one in hers.exclude(state__in=["refused", "withdrawn", "merged"]):
        refuse(one, actor=actor)
    _blank(hers.filter(edition__state__in=OPEN), NAMELESS)
    _blank(hers.exclude(edition__state__in=OPEN))
    Portrait.objects.filter(organisation__in=person.organisations).delete()
    by_her = Backer.objects.filter(_reached(person) | Q(user__in=person.users))
    _silence(by_her)


def _nominations_of(person: Person) -> Any:
    return Nomination.objects.filter(_reached(person) | Q(organisation__in=person.organisations))


def _reached(person: Person) -> Q:
    found = Q(phone__in=[one for one in person.phones if one])
    for email in filter(None, person.emails):
        found |= Q(email__iexact=email)
    return found


@transaction.atomic
def _blank(rows: Any, values: dict[str, Any] = NOBODY) -> int:
    keys = list(rows.values_list("pk", flat=True))
    _silence(Backer.objects.filter(nomination__in=keys))
    drop_visits(rows.exclude(visit=None).values_list("visit", flat=True))
    FollowUp.objects.filter(nomination__in=keys).update(note="", noted_by=None)
    return int(
        Nomination.objects.filter(pk__in=keys).update(
            **values, told="", dossier="", may_name=False, may_photo=False
        )
    )


@transaction.atomic
def _silence(rows: Any) -> None:
    """Take away who nominated, what was written, said and shown; the files go once all is written."""
    drop_pictures(NominationPicture.objects.filter(backer__in=rows))
    for one in rows.exclude(sound=""):
        transaction.on_commit(partial(one.sound.storage.delete, one.sound.name))
    rows.update(**NOBODY, words="", sound="", user=None)
