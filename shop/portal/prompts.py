"""What the screens of orders and money say aloud, and the words of which amounts are put together."""

from collections.abc import Iterable

from django.utils.translation import gettext_lazy as _

from producers.domain.voices import VOICES
from producers.prompts.known import Prompt
from shop.domain.spoken_numbers import counts_in, vocabulary

SCREENS = (
    Prompt(
        "orders",
        "parcel",
        _("Each sign is a heap of orders. The number says how many. Touch a sign, then touch an order."),
    ),
    Prompt(
        "order",
        "parcel",
        _("This is one order: what to make, how many, and where it goes. The big button is the next step."),
    ),
    Prompt(
        "order.no",
        "close",
        _(
            "Touch the picture that says why you cannot take this order. Then touch the button below. "
            "The buyer gets the money back."
        ),
    ),
    Prompt(
        "order.photo",
        "camera",
        _(
            "Take a picture of your work. Only the buyer of this order sees it, and only if you agreed to "
            "photos or after we looked at it."
        ),
    ),
    Prompt(
        "order.photo_parcel",
        "camera",
        _("Take a picture of the closed parcel. Only you and the centre see it."),
    ),
    Prompt(
        "order.hand_over",
        "truck",
        _(
            "Touch the one who takes the parcel. If there is a number on the paper, write it or take a "
            "picture of it. Then touch the button below."
        ),
    ),
    Prompt(
        "order.slip",
        "list",
        _("Show this screen to whoever takes the parcel. Write the number on the parcel, or print the slip."),
    ),
    Prompt(
        "money",
        "coin",
        _(
            "Here is your money. On top what comes next and when. Below what you have earned, what is on its "
            "way, what was paid, and what is kept for a time. Touch a line to see the sales."
        ),
    ),
    Prompt("money.sales", "list", _("These are the sales behind this sum, one on a line.")),
    Prompt(
        "money.payout",
        "check",
        _(
            "This is one payment to you, with its sales. The button below reads the receipt aloud, with the "
            "amount."
        ),
    ),
    Prompt(
        "money.statement",
        "calendar",
        _("This is everything that moved in one month. The arrows lead to the month before and after."),
    ),
    Prompt(
        "money.where",
        "bank",
        _(
            "This is where your money goes. If you change it, we wait three days and call you first. "
            "Nobody else can change it."
        ),
    ),
    Prompt("money.how", "bank", _("Touch the picture: a bank, money on the phone, or cash at an agency.")),
    Prompt(
        "money.place",
        "edit",
        _(
            "Write what stands on your paper. Then touch the button below. "
            "We call you before anything changes."
        ),
    ),
    Prompt("money.paid", "coin", _("You were paid:")),
)


def spoken() -> Iterable[Prompt]:
    """Return a prompt for each word of an amount, for the voices that count with it."""
    voices = {voice: set(vocabulary(voice)) for voice in VOICES if counts_in(voice)}
    for code in dict.fromkeys(code for voice in voices for code in vocabulary(voice)):
        needed = frozenset(voice for voice, words in voices.items() if code in words)
        yield Prompt(code, "coin", _word(code), needed)


def _word(code: str) -> str:
    """Return what is read from the desk: a number as digits, which any voice says in its own words."""
    word = code.partition(".")[2]
    return {"and": "+", "thousands": "1000 (3 – 10)", "million": "1 000 000", "cents": "0,01"}.get(word, word)
