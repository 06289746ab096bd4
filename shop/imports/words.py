"""What is said of a row or a file that cannot be imported."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from shop.domain.importing import Complaint, Fault, Outcome

SENTENCES: Mapping[Fault, Callable[[], str]] = {
    Fault.MISSING: lambda: _("The column %(where)s is empty."),
    Fault.UNKNOWN: lambda: _("What stands in %(where)s is not known here."),
    Fault.TOO_LONG: lambda: _("What stands in %(where)s is too long."),
    Fault.NOT_A_NUMBER: lambda: _("What stands in %(where)s is not a number."),
    Fault.OUT_OF_RANGE: lambda: _("The number in %(where)s is too small, too large or too fine."),
    Fault.NOT_ALLOWED: lambda: _("There is a character in %(where)s that no text has."),
    Fault.FORMULA: lambda: _("There is a formula in %(where)s: put its result there instead."),
    Fault.TWICE: lambda: _("The key stands in this file twice."),
    Fault.KEY_TAKEN: lambda: _("Another offer has an address made of this key: choose another key."),
    Fault.NO_PRICE: lambda: _("There is no price in any currency."),
    Fault.NO_NAME: lambda: _("There is no name in any language."),
    Fault.NO_PICTURE: lambda: _("The picture %(where)s is not in the archive."),
    Fault.BAD_PICTURE: lambda: _("The file %(where)s is not a picture that can be shown."),
    Fault.FOR_THE_CENTRE: lambda: _("Only the Centre changes %(where)s of an offer that is there."),
    Fault.NOT_A_SHEET: lambda: _("This is not a spreadsheet: send an xlsx or a csv file."),
    Fault.EMPTY: lambda: _("The file is empty."),
    Fault.ENCODING: lambda: _("The letters of this file cannot be read: save it as “CSV UTF-8”."),
    Fault.TOO_BIG: lambda: _("The file is too big: divide it."),
    Fault.TOO_MANY_ROWS: lambda: _("The file has more than 20,000 rows: divide it."),
    Fault.NO_COLUMNS: lambda: _("The headings do not fit: %(where)s. Compare them with the template."),
    Fault.COLUMN_TWICE: lambda: _("The column %(where)s is there twice."),
    Fault.BAD_ARCHIVE: lambda: _("The archive of pictures cannot be opened: send a zip file."),
    Fault.UNSAFE_ARCHIVE: lambda: _("The archive of pictures could do harm and is not opened: %(where)s"),
}
OUTCOMES: Mapping[Outcome, Callable[[], str]] = {
    Outcome.CREATED: lambda: pgettext("line", "new"),
    Outcome.CHANGED: lambda: _("changed"),
    Outcome.SAME: lambda: _("as it is"),
    Outcome.REFUSED: lambda: _("refused"),
}


def sentence_of(complaint: Complaint) -> str:
    """Return the sentence, in the language that is active."""
    return SENTENCES[complaint.fault]() % {"where": complaint.where}
