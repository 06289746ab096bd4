"""Who takes a parcel along: a carrier, the agent for the centre, or the maker herself."""

from typing import Any

from django import forms
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from producers.domain.shown import shown
from shop.domain.addresses import address_from
from shop.domain.buyer_seen import may_bring_herself
from shop.domain.errors import RefusedError, Why
from shop.domain.shipping import TRACKING_LIMIT
from shop.models import Carrier, Place, ProducerOrder
from shop.portal.order_words import Sign
from shop.reading.my_orders import goes_to_centre
from shop.refusal_words import sentence_for

AGENT, HERSELF, OTHER = "agent", "herself", "other"
MOST_CARRIERS = 5


class HandOverForm(forms.Form):
    """Who takes it; the number on the carrier's paper, typed or photographed, if there is one."""

    who = forms.CharField(required=False)
    name = forms.CharField(required=False, max_length=60)
    tracking = forms.CharField(required=False, max_length=TRACKING_LIMIT)
    photo = forms.FileField(required=False)

    def __init__(self, *args: Any, part: ProducerOrder, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.part = part
        self.carriers = {f"c{row.pk}": row.name for row in Carrier.objects.order_by("name")[:MOST_CARRIERS]}
        self.centre = _centre_of(part) if goes_to_centre(part) else None

    @property
    def shown_choices(self) -> list[tuple[Sign, bool]]:
        """Return who may take it, and whether she touched that one before."""
        typed = self.data.get("who", "")
        return [(choice, choice.code == typed) for choice in self.choices]

    @property
    def choices(self) -> list[Sign]:
        """Return who may take it, each with a word and a sign."""
        found = [Sign(AGENT, str(_("The agent")), "people")] if goes_to_centre(self.part) else []
        found += [Sign(code, name, "truck") for code, name in self.carriers.items()]
        if self._may_bring():
            found.append(Sign(HERSELF, str(_("I bring it myself")), "hand"))
        return [*found, Sign(OTHER, str(_("Somebody else")), "person")]

    def clean(self) -> dict[str, Any]:
        """Ask who takes it, where that was not said."""
        cleaned = super().clean() or {}
        who = cleaned.get("who", "")
        if who not in {choice.code for choice in self.choices}:
            self.add_error("who", _("Touch the one who takes it."))
        elif who == OTHER and not cleaned.get("name", "").strip():
            self.add_error("name", _("Write who takes it."))
        return cleaned

    @property
    def carriage(self) -> dict[str, Any]:
        """Return what ``ship`` is told."""
        who = self.cleaned_data["who"]
        names = {AGENT: self._agent(), HERSELF: self._herself(), OTHER: self.cleaned_data["name"]}
        return {
            "carrier": names.get(who) or self.carriers.get(who, ""),
            "tracking": self.cleaned_data["tracking"],
            "centre": None if who == HERSELF else self.centre,
            "by_maker": who == HERSELF,
        }

    def place_of(self, refusal: RefusedError) -> tuple[str | None, str]:
        """Return the field beside which a refusal is said, and its sentence."""
        fields = {Why.BAD_CARRIER: "name", Why.BAD_TRACKING: "tracking", Why.BAD_FILE: "photo"}
        return fields.get(refusal.code), sentence_for(refusal)

    def _may_bring(self) -> bool:
        where = address_from(self.part.order.delivery_address)
        return may_bring_herself(self.part.delivery_method, self.part.producer.region, where)

    def _agent(self) -> str:
        by = self.part.producer.vouched_by
        lang = get_language() or "fr"
        return shown(by.name, lang, by.original_language).text[:60] if by else str(_("The agent"))

    def _herself(self) -> str:
        maker = self.part.producer
        return shown(maker.name, self.part.order.language, maker.original_language).text[:60]


def _centre_of(part: ProducerOrder) -> Place | None:
    """Return the centre of her region, else the first there is."""
    rows = Place.objects.filter(kind=Place.Kind.CENTRE).order_by("pk")
    found: Place | None = rows.filter(region=part.producer.region).first() or rows.first()
    return found
