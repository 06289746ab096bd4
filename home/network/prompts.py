"""What the screens of the network say aloud."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

NETWORK = (
    Prompt("network", "people", _("Here you see what other makers need and offer. Touch one to write.")),
    Prompt(
        "network.mine",
        "list",
        _("This is what you need and offer. Touch the green button if it still holds."),
    ),
    Prompt(
        "network.say",
        "plus",
        _("Touch if you need or offer it, then what it is. Then touch what the others may see of you."),
    ),
    Prompt(
        "network.ask",
        "mail",
        _("Touch the pictures of what you want to say. She sees your name, not your phone. Then touch Send."),
    ),
    Prompt(
        "network.buy",
        "cart",
        _("Here makers buy raw material together, for less. Touch one to say how much you take."),
    ),
    Prompt(
        "network.pledge",
        "cart",
        _("Write how much you take. Until it is ordered you can change it, or take it back."),
    ),
    Prompt("network.talks", "mail", _("These are the messages between you and other makers.")),
    Prompt(
        "network.talk",
        "mail",
        _("She wrote to you. Touch yes or no. If you say yes, she sees your name, never your phone."),
    ),
    Prompt(
        "network.meetings",
        "table",
        _("Here are your business meetings: the hour, the table, and whom you meet. Touch one."),
    ),
    Prompt(
        "network.event",
        "table",
        _("Touch the people whom you want to meet. We look for an hour and a table for you."),
    ),
    Prompt(
        "network.meeting",
        "table",
        _("After the meeting, touch what came of it: not this time, call again, a sample, or an order."),
    ),
)
