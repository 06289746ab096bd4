"""What is sent to import offers."""

from django import forms
from django.utils.translation import gettext_lazy

from shop.domain.importing import Complaint, Fault
from shop.imports.sheets import LARGEST_BYTES
from shop.imports.words import sentence_of


class ImportForm(forms.Form):
    """A spreadsheet, and the pictures that it names."""

    sheet = forms.FileField(
        label=gettext_lazy("Spreadsheet"),
        help_text=gettext_lazy(
            "xlsx, csv in UTF-8, or a catalogue of the Data Food Consortium (JSON-LD); at most 20,000 rows."
        ),
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv,.json,.jsonld"}),
    )
    pictures = forms.FileField(
        label=gettext_lazy("Pictures"),
        help_text=gettext_lazy("A zip file with the pictures that the column “pictures” names."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".zip"}),
    )

    def clean_sheet(self) -> object:
        """Refuse at once what is too big to be one."""
        file = self.cleaned_data["sheet"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(sentence_of(Complaint(Fault.TOO_BIG)))
        return file
