"""Forms of the network in the portal."""

from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from home.network.domain.listings import Part, Side, Thing
from home.network.domain.purchases import MOST_QUANTITY
from home.network.domain.talks import Sentence
from home.network.models import Purchase
from producers.models import Organisation

WIDEST = 2_000


class SayForm(forms.Form):
    """What she needs or offers, and what of her is shown with it."""

    side = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Side],
        error_messages={"required": _("Touch whether you need or offer it.")},
    )
    thing = forms.ChoiceField(
        choices=[(one.value, one.value) for one in Thing],
        error_messages={"required": _("Touch what it is.")},
    )
    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=WIDEST,
        help_text=_("At most 200 signs. No phone number."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )
    shows = forms.MultipleChoiceField(choices=[(one.value, one.value) for one in Part], required=False)
    use_required_attribute = False


class PledgeForm(forms.Form):
    """How much she takes."""

    quantity = forms.IntegerField(
        label=_("How much do you take?"),
        min_value=1,
        widget=forms.TextInput(attrs={"inputmode": "numeric", "dir": "ltr"}),
        error_messages={"required": _("Write a number."), "invalid": _("Write a whole number.")},
    )
    use_required_attribute = False


class PurchaseForm(forms.Form):
    """A joint purchase that the office opens."""

    organiser = forms.ModelChoiceField(
        Organisation.objects.filter(status="active", erased_at=None).order_by("slug"),
        label=_("Who pays the supplier"),
    )
    material = forms.CharField(label=_("Material"), max_length=100)
    unit = forms.ChoiceField(label=_("Unit"), choices=Purchase.Unit.choices)
    price = forms.DecimalField(
        label=_("Price of one unit (dirhams)"), min_value=Decimal("0.01"), max_digits=10, decimal_places=2
    )
    least_all = forms.IntegerField(label=_("Minimum in all"), min_value=1, max_value=MOST_QUANTITY)
    least_each = forms.IntegerField(label=_("Minimum for each"), min_value=1, max_value=MOST_QUANTITY)
    last_day = forms.DateField(label=_("Last day"), widget=forms.DateInput(attrs={"type": "date"}))


class ReceiveForm(forms.Form):
    """What the transport of it all has cost."""

    transport = forms.DecimalField(
        label=_("Cost of transport (dirhams)"), min_value=0, max_digits=10, decimal_places=2
    )


class AskForm(forms.Form):
    """What she says to the other: pictures, or a few words."""

    sentences = forms.MultipleChoiceField(
        choices=[(one.value, one.value) for one in Sentence], required=False
    )
    words = forms.CharField(
        label=_("A few words"),
        required=False,
        max_length=WIDEST,
        help_text=_("At most 200 signs. No phone number."),
        widget=forms.Textarea(attrs={"rows": 3, "dir": "auto"}),
    )


def first_error(form: Any, name: str) -> str:
    """Return the first message beside a group of choices."""
    found = form.errors.get(name)
    return str(found[0]) if found else ""


def key_in(text: str) -> int:
    """Return a key as it was sent; 0, which no row has, for anything that is none."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
