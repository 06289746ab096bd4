"""What is typed at the trade desk: how lists are narrowed, why a buyer is refused, the lines of a quote."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from producers.domain.shown import shown
from shop.domain.advances import LEAST_PERCENT
from shop.domain.trade_quotes import MOST_PIECES
from shop.models import SourcingAsk, SourcingRequest, TradeBuyer, Variant
from shop.office.forms import ANY
from shop.reading.trade_quotes import Offered

LASTS_DAYS = 21
WAITS = [
    ANY,
    ("matching", _("nobody asked yet")),
    ("answers", _("waits for makers")),
    ("quote", _("waits for a quote")),
    ("buyer", _("waits for the buyer")),
    ("ordered", _("ordered")),
]


class BuyerFilter(forms.Form):
    """Which trade buyers are listed."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *TradeBuyer.Status.choices])


class RequestFilter(forms.Form):
    """Which requests are listed."""

    q = forms.CharField(label=_("Number or buyer"), required=False, max_length=120)
    status = forms.ChoiceField(
        label=_("Status"), required=False, choices=[ANY, *SourcingRequest.Status.choices]
    )
    waits = forms.ChoiceField(label=_("What it waits for"), required=False, choices=WAITS)

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class NothingForm(forms.Form):
    """A press, and no more."""


class QuoteForm(forms.Form):
    """One line for each maker who said that she can, then what holds for all of it."""

    def __init__(
        self,
        *args: Any,
        asks: Sequence[SourcingAsk],
        variants: dict[int, list[Variant]],
        currency: str,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.asks, self.currency = [ask for ask in asks if variants.get(ask.producer_id)], currency
        self.known = {variant.pk: variant for rows in variants.values() for variant in rows}
        for ask in self.asks:
            self._add(ask, variants[ask.producer_id])
        self.fields |= {
            "delivery": self._money(_("Delivery in all"), min_value=0, initial=0),
            "percent": forms.IntegerField(
                label=_("Advance in per cent of the total"),
                min_value=LEAST_PERCENT,
                max_value=100,
                initial=LEAST_PERCENT,
            ),
            "valid_until": forms.DateField(
                label=_("Valid until"), initial=lambda: timezone.localdate() + timedelta(days=LASTS_DAYS)
            ),
            "terms": forms.CharField(
                label=_("Terms: packing, samples, quality"),
                required=False,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4, "dir": "auto"}),
            ),
        }

    def offered(self) -> list[Offered]:
        """Return the lines that have pieces."""
        typed, lines = self.cleaned_data, []
        for ask in self.asks:
            quantity, unit = typed.get(f"quantity_{ask.pk}"), typed.get(f"price_{ask.pk}")
            if quantity:
                variant = self.known[int(typed[f"variant_{ask.pk}"])]
                lines.append(Offered(ask, variant, quantity, Money(unit or 0, self.currency)))
        return lines

    def terms(self) -> dict[str, Any]:
        """Return what holds for the whole quote, as the action takes it."""
        typed = self.cleaned_data
        return {
            "delivery": Money(typed["delivery"], self.currency),
            "percent": typed["percent"],
            "valid_until": typed["valid_until"],
            "terms": typed["terms"],
        }

    def _add(self, ask: SourcingAsk, variants: Sequence[Variant]) -> None:
        lang = get_language() or "fr"
        name = shown(ask.producer.name, lang, ask.producer.original_language).text
        choices = [
            (str(one.pk), f"{shown(one.product.name, lang, one.product.original_language).text} · {one.sku}")
            for one in variants
        ]
        self.fields[f"quantity_{ask.pk}"] = forms.IntegerField(
            label=_("Pieces of %(maker)s") % {"maker": f"\u2068{name}\u2069"},
            required=False,
            min_value=0,
            max_value=MOST_PIECES,
            initial=ask.quantity,
            help_text=_("Empty or 0 leaves her out."),
        )
        self.fields[f"variant_{ask.pk}"] = forms.ChoiceField(label=_("made like"), choices=choices)
        self.fields[f"price_{ask.pk}"] = self._money(
            _("Price of one for the buyer, all fees within"), required=False, min_value=0
        )

    def _money(self, label: Any, **kwargs: Any) -> forms.DecimalField:
        return forms.DecimalField(
            label=f"{label} ({self.currency})", max_digits=12, decimal_places=2, **kwargs
        )
