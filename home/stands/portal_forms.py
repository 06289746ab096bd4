"""What she says when she asks for a stand, and how she pays for it."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.stands.actions.apply import Brings
from home.stands.domain.slots import WHOLE_FAIR
from home.stands.reading.hers import products_of
from producers.models import Organisation
from shop.checkout_words import method_text


class AskForm(forms.Form):
    """What she brings, of her own crafts and products, and what she needs there."""

    crafts = forms.ModelMultipleChoiceField(None, required=False)
    products = forms.ModelMultipleChoiceField(None, required=False)
    needs = forms.MultipleChoiceField(choices=[("table", "table"), ("power", "power")], required=False)
    wish = forms.TypedChoiceField(coerce=int, empty_value=WHOLE_FAIR, required=False)
    is_shown = forms.BooleanField(required=False)
    words = forms.CharField(
        label=_("A few words"),
        help_text=_("At most 300 signs."),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    use_required_attribute = False

    def __init__(self, *args: Any, maker: Organisation, groups: Iterable[int] = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["wish"].choices = [(one, str(one)) for one in (WHOLE_FAIR, *groups)]  # type: ignore[attr-defined]  # a choice
        self.fields["crafts"].queryset = maker.crafts.all()  # type: ignore[attr-defined]  # a choice
        self.fields["products"].queryset = products_of(maker)  # type: ignore[attr-defined]  # a choice

    @property
    def brings(self) -> Brings:
        """What she said, once it is known to be right."""
        typed = self.cleaned_data
        return Brings(
            crafts=typed["crafts"],
            products=typed["products"],
            needs_table="table" in typed["needs"],
            needs_power="power" in typed["needs"],
            is_shown=typed["is_shown"],
            words=typed["words"],
            wish=typed["wish"],
        )


class WayForm(forms.Form):
    """By which way she pays."""

    method = forms.ChoiceField(
        error_messages={
            "required": _("Touch how you pay."),
            "invalid_choice": _("Touch how you pay."),
        }
    )
    use_required_attribute = False

    def __init__(self, *args: Any, ways: Iterable[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["method"].choices = [(way, method_text(way)) for way in ways]  # type: ignore[attr-defined]  # a choice
