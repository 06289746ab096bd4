"""What the screens of the agenda in the portal say aloud."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

AGENDA = (
    Prompt(
        "agenda", "calendar", _("Here are the fairs, meetings and courses to come. Touch one to take part.")
    ),
    Prompt(
        "agenda.take",
        "check",
        _("Touch what you want to take part in, then the big button: your seat is kept."),
    ),
    Prompt(
        "agenda.other",
        "people",
        _("Write the name and the phone of whom you register. Without a phone you tell her yourself."),
    ),
)
