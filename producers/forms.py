"""Forms of the ground floor: they check what is typed and say what is wrong; they write nothing."""

from django import forms
from django.utils.translation import gettext_lazy as _

from producers.domain.text import clean_line, clean_text

REASONS = [
    ("false", _("Something here is not true")),
    ("rights", _("A picture or text is mine")),
    ("offence", _("It offends or endangers somebody")),
    ("unsafe", _("The product is not safe or not allowed")),
    ("other", _("Something else")),
]


class ReportForm(forms.Form):
    """What somebody says is wrong with a page."""

    reason = forms.ChoiceField(label=_("What is it about?"), choices=REASONS, widget=forms.RadioSelect)
    text = forms.CharField(
        label=_("Tell us what is wrong"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 5, "dir": "auto"}),
    )
    contact = forms.CharField(
        label=_("Phone or e-mail"), max_length=120, required=False, help_text=_("Only if you want an answer.")
    )
    path = forms.CharField(widget=forms.HiddenInput, max_length=500, required=False)

    def clean_text(self) -> str:
        """Take off what nobody sees."""
        return clean_text(self.cleaned_data["text"], 2000)

    def clean_contact(self) -> str:
        """One line, without control characters."""
        return clean_line(self.cleaned_data["contact"], 120)

    def clean_path(self) -> str:
        """An address of this site, or nothing."""
        path = clean_line(self.cleaned_data["path"], 500)
        return path if path.startswith("/") and not path.startswith("//") else "/"
