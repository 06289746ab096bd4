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
    Prompt("spoken", "sound", _("Press the button and speak. Press again when you are done, then send it.")),
    Prompt("story.photo", "camera", _("Take a photo of you, or of your hands at work.")),
    Prompt(
        "story.consents",
        "shield",
        _("What may we show of you? Each picture is one thing. You can take it back on any day."),
    ),
    Prompt(
        "helpers",
        "people",
        _(
            "These people may act for you. "
            "Touch a green sign to switch it off. You sell here with help and without it."
        ),
    ),
    Prompt(
        "ask_help",
        "people",
        _(
            "Touch who may help you, then what they may do. "
            "Then press the big button. We call you before it counts."
        ),
    ),
    Prompt(
        "done",
        "list",
        _("Here is what others did for you. If something is wrong, call us, or end the help."),
    ),
    Prompt(
        "conflict",
        "alert",
        _(
            "Somebody else changed this meanwhile. "
            "On one side is yours, on the other theirs. Touch the one that is right."
        ),
    ),
    Prompt(
        "waiting",
        "clock",
        _("This is kept on your phone. It is sent by itself when the line returns. Nothing is sent twice."),
    ),
    Prompt(
        "producers",
        "people",
        _(
            "Here are those who let you help them, by the day and the place of the souk. "
            "Touch one to work for her."
        ),
    ),
    Prompt("souk", "calendar", _("Touch the day of the souk, and write the place.")),
    Prompt(
        "ask_her",
        "plus",
        _(
            "She gets a message with a code. Ask her for it when she wants your help. "
            "The Centre calls her before it counts."
        ),
    ),
)
