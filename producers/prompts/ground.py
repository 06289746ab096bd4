"""The prompts of the ground floor's screens."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

PROMPTS = (
    Prompt(
        "home",
        "star",
        _(
            "This is your space. The big picture adds a product. "
            "Below are your orders, your money, your products and your story."
        ),
    ),
    Prompt("choose", "people", _("Touch the picture of the person for whom you work now.")),
    Prompt("voice", "sound", _("In which voice shall the screens speak? Touch one, and listen.")),
    Prompt("story", "heart", _("Here is your page as buyers see it. Touch what you want to change.")),
    Prompt("story.words", "edit", _("Write some sentences about you and your work, or have somebody write.")),
    Prompt("story.photo", "camera", _("Take a photo of you, or of your hands at work.")),
    Prompt(
        "story.consents",
        "shield",
        _("What may we show of you? Each picture is one thing. You can take it back on any day."),
    ),
)
