"""Forms of a project: to begin one, its sheet, and what whoever follows it notes."""

from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from home.training.domain.projects import ASKED
from home.training.models import Project
from home.training.models.projects import LONGEST
from producers.access import agents
from producers.domain.regions import PROVINCES, REGIONS, provinces_of, region_of
from producers.domain.shown import shown
from producers.models import Craft
from shop.forms.person import contact_in, name_in

WIDEST = 20_000


class BeginForm(forms.Form):
    """Who, how she is reached, and what she has in mind."""

    name = forms.CharField(label=_("Name"), max_length=WIDEST)
    contact = forms.CharField(
        label=_("Phone or e-mail"),
        max_length=WIDEST,
        help_text=_("The link to your sheet is sent there."),
        widget=forms.TextInput(attrs={"dir": "ltr"}),
    )
    what = forms.CharField(
        label=_("What do you want to make?"),
        max_length=LONGEST,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )
    province = forms.ChoiceField(
        label=_("Where?"), required=False, help_text=_("So that somebody near you can follow you.")
    )
    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["province"]
        field.choices = province_choices()

    def clean_name(self) -> str:
        """A person's name."""
        return name_in(self.cleaned_data["name"])

    def clean_contact(self) -> str:
        """A phone number or an e-mail address, safe to keep."""
        return contact_in(self.cleaned_data["contact"].strip())


class BroughtForm(BeginForm):
    """Somebody whom an agent writes down: she may have no phone, and is near."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        contact, province = self.fields["contact"], self.fields["province"]
        contact.required, contact.label = False, _("Her phone, if she has one")
        contact.help_text = _("The link to her sheet is sent there.")
        self.fields["what"].label = _("What does she want to make?")
        province.help_text = ""

    def clean_contact(self) -> str:
        """Nothing, or as for everybody."""
        return super().clean_contact() if self.cleaned_data["contact"].strip() else ""


class SheetForm(forms.Form):
    """The sheet: five questions, where she is, and what crafts she knows."""

    use_required_attribute = False

    def __init__(self, data: Any, project: Project) -> None:
        super().__init__(
            data, initial={name: getattr(project, name) for name in (*ASKED, "region", "province")}
        )
        lang = get_language() or "fr"
        for name in ASKED:
            label = Project._meta.get_field(name).verbose_name
            area = forms.Textarea(attrs={"rows": 3})
            self.fields[name] = forms.CharField(label=label, max_length=LONGEST, required=False, widget=area)
        for name, label, places in (("region", _("Region"), REGIONS), ("province", _("Province"), PROVINCES)):
            choices = [("", "—"), *((one.iso, one.name(lang)) for one in places)]
            self.fields[name] = forms.ChoiceField(label=label, choices=choices, required=False)
        crafts = [(str(one.pk), shown(one.name, lang).text) for one in Craft.objects.all()]
        self.fields["crafts"] = forms.MultipleChoiceField(
            label=_("What crafts do you know?"),
            choices=crafts,
            required=False,
            widget=forms.CheckboxSelectMultiple,
            initial=[str(pk) for pk in project.crafts.values_list("pk", flat=True)],
        )

    def clean(self) -> dict[str, Any]:
        """Refuse a province of another region."""
        cleaned: dict[str, Any] = super().clean() or {}
        region, province = cleaned.get("region"), cleaned.get("province")
        if province and region_of(province) != region:
            self.add_error("province", _("This province lies in another region."))
        return cleaned

    def crafts(self) -> tuple[Craft, ...]:
        """Return the crafts that were ticked."""
        return tuple(Craft.objects.filter(pk__in=self.cleaned_data["crafts"]))


class LeaveForm(forms.Form):
    """Why an agent follows somebody no more."""

    why = forms.CharField(
        label=_("Why do you hand her back?"),
        max_length=200,
        required=False,
        widget=forms.TextInput(attrs={"dir": "auto"}),
    )


class MeetForm(forms.Form):
    """What was said, with her consent, and when they meet next."""

    note = forms.CharField(
        label=_("Note"), max_length=LONGEST, required=False, widget=forms.Textarea(attrs={"rows": 4})
    )
    is_agreed = forms.BooleanField(
        label=_("It was read to her, and she agrees that it is kept."), required=False
    )
    next_meeting = forms.DateField(
        label=_("Next meeting"), required=False, widget=forms.DateInput(attrs={"type": "date", "dir": "ltr"})
    )
    use_required_attribute = False


def province_choices() -> list[tuple[str, Any]]:
    """Return the provinces under their regions, with an empty first one."""
    lang = get_language() or "fr"
    groups = [
        (one.name(lang), [(each.iso, each.name(lang)) for each in provinces_of(one.iso)]) for one in REGIONS
    ]
    return [("", "—"), *groups]


def reached_by(contact: str) -> dict[str, str]:
    """Return a cleaned contact under the name of the column that it belongs to."""
    return {"email": contact} if "@" in contact else {"phone": contact}


class MentorForm(forms.Form):
    """Who follows her: an agent of an association."""

    mentor = forms.ModelChoiceField(label=_("Mentor"), queryset=None, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["mentor"]
        field.queryset = get_user_model().objects.filter(pk__in=agents().values("user"), is_active=True)
