"""Forms of the back office: which year to freeze, and a table of what others stated."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.impact.domain.editions import FIRST_YEAR, LONGEST_REASON, FreezeError
from home.impact.domain.statements import Stated, StatementError, read_statements
from producers.figures import figures

LARGEST, MOST_SAID = 200_000, 20


class FreezeForm(forms.Form):
    """A year that is over, and for a correction why."""

    year = forms.IntegerField(label=gettext_lazy("Year"), min_value=FIRST_YEAR, max_value=9999)
    reason = forms.CharField(
        label=gettext_lazy("Reason, for a correction"),
        max_length=LONGEST_REASON,
        required=False,
        help_text=gettext_lazy("It is public: name no person."),
    )


class StatementsForm(forms.Form):
    """A file of statements. Valid only when each of its rows is."""

    file = forms.FileField(
        label=gettext_lazy("Table (CSV)"),
        help_text=gettext_lazy(
            "Columns: figure, what_fr, what_ar, what_en, value, from_year, until_year, stated_by, source,"
            " source_url, stated_on. The name in French, the value and the source are needed."
        ),
    )

    def clean_file(self) -> list[Stated]:
        """Read the rows; say at the file what is wrong, with the line."""
        uploaded: Any = self.cleaned_data["file"]
        if uploaded.size > LARGEST:
            raise forms.ValidationError(_("This file is too large."))
        try:
            text = uploaded.read().decode("utf-8-sig")
            return read_statements(text, frozenset(one.code for one in figures()))
        except UnicodeDecodeError as reason:
            raise forms.ValidationError(_("This file is not a table of text in UTF-8.")) from reason
        except StatementError as reason:
            said = [refusal_of_row(one) for one in (reason, *reason.more)]
            raise forms.ValidationError(said[:MOST_SAID]) from reason


def refusal_of_row(error: StatementError) -> str:
    """Say in words what is wrong with a row of a file."""
    sentences = {
        "columns": _("The columns are not those named below."),
        "what": _("It does not say in French what was counted."),
        "value": _("The value is not a number."),
        "years": _("The years are not years, or the first comes after the last."),
        "source": _("It has no source. A total without a source is not taken over."),
        "date": _("The date is not written as 2010-05-31."),
        "empty": _("There are no rows, or too many."),
        "figure": _("There is no figure of this code."),
    }
    said = sentences[error.code]
    return _("Line %(line)s: %(said)s") % {"line": error.line, "said": said} if error.line else said


def refusal_of_year(error: FreezeError) -> str:
    """Say in words why a year is not frozen."""
    sentences = {
        "not_over": _("This year is not over."),
        "too_old": _("Nothing was counted in that year."),
        "no_reason": _("This year is frozen already. Say why it is corrected: the first edition stays."),
    }
    return sentences[error.code]
