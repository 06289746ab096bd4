"""The demo's trainers: some confirmed by the Centre, some on the way; and projects that an agent follows."""

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from home.events.models import Certificate, Event
from home.training.actions.projects import give_mentor, write_sheet
from home.training.actions.trainers import begin_path, name_trainer, recognise, take_step
from home.training.domain.trainers import Step
from home.training.models import Course, Project, TrainerPath
from producers.domain.actors import Actor
from producers.reading.rounds import associations_of
from storefront.demo.training import TRAINERS

LOADER = Actor(None, "demo")
KNOWN = "Elle anime cette formation depuis des années (démo)."
SEEN = {
    Step.ASSISTED: "Elle a montré les cartes et tenu le matériel (démo).",
    Step.LED: "Claire, calme, tout le monde a pratiqué (démo).",
    Step.CONFIRMED: "Avis de la formatrice qui a observé (démo).",
}
GONE = (Step.CONFIRMED, Step.LED, Step.ASSISTED)
"""How far those on the way have come: one in each of three courses."""


def load_trainers(users: Mapping[str, Any]) -> None:
    """Write what is missing; a second run changes nothing."""
    if TrainerPath.objects.exists():
        return
    today = timezone.localdate()
    held = Course.objects.filter(events__event__last_day__lt=today).distinct().order_by("pk")
    for number, course in enumerate(held[: len(GONE)]):
        trainer = recognise(course, TRAINERS[number % len(TRAINERS)], why=KNOWN, actor=LOADER)
        name_trainer(trainer, is_named=True, why=KNOWN, actor=LOADER)
        _on_the_way(course, trainer, GONE[number], users["agent"] if number == 1 else None)
    _followed(users["agent"])


def _on_the_way(course: Course, observer: TrainerPath, last: Step, user: Any) -> None:
    """Set the first who has a certificate of the course on its path, up to a step."""
    event = Event.objects.filter(pk__in=course.events.values("event")).order_by("first_day")[0]
    paper = Certificate.objects.filter(registration__places__event=event).order_by("pk").first()
    if paper is None:
        return
    path = begin_path(paper.code, actor=LOADER)
    TrainerPath.objects.filter(pk=path.pk).update(user=user)
    steps = list(SEEN)
    for step in steps[: steps.index(last) + 1]:
        proof = {"event": None if step == Step.CONFIRMED else event}
        seen_by = observer if step == Step.LED else None
        take_step(path, step, why=SEEN[step], observer=seen_by, actor=LOADER, **proof)


def _followed(agent: Any) -> None:
    """Have the agent follow the first project; the others asked near her."""
    first, *others = Project.objects.order_by("pk")
    give_mentor(first, agent, actor=LOADER)
    near = associations_of(agent).exclude(region="").first()
    for one in others if near else ():
        write_sheet(one, {"region": near.region, "province": near.province}, actor=LOADER)
