"""What the steps of the path to a trainer are called, what each asks, and why something is refused."""

from django.utils.translation import gettext_lazy as _

from home.training.domain.trainers import PathError, Step, Why
from producers.figures import Text

STEP_SIGNS = {Step.ATTENDED: "book", Step.ASSISTED: "people", Step.LED: "hand", Step.CONFIRMED: "star"}
TO_DO = {
    Step.ATTENDED: _("Come to the course, and ask for your certificate."),
    Step.ASSISTED: _("Help a trainer at one. Tell the Centre at which."),
    Step.LED: _("Lead one while a trainer looks on."),
    Step.CONFIRMED: _("The Centre calls you, and confirms you."),
}
REFUSED: dict[Why, Text] = {
    Why.UNKNOWN_CODE: _("No certificate has this code."),
    Why.NO_COURSE: _("This certificate is of an event that belongs to no course."),
    Why.TWICE: _("She is on the path of this course already."),
    Why.NOT_NEXT: _("This is not the next step of hers. Look at what the page says now."),
    Why.OTHER_EVENT: _("Choose an event of this course."),
    Why.NOT_YET: _("This event has not begun yet."),
    Why.NO_OBSERVER: _("Choose the trainer who looked on: a confirmed one, and not herself."),
    Why.NO_REASON: _("Write what was seen, or how you know."),
    Why.NOT_A_TRAINER: _("She is no trainer of this course."),
}


def path_refusal(refused: PathError) -> str:
    """Return the sentence for a reason."""
    return str(REFUSED[refused.why])
