"""The prompts of what she needs before she sells."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

PROMPTS = (
    Prompt("needs", "check", _("Here is what you need before you sell. Touch the next step.")),
    Prompt("need", "check", _("Do this step, then touch the big button.")),
    Prompt("principles", "shield", _("Ten pictures, ten questions. Touch the first one and answer.")),
    Prompt("principle", "shield", _("Listen to the questions and touch your answers.")),
    Prompt("visit", "people", _("Write down the day and the place, take photos, touch what you saw.")),
    Prompt("join", "plus", _("Ask her, touch or write it, then go on.")),
    Prompt("joined", "check", _("She is written down. She confirms that you may help her.")),
)
