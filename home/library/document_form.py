"""The form of a document in the back office: a file is looked into before anything is kept."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from home.library.actions.keep_file import keep_file
from home.library.checked_files import checked_file, file_message
from home.library.domain.files import FileError
from producers.domain.actors import Actor


class DocumentForm(WagtailAdminModelForm):
    """Takes a file with the record; without a licence it takes none."""

    upload = forms.FileField(
        label=gettext_lazy("New file"),
        required=False,
        help_text=gettext_lazy(
            "PDF, Word (.docx) or plain text, at most 2,000 pages, without password, macros or attached "
            "files; sound as MP3, M4A, Ogg or WAV; film as MP4 or WebM. It takes the place of the present "
            "file, and nobody outside sees it before you publish."
        ),
    )

    def clean_upload(self) -> Any:
        """Say what is wrong with a file beside its field."""
        sent = self.cleaned_data.get("upload")
        if sent:
            try:
                self._checked = checked_file(sent.file, sent.name)
            except FileError as error:
                raise forms.ValidationError(file_message(error), code=error.fault.value) from error
        return sent

    def clean(self) -> dict[str, Any]:
        """Take no file without a licence, neither a new one nor the one that is there."""
        cleaned: dict[str, Any] = super().clean()
        has_file = bool(cleaned.get("upload")) or (cleaned.get("file") or self.instance.file_id) is not None
        if has_file and not cleaned.get("licence"):
            self.add_error("licence", _("Say under which licence this file may be read here."))
        return cleaned

    def save(self, commit: bool = True) -> Any:
        """Keep the file before the record names it."""
        sent = self.cleaned_data.get("upload")
        if sent:
            actor = Actor(self.for_user.pk, self.for_user.get_username())
            self.instance.file = keep_file(sent.file, self._checked, name=sent.name, actor=actor)
        return super().save(commit=commit)
