"""What the screen of stands says aloud."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

STANDS = (
    Prompt(
        "stands",
        "flag",
        _(
            "Here you ask for a stand at a fair. Touch the button below the fair. "
            "You see the answer here too."
        ),
    ),
)
