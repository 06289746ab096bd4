"""Why something about a project is refused, in words."""

from collections.abc import Callable, Iterable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import override

from home.training.domain.projects import ProjectError, Why
from home.training.models import Project
from producers.domain.shown import spoken


def handed_back() -> str:
    """Return what she is told when her mentor handed her project back, in writing and by voice."""
    return _(
        "The person who followed your project follows it no more. Somebody else near you can now. Your sheet"
        " stays yours, and you need not do anything."
    )


def said_by_voice(project: Project) -> str:
    """Return the same in her language, for whoever calls her."""
    with override(spoken(project.language)):
        return handed_back()


PROJECT_NEWS: Mapping[str, Callable[[], str]] = {
    "project.begun": lambda: _("Here is the sheet of your project. Keep this link: it is your key."),
    "project.handed_back": handed_back,
}


def refusal(refused: ProjectError) -> str:
    """Return the sentence for a reason."""
    return {
        Why.NO_CONSENT: _("A note is kept only if she agrees. Read it to her, and tick the box."),
        Why.NOT_OPEN: _("This project is no longer being prepared."),
        Why.TAKEN: _("Somebody else follows her already."),
        Why.NOT_HERS: _("You do not follow her any more."),
        Why.NO_REASON: _("Say why in a few words, so that the next one knows."),
        Why.INCOMPLETE: _("The sheet still lacks: %(parts)s") % {"parts": lacking(refused.missing)},
    }[refused.why]


def lacking(missing: Iterable[str]) -> str:
    """Return what a sheet lacks, in words."""
    parts = {"name": _("name"), "region": _("region"), "province": _("province"), "crafts": _("crafts")}
    return ", ".join(parts[one] for one in missing)
