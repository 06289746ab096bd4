"""What an operator types about parcels: who carries them, how many pieces, through which centre."""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from producers.domain.shown import shown
from shop.domain.entries import Refusal
from shop.domain.shipping import CARRIER_LIMIT, TRACKING_LIMIT, read_carrier, read_tracking
from shop.models import OrderLine, Parcel, Place, ProducerOrder
from shop.office.forms import ANY, ReasonForm
from shop.reading.packing import part_lines_left

PIECES = "pieces_"
MALFORMED = _("A tracking number has Latin letters and digits, sixty at most.")


class CarriageForm(ReasonForm):
    """Who takes a parcel, and the number by which it is followed."""

    carrier = forms.CharField(label=_("Carrier"), max_length=CARRIER_LIMIT)
    tracking = forms.CharField(label=_("Tracking number"), max_length=TRACKING_LIMIT, required=False)

    def clean_carrier(self) -> str:
        """Refuse signs that no name has."""
        entry = read_carrier(self.cleaned_data["carrier"])
        if entry.error:
            raise forms.ValidationError(_("Say who carries it, in at most sixty characters."))
        return entry.value

    def clean_tracking(self) -> str:
        """Refuse what no carrier writes."""
        return tracking_of(self.cleaned_data["tracking"])


class ShipForm(CarriageForm):
    """What leaves of one part: so many pieces of each line that has not wholly left."""

    centre = forms.ModelChoiceField(
        Place.objects.filter(kind=Place.Kind.CENTRE).order_by("pk"),
        label=_("Handed over to a centre (empty: straight to the buyer)"),
        required=False,
    )

    def __init__(self, *args: Any, part: ProducerOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.left = part_lines_left(part)
        lang = get_language() or "fr"
        for line in OrderLine.objects.filter(pk__in=self.left).order_by("pk"):
            name = shown(line.product_name, lang, line.original_language).text
            self.fields[f"{PIECES}{line.pk}"] = forms.IntegerField(
                label=_("Pieces: %(name)s") % {"name": name},
                min_value=0,
                max_value=self.left[line.pk],
                initial=self.left[line.pk],
                required=False,
            )

    @property
    def pieces(self) -> Mapping[int, int] | None:
        """How many pieces of each line leave; None, for all of them, when nothing was said."""
        names = {line: f"{PIECES}{line}" for line in self.left}
        if not any(self.add_prefix(name) in self.data for name in names.values()):
            return None
        typed = {line: self.cleaned_data.get(name) or 0 for line, name in names.items()}
        return {line: count for line, count in typed.items() if count}


class JoinForm(CarriageForm):
    """Who takes the parcel that a centre has made up."""


class BackForm(ReasonForm):
    """A parcel that has come back: why, and what the carrier asks for the way."""

    cost = forms.DecimalField(
        label=_("Cost of the way back, when it was to be paid at the door"),
        min_value=0,
        max_digits=12,
        decimal_places=2,
        required=False,
    )


class ParcelFilter(forms.Form):
    """Which parcels are listed."""

    q = forms.CharField(label=_("Tracking number or order"), required=False, max_length=60)
    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Parcel.Status.choices])
    carrier = forms.CharField(label=_("Carrier"), required=False, max_length=CARRIER_LIMIT)
    sent_on = forms.DateField(label=_("Sent on"), required=False)

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class HandOverForm(forms.Form):
    """Everything that a carrier has taken along today: who it was, once for all."""

    carrier = forms.CharField(label=_("Carrier"), max_length=CARRIER_LIMIT)
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def clean_carrier(self) -> str:
        """Refuse signs that no name has."""
        entry = read_carrier(self.cleaned_data["carrier"])
        if entry.error:
            raise forms.ValidationError(_("Say who carries it, in at most sixty characters."))
        return entry.value


def tracking_of(text: str) -> str:
    """Return a tracking number as it is kept. Raises ``ValidationError``."""
    entry = read_tracking(text)
    if entry.error is not None and entry.error is not Refusal.REQUIRED:
        raise forms.ValidationError(MALFORMED)
    return entry.value
