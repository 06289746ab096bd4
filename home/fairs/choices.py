"""Choices in the office's forms, called as people call them: makers by name, fairs by title."""

from django import forms
from django.utils.translation import get_language

from home.fairs.models import Fair
from producers.domain.shown import shown
from producers.models import Organisation


class MakerChoice(forms.ModelChoiceField):
    """One of several makers or associations, by name."""

    def label_from_instance(self, obj: Organisation) -> str:
        """What she is called."""
        return name_of(obj)


class MakersChoice(forms.ModelMultipleChoiceField):
    """Some of them."""

    def label_from_instance(self, obj: Organisation) -> str:
        """What she is called."""
        return name_of(obj)


class FairChoice(forms.ModelChoiceField):
    """One of several fairs in fair mode, by the title of its event."""

    def label_from_instance(self, obj: Fair) -> str:
        """Its title."""
        return shown(obj.event.title, _lang(), obj.event.original_language).text


def name_of(maker: Organisation) -> str:
    """Return a name in the language that is active."""
    return shown(maker.name, _lang(), maker.original_language).text


def _lang() -> str:
    return get_language() or "fr"
