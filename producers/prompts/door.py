"""What the screens before the portal say, and those of cards and phones: pictures, codes, keys."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

DOOR_PROMPTS = (
    Prompt(
        "door.come_in",
        "person",
        _("Come in with your phone number, or hold your card before the camera of the phone."),
    ),
    Prompt("door.wall", "people", _("Touch your picture.")),
    Prompt("door.phone", "phone", _("Type your phone number. We send you a code of six digits.")),
    Prompt(
        "door.code",
        "mail",
        _(
            "A message with six digits comes to your phone, if your number is known to us. "
            "Type them here. Give them to nobody."
        ),
    ),
    Prompt(
        "door.card",
        "qr",
        _(
            "This card is of the person in the picture. If it is you, touch the button. "
            "Your four pictures come next."
        ),
    ),
    Prompt("door.more.code", "phone", _("To choose new pictures, ask for a code on your phone.")),
    Prompt(
        "door.more.card",
        "qr",
        _("To choose new pictures, hold your card before the camera of this phone."),
    ),
    Prompt(
        "door.more.call",
        "phone",
        _("We speak with you first. Call us, or have us called. Then hold your card here again."),
    ),
    Prompt("door.pictures", "lock", _("Touch your four pictures, in your order. Nobody may see them.")),
    Prompt(
        "door.choose",
        "lock",
        _(
            "Turn the phone so that nobody sees it, also not the agent. Touch four pictures, one after the "
            "other. They are your key: remember their order."
        ),
    ),
    Prompt("door.again", "return", _("Touch the same four pictures again, in the same order.")),
    Prompt("door.keys", "qr", _("Here you make a card to come in with, and end it when it is lost.")),
    Prompt(
        "door.print",
        "print",
        _("Print this card now, or copy the square with another phone. It is shown this once."),
    ),
    Prompt(
        "door.phones",
        "mobile",
        _("These phones know your picture. A phone that you lost, you end here."),
    ),
)
