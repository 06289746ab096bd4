"""Why something about a project is refused, in words."""

from django.utils.translation import gettext as _

from home.training.domain.projects import ProjectError, Why


def refusal(refused: ProjectError) -> str:
    """Return the sentence for a reason."""
    parts = {"name": _("name"), "region": _("region"), "province": _("province"), "crafts": _("crafts")}
    lacking = ", ".join(parts[one] for one in refused.missing)
    return {
        Why.NO_CONSENT: _("A note is kept only if she agrees. Read it to her, and tick the box."),
        Why.NOT_OPEN: _("This project is no longer being prepared."),
        Why.INCOMPLETE: _("The sheet still lacks: %(parts)s") % {"parts": lacking},
    }[refused.why]
