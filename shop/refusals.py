"""The sentence beside a field whose entry was refused. The codes are in ``shop.domain.entries``."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.domain.entries import Refusal

GENERAL: Mapping[Refusal, Promise] = {
    Refusal.REQUIRED: _("This is needed."),
    Refusal.TOO_LONG: _("This is too long. Please shorten it."),
    Refusal.NOT_ALLOWED: _("This contains a hidden character. Please type it again."),
    Refusal.MALFORMED: _("We cannot read this. Please check it."),
    Refusal.UNKNOWN: _("We do not know this one. Please choose from the list."),
    Refusal.MISMATCH: _("This does not belong to the place chosen above."),
}
BY_FIELD: Mapping[tuple[str, Refusal], Promise] = {
    ("recipient", Refusal.REQUIRED): _("Write the name of the person who receives the parcel."),
    ("recipient", Refusal.MALFORMED): _("A name has at least one letter."),
    ("name", Refusal.REQUIRED): _("Write your name."),
    ("name", Refusal.MALFORMED): _("A name has at least one letter."),
    ("phone", Refusal.REQUIRED): _("Write a phone number: the courier calls to find you."),
    ("phone", Refusal.MALFORMED): _("This phone number is not complete. Example: 06 12 34 56 78."),
    ("email", Refusal.REQUIRED): _("Write an e-mail address."),
    ("email", Refusal.MALFORMED): _("This e-mail address is not complete. Example: name@example.com."),
    ("country", Refusal.REQUIRED): _("Choose a country."),
    ("region", Refusal.REQUIRED): _("Choose a region."),
    ("province", Refusal.REQUIRED): _("Choose a province or prefecture."),
    ("province", Refusal.MISMATCH): _("This province is not in the region chosen above."),
    ("commune", Refusal.REQUIRED): _("Choose a commune."),
    ("commune", Refusal.MISMATCH): _("This commune is not in the province chosen above."),
    ("quarter", Refusal.REQUIRED): _("Write the quarter or the douar, or a landmark."),
    ("street", Refusal.REQUIRED): _("Write the street and the number."),
    ("city", Refusal.REQUIRED): _("Write the city."),
    ("state", Refusal.REQUIRED): _("Write the state, province or emirate."),
    ("postcode", Refusal.REQUIRED): _("Write the postcode."),
    ("postcode", Refusal.MALFORMED): _("This postcode does not fit the country. You may be missing a digit."),
}


def refusal_text(field: str, error: Refusal) -> str:
    """Return the sentence for this field and refusal, in the language that is active."""
    return str(BY_FIELD.get((field, error), GENERAL[error]))
