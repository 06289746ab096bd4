"""What an editor fills in about a consent."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm

from home.models import StoryConsent, StoryPage


class ConsentForm(WagtailAdminModelForm):
    """A consent is recorded for a story, and counts for it in every language."""

    about = forms.ModelChoiceField(StoryPage.objects.filter(alias_of=None), label=_("story"))

    class Meta:
        model = StoryConsent
        exclude = ["producer"]

    def clean(self) -> dict[str, object]:
        """Bind the consent to the work and its producer."""
        cleaned = super().clean()
        if story := cleaned.get("about"):
            self.instance.work, self.instance.producer = story.translation_key, story.producer
        return cleaned
