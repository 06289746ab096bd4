"""What somebody with a project is told: where her sheet is."""

from django.utils import translation
from django.utils.translation import gettext as _

from home.training.models import Project
from producers.actions.tell import tell
from producers.announcements import Announced, receives
from producers.domain.letters import reach
from producers.domain.shown import spoken
from producers.domain.told import Told
from producers.letters import link, write_letter


@receives("project.begun", tells=(Told.ASKER,))
def tell_her(announced: Announced) -> None:
    """Send the link to her sheet to the number or address that she gave."""
    project = Project.objects.get(pk=announced.payload["project"])
    recipient = reach(email=project.email, phone=project.phone, language=project.language)
    if recipient is None:
        return
    with translation.override(spoken(project.language)):
        context = {
            "sentence": _("Here is the sheet of your project. Keep this link: it is your key."),
            "link": link("training:project", language=project.language, token=project.token),
        }
    letter = write_letter(
        "home/training/mail/project", context, language=project.language, channel=recipient.channel
    )
    tell(recipient, letter, key=announced.key, kind=announced.kind)
