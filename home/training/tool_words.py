"""What the tools and the negotiation cards say."""

from django.utils.translation import gettext_lazy as _

TOOLS = (
    ("price", "ruler", _("Price calculator"), _("Material, hours and a share: what a piece has to cost.")),
    ("budget", "coin", _("Two jars"),
     _("The money of the household and that of the workshop, each in its jar.")),
    ("repayment", "calendar", _("Calendar of giving back"),
     _("On which days you give back what you owe, and how much.")),
    ("cards", "people", _("Negotiation cards"), _("What buyers say, and what one can answer.")),
)  # fmt: skip
JAR_WORDS = {
    "sales": (_("What I sold"), "cart"),
    "material": (_("Material"), "ruler"),
    "transport": (_("Transport"), "truck"),
    "tools": (_("Tools"), "tools"),
    "pay": (_("What I pay myself"), "hand"),
    "saving": (_("For tomorrow"), "heart"),
    "others": (_("What others bring home"), "people"),
    "food": (_("Food"), "gift"),
    "school": (_("School"), "book"),
    "health": (_("Health"), "shield"),
    "housing": (_("House, water, light"), "pin"),
    "other": (_("Other things"), "list"),
}
BUYER_LINES = (
    ("cash", _("That is too expensive."), _("Tell the hours and the material, then be silent.")),
    ("people", _("The other one sells it cheaper."), _("Ask what the other piece is made of. Show yours.")),
    ("plus", _("I take three. What is your price?"),
     _("Name a price for three that is still above your lowest.")),
    ("clock", _("I pay you next month."), _("Ask for half today, and write down the day of the rest.")),
    ("card", _("Do you give it to me for half?"), _("Say no with a smile, and show a smaller piece.")),
    ("calendar", _("I need it in a week."),
     _("Say how many days you need. Promise nothing that you cannot keep.")),
    ("edit", _("Can you change the colour?"), _("Yes, for a new piece, with some money before you begin.")),
    ("heart", _("It is for a friend, make me a price."),
     _("Give a small gift with it rather than a lower price.")),
)  # fmt: skip
