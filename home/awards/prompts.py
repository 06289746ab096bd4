"""What the screens of the awards in the portal say aloud."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

AWARDS = (
    Prompt(
        "awards",
        "star",
        _("Touch a category, say why in your own voice if you like, then the big button: you are nominated."),
    ),
    Prompt(
        "award_visit",
        "people",
        _("You visit a nominee. Write the day and the place, take photos, touch what you saw, or say it."),
    ),
)
