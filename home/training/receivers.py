"""What somebody with a project is told: where her sheet is; and on the way to teach: what comes next."""

from typing import Any

from django.utils import translation
from django.utils.translation import gettext as _

from home.training.domain.trainers import next_step
from home.training.models import Project, TrainerPath, TrainerStep
from home.training.project_words import PROJECT_NEWS
from home.training.trainer_words import TO_DO
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.letters import reach
from producers.domain.shown import shown, spoken
from producers.domain.told import Told
from producers.letters import link, write_letter


@receives("project.begun", "project.handed_back", tells=(Told.ASKER,))
def tell_her(announced: Announced) -> None:
    """Send the link to her sheet to the number or address that she gave, with what there is to say."""
    project = Project.objects.get(pk=announced.payload["project"])
    recipient = reach(email=project.email, phone=project.phone, language=project.language)
    if recipient is None:
        return
    with translation.override(spoken(project.language)):
        context = {
            "sentence": PROJECT_NEWS[announced.kind](),
            "link": link("training:project", language=project.language, token=project.token),
        }
    letter = write_letter(
        "home/training/mail/project", context, language=project.language, channel=recipient.channel
    )
    tell(recipient, letter, key=announced.key, kind=announced.kind)


@receives("trainer.stepped", tells=(Told.REGISTERED,))
def tell_what_comes_next(announced: Announced) -> None:
    """Tell her the next step on her way to teach, or that she is a trainer, at the contact of her seat."""
    path = TrainerPath.objects.select_related("course").get(pk=announced.payload["path"])
    first = TrainerStep.objects.filter(path=path, certificate__isnull=False)
    step = first.select_related("certificate__registration").first()
    seat = step.certificate.registration if step else None
    recipient = reach(email=seat.email, phone=seat.phone, language=seat.language) if seat else None
    if recipient is None or not path.name or seat.wants_call:
        return
    with translation.override(spoken(seat.language)):
        context = _next_of(path, seat.language)
    name = "home/training/mail/trainer"
    letter = write_letter(name, context, language=seat.language, channel=recipient.channel)
    tell(recipient, letter, key=announced.key, kind=announced.kind)


def _next_of(path: TrainerPath, language: str) -> dict[str, Any]:
    course = shown(path.course.title, language, path.course.original_language).text
    coming = next_step(set(path.steps.values_list("step", flat=True)))
    if coming is None:
        said = _("The Centre has confirmed you: you are a trainer of “%(course)s”. This is your certificate:")
        return {"sentence": said % {"course": course}, "link": _at("trainer", language, token=path.code)}
    said = _("You are on your way to teach “%(course)s”. What comes next: %(next)s")
    sentence = said % {"course": course, "next": TO_DO[coming]}
    return {"sentence": sentence, "link": _at("course", language, slug=path.course.slug)}


def _at(name: str, language: str, **parts: Any) -> str:
    return link(f"training:{name}", language=language, **parts)
