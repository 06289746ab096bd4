"""Pictures that come with a nomination: three at most, with the yes of whoever is to be seen in them."""

from typing import Any

from django import forms
from django.core.files.base import ContentFile
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from home.awards.domain.nominating import MOST_PICTURES, Why
from home.awards.nomination_words import refusal
from producers.uploads import UploadError, phone_picture
from shop.forms.changes import PhotosField, PhotosInput


class PicturesForm(forms.Form):
    """The pictures, and that whoever is in them agrees."""

    pictures = PhotosField(
        label=gettext_lazy("Pictures of the work"),
        required=False,
        help_text=gettext_lazy(
            "Three at most. They are made small, and where they were taken is removed. They are looked at"
            " once the nominee has said yes; the jury sees only those by which nobody is known."
        ),
        widget=PhotosInput(attrs={"accept": "image/*", "data-shrink": "1600"}),
    )
    pictures_agreed = forms.BooleanField(
        label=gettext_lazy("Whoever is to be seen in the pictures agrees"), required=False
    )

    def clean(self) -> dict[str, Any]:
        """Refuse too many pictures, and pictures without a yes."""
        typed = super().clean() or {}
        pictures = typed.get("pictures") or []
        if len(pictures) > MOST_PICTURES:
            self.add_error("pictures", refusal(Why.PICTURES))
        if pictures and not typed.get("pictures_agreed"):
            self.add_error("pictures_agreed", _("Ask them first, then tick this."))
        return typed

    def checked_pictures(self) -> "list[ContentFile[bytes]]":
        """Return the pictures made small and without their place; what is none is said beside the field."""
        try:
            return [phone_picture(one) for one in self.cleaned_data["pictures"]]
        except UploadError as error:
            self.add_error("pictures", error.message())
            return []
