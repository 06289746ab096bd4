"""What a buyer chooses and types when she changes her order. What was typed stays, whatever is wrong."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from producers.domain.shown import shown
from shop.domain.contact import read_note
from shop.models import Defect
from shop.reading.buyer_rights import LineRights
from shop.refusals import refusal_text

WIDEST = 20_000
LONGEST_NOTE = 2000


class PiecesForm(forms.Form):
    """Pieces of each line that it is about, and a note."""

    note = forms.CharField(
        label=_("What you want to tell us"),
        required=False,
        max_length=WIDEST,
        widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, lines: Sequence[LineRights], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.line_names = [f"line_{one.line.pk}" for one in lines]
        self._names = dict(zip(self.line_names, map(_name, lines), strict=True))
        for name, one in zip(self.line_names, lines, strict=True):
            self.fields[name] = forms.TypedChoiceField(
                label=gettext("%(what)s: how many?") % {"what": _name(one)},
                choices=[(str(count), str(count)) for count in range(one.left + 1)],
                coerce=int,
                required=False,
                empty_value=0,
                initial=str(one.left) if len(lines) == 1 else "0",
            )
        self.order_fields([*self.line_names, "note"])

    def clean_note(self) -> str:
        """A text of several lines."""
        entry = read_note(self.cleaned_data["note"], LONGEST_NOTE)
        if entry.error:
            raise forms.ValidationError(refusal_text("note", entry.error))
        return entry.value

    @property
    def pieces(self) -> dict[int, int]:
        """The pieces chosen in a valid form, by line."""
        chosen = {int(name.removeprefix("line_")): self.cleaned_data.get(name) for name in self.line_names}
        return {line: count for line, count in chosen.items() if count}

    @property
    def line_fields(self) -> list[forms.BoundField]:
        """The fields of the lines, as they are shown."""
        return [self[name] for name in self.line_names]

    @property
    def chosen(self) -> list[tuple[str, int]]:
        """What was chosen, in words."""
        return [
            (self._names[name], self.cleaned_data[name])
            for name in self.line_names
            if self.cleaned_data.get(name)
        ]


class PhotosInput(forms.ClearableFileInput):
    """Several files in one field."""

    allow_multiple_selected = True


class PhotosField(forms.FileField):
    """A list of files; whether they are pictures is for the action to find out."""

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """Return what was sent, file by file."""
        files = data if isinstance(data, list | tuple) else [data]
        return [file for file in files if file]


class ComplaintForm(PiecesForm):
    """What is wrong, with pictures of it."""

    defect = forms.ModelChoiceField(
        label=_("What kind of thing is it?"),
        queryset=Defect.objects.all(),
        required=False,
        empty_label=_("Something else"),
    )
    photos = PhotosField(
        label=_("Photos"),
        required=False,
        help_text=_("At most five, 5 MB each. Nobody but us and the maker sees them."),
        widget=PhotosInput(attrs={"accept": "image/*", "multiple": True}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["note"].label = _("What is wrong?")
        self.fields["note"].required = True
        self.order_fields([*self.line_names, "defect", "note", "photos"])


def _name(one: LineRights) -> str:
    name = shown(one.line.product_name, get_language() or "fr", one.line.original_language).text
    option = shown(one.line.variant_name, get_language() or "fr", one.line.original_language).text
    return f"{name} ({option})" if option else name
