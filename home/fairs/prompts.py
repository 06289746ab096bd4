"""What the screens of the fair say aloud."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

FAIR = (
    Prompt("fair", "flag", _("Here you see which of your things are at a fair, and how many were sold.")),
    Prompt(
        "fair.till",
        "cash",
        _(
            "Touch the picture of what was sold, once for each piece. Then write the cash. "
            "Then touch the big button."
        ),
    ),
    Prompt(
        "fair.round",
        "truck",
        _("Here you see whom to meet on which souk day, and what to fetch there for the fair."),
    ),
    Prompt(
        "fair.evening",
        "coin",
        _("Count the cash in the evening. Write what you counted, then touch the big button."),
    ),
)
