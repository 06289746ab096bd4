"""How the tables of a figure are headed, beside that of the regions."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from producers.figures import By, Text


@dataclass(frozen=True)
class Told:
    """What a table beside that of the regions tells apart; ``note`` stands below it."""

    by: By
    caption: Text
    heading: Text
    unknown: Text
    note: Text = ""


TOLD = (
    Told(
        By.CRAFT,
        _("By craft"),
        _("Craft"),
        _("Craft not known"),
        _("A maker of several crafts counts under each: crafts add up to more than the whole."),
    ),
    Told(By.SEX, _("Women and men"), _("Woman or man"), _("Not said")),
    Told(
        By.TOPIC,
        _("By topic"),
        _("Topic"),
        _("No topic named"),
        _("A training of several topics counts under each: topics add up to more than the whole."),
    ),
    Told(By.FUNDER, _("By who paid for it"), _("Funder"), _("No funder named")),
)
