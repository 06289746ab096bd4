"""Forms of the path to a trainer, for the office."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from home.events.models import Event
from home.training.domain.trainers import Step
from home.training.models import Course, TrainerPath
from home.training.models.trainers import LONGEST_REASON

LONGEST_CODE = 40


def reason(label: Any) -> forms.CharField:
    """Return the field of why: it is asked for each time."""
    return forms.CharField(
        label=label, max_length=LONGEST_REASON, required=False, widget=forms.Textarea(attrs={"rows": 3})
    )


class BeginPathForm(forms.Form):
    """Somebody who attended, by the code of her certificate."""

    code = forms.CharField(
        label=_("Code of her certificate"),
        max_length=LONGEST_CODE,
        help_text=_("Her name and the course are taken from it."),
        widget=forms.TextInput(attrs={"dir": "ltr", "autocomplete": "off"}),
    )
    use_required_attribute = False


class RecogniseForm(forms.Form):
    """Somebody who taught before there was a path."""

    course = forms.ModelChoiceField(label=_("Course"), queryset=Course.objects.all())
    name = forms.CharField(label=_("Name"), max_length=100)
    why = reason(_("How the Centre knows"))
    use_required_attribute = False


class StepForm(forms.Form):
    """The next step, with what it has to be proven by."""

    why = reason(_("What was seen"))
    use_required_attribute = False

    def __init__(self, data: Any, path: TrainerPath, step: Step) -> None:
        super().__init__(data)
        if step in (Step.ASSISTED, Step.LED):
            held = Event.objects.filter(pk__in=path.course.events.values("event"))
            begun = held.filter(first_day__lte=timezone.localdate()).order_by("-first_day")
            self.fields["event"] = forms.ModelChoiceField(label=_("At which event"), queryset=begun)
        if step == Step.LED:
            others = TrainerPath.objects.trainers().exclude(pk=path.pk).order_by("name")
            self.fields["observer"] = forms.ModelChoiceField(
                label=_("Which trainer looked on"), queryset=others
            )
        self.order_fields(["event", "observer", "why"])


class TrainerForm(forms.Form):
    """How she said that she may be named or not; or why the confirmation is taken back."""

    why = reason(_("How she said so, or why"))
    use_required_attribute = False
