"""Images sent in through the back office pass the same checks as every other picture."""

from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from wagtail.images.fields import WagtailImageField
from wagtail.images.forms import BaseImageForm

from producers.uploads import UploadError, checked_picture


class CheckedImageField(WagtailImageField):
    """A picture drawn anew: upright, without its metadata, as JPEG or PNG whatever the phone has sent."""

    def to_python(self, data: Any) -> Any:
        """Refuse what is none before anything is unpacked."""
        if data in self.empty_values:
            return super().to_python(data)
        try:
            content = checked_picture(data, data.name)
        except UploadError as error:
            raise ValidationError(error.message(), code=error.fault.value) from error
        kind = "image/png" if str(content.name).endswith(".png") else "image/jpeg"
        return super().to_python(SimpleUploadedFile(str(content.name), content.read(), kind))


class CheckedImageForm(BaseImageForm):
    """Set ``WAGTAILIMAGES_IMAGE_FORM_BASE`` to it; it goes with whatever image model a site has."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = self.fields.get("file")
        if old is not None:
            self.fields["file"] = CheckedImageField(
                label=old.label, required=old.required, widget=old.widget, help_text=old.help_text
            )
