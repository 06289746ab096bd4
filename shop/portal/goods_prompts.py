"""What the screens of adding a product, and of looking after hers, say aloud."""

from django.utils.translation import gettext_lazy as _

from producers.prompts.known import Prompt

GOODS = (
    Prompt(
        "add.start",
        "camera",
        _("You had begun this. Touch the picture to go on, or the big button for a new product."),
    ),
    Prompt(
        "add.photos",
        "camera",
        _("Take a photo of your product, near a window. You can add up to six. Then touch the big button."),
    ),
    Prompt(
        "add.whole",
        "camera",
        _("There is no network. Take photos, touch what it is, and keep it: the phone sends it by itself."),
    ),
    Prompt("add.kind", "search", _("Touch the picture that looks like your product.")),
    Prompt(
        "add.facts",
        "ruler",
        _("Touch what fits: material, colour, size. You may leave things out. Then touch the big button."),
    ),
    Prompt(
        "add.price",
        "coin",
        _(
            "Write the price. Below you see what you receive. If you do not know it, touch the hand: "
            "we count together."
        ),
    ),
    Prompt(
        "add.help",
        "hand",
        _(
            "How many hours did you work on one piece? How much did the material cost? We tell you a "
            "fair price."
        ),
    ),
    Prompt(
        "add.count",
        "star",
        _(
            "Touch the star if there is only this one. Touch a number if you have several. Touch the "
            "clock if you make it when somebody orders."
        ),
    ),
    Prompt(
        "add.words",
        "edit",
        _("If you like, say who taught you and how you made it. You can also go on without words."),
    ),
    Prompt(
        "add.preview",
        "person",
        _(
            "This is how buyers will see it. If it is right, touch the big button: we check it, and "
            "then it is in the shop."
        ),
    ),
    Prompt("add.done", "check", _("Well done. We look at it and call you. You find it under my products.")),
    Prompt(
        "products",
        "gift",
        _("These are your products. Touch one to count it, to change its price or to stop selling it."),
    ),
    Prompt(
        "product",
        "plus",
        _("Plus: you made one more. Minus: one is gone. Below: the price, the photos, and stop selling."),
    ),
    Prompt(
        "product.price",
        "coin",
        _("Write the new price. It holds at once. What is ordered already keeps its price."),
    ),
    Prompt(
        "product.take_away",
        "trash",
        _("This product goes out of the shop. For thirty days you can put it back."),
    ),
    Prompt("away", "calendar", _("While you are away, nobody can buy. Your pages stay. Touch how long.")),
    Prompt(
        "import",
        "list",
        _(
            "Choose your spreadsheet, then touch the big button. We show you each row first; "
            "nothing changes yet."
        ),
    ),
    Prompt(
        "import.rows",
        "list",
        _("This is what would become of your rows. Read what is refused. Then touch the big button."),
    ),
)
