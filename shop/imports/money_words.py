"""What is said of a list with money, or of one of its lines, that cannot be read."""

from collections.abc import Callable, Mapping

from django.utils.translation import gettext as _

from shop.domain.columns import Fault

SENTENCES: Mapping[Fault, Callable[[], str]] = {
    Fault.EMPTY: lambda: _("The file is empty."),
    Fault.NOT_A_LIST: lambda: _("This is not a list: send an xlsx or a csv file."),
    Fault.ENCODING: lambda: _("The letters of this file cannot be read: name its encoding in the layout."),
    Fault.TOO_BIG: lambda: _("The file is too big: divide it."),
    Fault.TOO_MANY_ROWS: lambda: _("The file has more rows than %(where)s: divide it."),
    Fault.NO_COLUMN: lambda: _("There is no column “%(where)s”: correct the layout."),
    Fault.COLUMN_TWICE: lambda: _("The column “%(where)s” is there twice."),
    Fault.UNSAFE: lambda: _("The file could do harm and is not opened: %(where)s"),
    Fault.NOT_A_STATEMENT: lambda: _("This is not a bank statement that we can read: %(where)s"),
    Fault.OTHER_CURRENCY: lambda: _("The currency is another one: %(where)s"),
    Fault.UNBALANCED: lambda: _("The balances do not add up, so nothing was taken: %(where)s"),
    Fault.MISSING: lambda: _("The column %(where)s is empty."),
    Fault.NOT_AN_AMOUNT: lambda: _("What stands in %(where)s is not an amount."),
    Fault.AMBIGUOUS: lambda: _("The amount in %(where)s can be read in two ways: name the decimal mark."),
    Fault.NEGATIVE: lambda: _("The amount in %(where)s is below zero."),
    Fault.NOT_A_DATE: lambda: _("What stands in %(where)s is not a day."),
    Fault.IN_THE_FUTURE: lambda: _("A day is still to come (%(where)s): look at the file and at our clock."),
    Fault.TOO_LONG: lambda: _("What stands in %(where)s is too long."),
}


def sentence_of(fault: str, where: str) -> str:
    """Return the sentence for a fault, in the language that is active; empty when there is none."""
    return SENTENCES[Fault(fault)]() % {"where": where} if fault else ""
