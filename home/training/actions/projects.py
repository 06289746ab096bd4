"""A project from its first day on: registering, the sheet, who follows her, becoming a producer."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from home.training.domain.projects import ASKED, ProjectError, State, Why, lacks
from home.training.models import Project, ProjectNote
from producers.actions.announce import announce
from producers.actions.apply import Application, apply
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.domain.regions import region_of
from producers.models import Craft, Organisation

PLACE = ("region", "province")


@transaction.atomic(durable=True)
def begin_project(
    *,
    name: str,
    language: str,
    phone: str = "",
    email: str = "",
    what: str = "",
    province: str = "",
    is_followed: bool = False,
    actor: Actor,
) -> Project:
    """Write down somebody with a project; the link to her sheet is sent to her, and shown to nobody else.

    ``province`` is an ISO code, or empty; ``is_followed``: whoever writes her down follows her.
    """
    project = Project.objects.create(
        name=name, language=language, phone=phone, email=email, what=what, registered_by_id=actor.user_id,
        province=province, region=region_of(province) if province else "",
        mentor_id=actor.user_id if is_followed else None,
    )  # fmt: skip
    record(verb="project.begin", row=project, actor=actor)
    announce("project.begun", key=f"project:{project.pk}:begun", project=project.pk)
    return project


@transaction.atomic(durable=True)
def write_sheet(
    project: Project, sheet: Mapping[str, Any], *, crafts: tuple[Craft, ...] | None = None, actor: Actor
) -> Project:
    """Keep what the sheet says. Raises ``ProjectError`` when she is a producer already, or it is closed."""
    found = _open(project.pk)
    for name in (*ASKED, *PLACE):
        setattr(found, name, sheet.get(name, getattr(found, name)))
    found.save()
    if crafts is not None:
        found.crafts.set(crafts)
    record(verb="project.sheet", row=found, actor=actor)
    return found


@transaction.atomic(durable=True)
def give_mentor(project: Project, mentor: Any, *, actor: Actor) -> Project:
    """Say who follows her; none takes it away."""
    found = _open(project.pk)
    found.mentor = mentor
    if mentor is not None:  # whoever follows her now calls her anyway
        found.to_call_since = None
    found.save(update_fields=["mentor", "to_call_since", "changed_at"])
    record(verb="project.mentor", row=found, actor=actor, after={"mentor": mentor.pk if mentor else None})
    return found


@transaction.atomic(durable=True)
def follow(project: Project, *, actor: Actor) -> Project:
    """Have an agent follow somebody whom nobody follows. Raises ``ProjectError`` when another was faster."""
    found = _open(project.pk)
    if found.mentor_id not in (None, actor.user_id):
        raise ProjectError(Why.TAKEN)
    found.mentor_id, found.to_call_since = actor.user_id, None
    found.save(update_fields=["mentor", "to_call_since", "changed_at"])
    record(verb="project.follow", row=found, actor=actor, after={"mentor": actor.user_id})
    return found


@transaction.atomic(durable=True)
def hand_back(project: Project, *, why: str, actor: Actor) -> Project:
    """Follow her no more, so that another near her can; ``why`` is for the record, not for her sheet.

    She is told: by a letter, and by voice where she has no e-mail, since who has a phone alone may not read.
    Raises ``ProjectError`` for whoever does not follow her, and without a reason.
    """
    found = _open(project.pk)
    if actor.user_id is None or found.mentor_id != actor.user_id:
        raise ProjectError(Why.NOT_HERS)
    if not why.strip():
        raise ProjectError(Why.NO_REASON)
    found.mentor, found.next_meeting = None, None
    found.to_call_since = None if found.email else timezone.now()
    found.save(update_fields=["mentor", "next_meeting", "to_call_since", "changed_at"])
    before = {"mentor": actor.user_id}
    act = record(verb="project.hand_back", row=found, actor=actor, before=before, reason=why.strip())
    announce("project.handed_back", key=f"project:{found.pk}:back:{act.pk}", project=found.pk)
    return found


@transaction.atomic(durable=True)
def note_told(project: Project, *, actor: Actor) -> Project:
    """Note that somebody told her by voice that she is followed no more. Done twice, it is done."""
    found = Project.objects.select_for_update(of=("self",)).get(pk=project.pk)
    if found.to_call_since is not None:
        found.to_call_since = None
        found.save(update_fields=["to_call_since", "changed_at"])
        record(verb="project.told", row=found, actor=actor)
    return found


@transaction.atomic(durable=True)
def meet(
    project: Project,
    *,
    note: str = "",
    is_agreed: bool = False,
    next_meeting: date | None = None,
    actor: Actor,
) -> Project:
    """Note a talk that was read to her, and when they meet next. Raises ``ProjectError`` without consent."""
    found = _open(project.pk)
    if note and not is_agreed:
        raise ProjectError(Why.NO_CONSENT)
    if note:
        ProjectNote.objects.create(project=found, text=note, is_agreed=True, by_id=actor.user_id)
    found.next_meeting = next_meeting
    found.save(update_fields=["next_meeting", "changed_at"])
    record(verb="project.meet", row=found, actor=actor)
    return found


def become_producer(
    project: Project,
    *,
    actor: Actor,
    vouched_by: Organisation | None = None,
    consents: tuple[str, ...] = (),
) -> Organisation:
    """Make her an applicant from her sheet: nothing is typed again, and she becomes one only once.

    ``vouched_by`` is the association whose agent brings her; ``consents`` are scopes that she said yes to.
    Raises ``ProjectError`` when the sheet lacks what a producer needs, or she is one already.
    """
    crafts = tuple(project.crafts.all())
    values = {"name": project.name, "region": project.region, "province": project.province, "crafts": crafts}
    if missing := lacks(values):
        raise ProjectError(Why.INCOMPLETE, missing)

    def also(row: Organisation) -> None:
        moved = Project.objects.filter(pk=project.pk, state=State.OPEN)
        if not moved.update(state=State.PRODUCER, producer=row):
            raise ProjectError(Why.NOT_OPEN)
        record(verb="project.producer", row=project, actor=actor, after={"producer": row.pk})

    asked = Application(
        name=project.name, language=project.language, region=project.region, province=project.province,
        phone=project.phone, crafts=crafts, consents=consents,
    )  # fmt: skip
    return apply(asked, actor=actor, vouched_by=vouched_by, also=also)


def _open(pk: int) -> Project:
    found: Project = Project.objects.select_for_update(of=("self",)).get(pk=pk)
    if found.state != State.OPEN:
        raise ProjectError(Why.NOT_OPEN)
    return found
