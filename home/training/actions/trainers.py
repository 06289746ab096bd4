"""The path to a trainer: begun with a certificate, gone step by step, each said by somebody of the office."""

from django.db import IntegrityError, transaction
from django.utils import timezone

from home.events.domain.registering import new_code, read_code
from home.events.models import Certificate, Event
from home.training.domain.trainers import Evidence, PathError, Step, Why, why_not
from home.training.models import Course, CourseEvent, TrainerPath, TrainerStep
from producers.actions.announce import announce
from producers.actions.record import record
from producers.domain.actors import Actor


@transaction.atomic(durable=True)
def begin_path(code: str, *, actor: Actor) -> TrainerPath:
    """Set somebody on the path with the code of her certificate: she attended the course that it is of.

    Who she is is taken from her seat. Raises ``PathError`` for a code of nobody, for an event of no course,
    and for somebody who is on the path of this course already.
    """
    found = _certificate(code)
    seat = found.registration
    held = CourseEvent.objects.filter(event=seat.places.event).first()
    if held is None:
        raise PathError(Why.NO_COURSE)
    try:
        with transaction.atomic():
            path = TrainerPath.objects.create(
                course_id=held.course_id,
                name=seat.name,
                person=seat.person,
                user_id=seat.user_id,
                organisation_id=seat.organisation_id,
            )
            TrainerStep.objects.create(path=path, step=Step.ATTENDED, certificate=found, by_id=actor.user_id)
    except IntegrityError as reason:
        raise PathError(Why.TWICE) from reason
    record(verb="trainer.begin", row=path, actor=actor, after={"certificate": found.pk})
    _tell(path, Step.ATTENDED)
    return path


@transaction.atomic(durable=True)
def recognise(course: Course, name: str, *, why: str, actor: Actor) -> TrainerPath:
    """Confirm somebody who taught before the path was kept; ``why`` says how the Centre knows.

    Raises ``PathError`` without a reason, and for a name that is on the path of this course already.
    """
    if not why.strip():
        raise PathError(Why.NO_REASON)
    Course.objects.select_for_update(of=("self",)).get(pk=course.pk)  # a second press finds her there
    if TrainerPath.objects.filter(course=course, name=name).exists():
        raise PathError(Why.TWICE)
    path = TrainerPath.objects.create(course=course, name=name, code=new_code())
    TrainerStep.objects.create(path=path, step=Step.CONFIRMED, why=why, by_id=actor.user_id)
    record(verb="trainer.recognise", row=path, actor=actor, reason=why)
    return path


@transaction.atomic(durable=True)
def take_step(
    path: TrainerPath,
    step: Step,
    *,
    why: str,
    event: Event | None = None,
    observer: TrainerPath | None = None,
    actor: Actor,
) -> TrainerPath:
    """Write down that she took the next step; the last one gives her certificate its code.

    Raises ``PathError`` for a step that is not the next, or without its evidence: an event of this course
    that has begun, and for leading one a trainer other than herself.
    """
    found = _locked(path)
    refused = why_not(step, _done(found), _evidence(found, why, event, observer))
    if refused:
        raise PathError(refused)
    TrainerStep.objects.create(
        path=found, step=step, event=event, observer=observer, why=why, by_id=actor.user_id
    )
    if step == Step.CONFIRMED:
        found.code = new_code()
        found.save(update_fields=["code"])
    record(verb=f"trainer.{step}", row=found, actor=actor, reason=why)
    _tell(found, step)
    return found


@transaction.atomic(durable=True)
def name_trainer(path: TrainerPath, *, is_named: bool, why: str, actor: Actor) -> TrainerPath:
    """Keep whether she agrees to be named on the course's page; ``why`` says how she said so.

    Raises ``PathError`` for whoever is no trainer, and without a reason.
    """
    found = _trainer(path, why)
    found.named_since = timezone.now() if is_named else None
    found.save(update_fields=["named_since"])
    record(verb="trainer.name", row=found, actor=actor, reason=why, after={"is_named": is_named})
    return found


@transaction.atomic(durable=True)
def withdraw_trainer(path: TrainerPath, *, why: str, actor: Actor) -> TrainerPath:
    """Take the confirmation back: she is named no more, and her certificate says so. Raises ``PathError``."""
    found = _trainer(path, why)
    found.withdrawn_at, found.named_since = timezone.now(), None
    found.save(update_fields=["withdrawn_at", "named_since"])
    record(verb="trainer.withdraw", row=found, actor=actor, reason=why)
    return found


def _tell(path: TrainerPath, step: Step) -> None:
    announce("trainer.stepped", key=f"trainer:{path.pk}:{step}", path=path.pk)


def _certificate(code: str) -> Certificate:
    rows = Certificate.objects.select_related("registration__places__event")
    found: Certificate | None = rows.filter(code=read_code(code) or "-").first()
    if found is None or not found.registration.name:
        raise PathError(Why.UNKNOWN_CODE)
    return found


def _locked(path: TrainerPath) -> TrainerPath:
    found: TrainerPath = TrainerPath.objects.select_for_update(of=("self",)).get(pk=path.pk)
    return found


def _done(path: TrainerPath) -> set[str]:
    return set(path.steps.values_list("step", flat=True))


def _evidence(path: TrainerPath, why: str, event: Event | None, observer: TrainerPath | None) -> Evidence:
    is_held = event is not None and CourseEvent.objects.filter(course=path.course_id, event=event).exists()
    return Evidence(
        reason=why,
        has_event=is_held,
        is_begun=event is not None and event.first_day <= timezone.localdate(),
        has_observer=observer is not None
        and observer.pk != path.pk
        and TrainerPath.objects.trainers().filter(pk=observer.pk).exists(),
    )


def _trainer(path: TrainerPath, why: str) -> TrainerPath:
    found = _locked(path)
    if found.code is None or found.withdrawn_at is not None:
        raise PathError(Why.NOT_A_TRAINER)
    if not why.strip():
        raise PathError(Why.NO_REASON)
    return found
