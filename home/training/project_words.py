"""Why something about a project is refused, in words."""

from collections.abc import Iterable

from django.utils.translation import gettext as _

from home.training.domain.projects import ProjectError, Why


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
