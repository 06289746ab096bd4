"""The grid of a juror, and what the office sets of a jury."""

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.auth import get_user_model
from django.utils.translation import gettext_lazy as _

from home.awards.reading.edition import CriterionShown


class GridForm(forms.Form):
    """A mark from 0 to 4 for each criterion, with what the marks mean."""

    use_required_attribute = False

    def __init__(
        self, data: Any, criteria: Sequence[tuple[int, CriterionShown]], first: Mapping[int, int]
    ) -> None:
        super().__init__(data)
        for key, one in criteria:
            self.fields[f"mark_{key}"] = forms.TypedChoiceField(
                label=one.title.text,
                choices=[(n, _anchored(n, one.anchors)) for n in range(5)],
                coerce=int,
                widget=forms.RadioSelect,
                initial=first.get(key),
            )

    def marks(self) -> dict[int, int]:
        """Return the marks by the keys of the criteria."""
        return {int(name.removeprefix("mark_")): value for name, value in self.cleaned_data.items()}


def _anchored(mark: int, anchors: Sequence[str]) -> str:
    return f"{mark} · {anchors[mark]}" if mark < len(anchors) else str(mark)


class JurorForm(forms.Form):
    """Who is to score, by the name of her account."""

    user = forms.CharField(label=_("Name of her account"), max_length=150)

    def clean_user(self) -> Any:
        """Somebody who has an account."""
        users = get_user_model()._default_manager
        found = users.filter(username=self.cleaned_data["user"].strip(), is_active=True).first()
        if found is None:
            raise forms.ValidationError(_("Nobody has this account."))
        return found


class PlacesForm(forms.Form):
    """Deciding a category; where some are even, who comes first among them, and why."""

    reason = forms.CharField(label=_("Why, where some are even?"), max_length=300, required=False)

    def __init__(self, data: Any, even: Sequence[tuple[int, str]]) -> None:
        super().__init__(data)
        self.even = even
        for key, code in even:
            self.fields[f"rank_{key}"] = forms.IntegerField(
                label=_("Rank of %(code)s among the even") % {"code": code}, min_value=1, required=False
            )

    def order(self) -> list[int]:
        """Return those who are even, the first first; nobody where not all have a rank of their own."""
        typed = {key: self.cleaned_data.get(f"rank_{key}") for key, _code in self.even}
        if None in typed.values() or len(set(typed.values())) < len(typed):
            return []
        return sorted(typed, key=lambda key: typed[key] or 0)


class DossierForm(forms.Form):
    """What jurors read of a nominee."""

    dossier = forms.CharField(
        label=_("What jurors read, without names"),
        required=False,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 6, "dir": "auto"}),
    )
