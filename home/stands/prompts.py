"""What the screens of stands say aloud."""

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
    Prompt(
        "stands.ask",
        "hand",
        _(
            "Touch what you show and what you bring. Say whether you need a table or electricity. "
            "Then touch the button at the bottom."
        ),
    ),
    Prompt(
        "stands.pay",
        "coin",
        _("This stand is kept for you until the day that you see. Touch how you pay, then the button."),
    ),
)
