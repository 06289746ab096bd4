"""What an operator types about a partner: who it is, what its programs may do, which goods they read."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from producers.conf import languages
from producers.domain.regions import REGIONS
from producers.models import Label, Organisation
from shop.domain.languages import language_name
from shop.domain.webhooks import Event, Scope
from shop.models import Category, Market, Partner
from shop.office.elsewhere_forms import MaybeElsewhereForm

ORIGIN = r"^https://[a-z0-9.-]+(:\d{1,5})?$"
SCOPES = [
    (Scope.READ.value, gettext_lazy("read products in bulk, of makers who share their data")),
    (Scope.SELL.value, gettext_lazy("sell: carts and orders in its name")),
]
EVENTS = [
    (Event.ORDER_PLACED.value, gettext_lazy("an order that came through it")),
    (Event.PRODUCT_CHANGED.value, gettext_lazy("a product has changed")),
    (Event.STOCK_CHANGED.value, gettext_lazy("stock has changed")),
    (Event.DFC_REFRESH.value, gettext_lazy("a maker is to be read again (Data Food Consortium)")),
]


class PartnerForm(forms.Form):
    """A new partner."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    market = forms.ModelChoiceField(
        Market.objects.order_by("position"), label=gettext_lazy("Market"), to_field_name="code"
    )
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What its tokens open"), choices=SCOPES, widget=forms.CheckboxSelectMultiple
    )
    origin = forms.RegexField(
        ORIGIN,
        label=gettext_lazy("Site whose pages may buy"),
        required=False,
        help_text=gettext_lazy("Such as https://boutique.example; empty: none."),
    )


class ChoiceForm(forms.Form):
    """What is changed of a partner; an empty choice of goods takes all of makers who share their data."""

    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    scopes = forms.MultipleChoiceField(
        label=gettext_lazy("What its tokens open"),
        choices=SCOPES,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    origins = forms.CharField(
        label=gettext_lazy("Sites whose pages may buy"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("One a line, such as https://boutique.example; empty: none."),
    )
    languages = forms.MultipleChoiceField(
        label=gettext_lazy("Texts in these languages (none: all)"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    categories = forms.ModelMultipleChoiceField(
        Category.objects.order_by("slug"),
        label=gettext_lazy("Only these categories"),
        required=False,
        to_field_name="slug",
    )
    regions = forms.MultipleChoiceField(label=gettext_lazy("Only these regions"), required=False)
    makers = forms.ModelMultipleChoiceField(
        Organisation.objects.selling(),
        label=gettext_lazy("Only these makers"),
        required=False,
        to_field_name="export_id",
    )
    labels = forms.ModelMultipleChoiceField(
        Label.objects.order_by("code"),
        label=gettext_lazy("Only with one of these labels"),
        required=False,
        to_field_name="code",
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        regions: Any = self.fields["regions"]
        regions.choices = [(region.iso, region.name("fr")) for region in REGIONS]
        spoken: Any = self.fields["languages"]
        spoken.choices = [(code, language_name(code, code)) for code in languages()]

    @classmethod
    def of(cls, row: Partner) -> dict[str, Any]:
        """Return what the form shows of a partner before anything is typed."""
        own = {name: getattr(row, name) for name in ("name", "scopes", "languages")}
        return {**own, "origins": "\n".join(row.origins), **row.selection}

    def clean_origins(self) -> list[str]:
        """Take addresses of sites alone, each once."""
        sites = list(dict.fromkeys(str(self.cleaned_data["origins"]).split()))
        if not all(re.fullmatch(ORIGIN, site) for site in sites):
            raise forms.ValidationError(_("Give sites that begin with https://, without a path."))
        return sites

    def values(self) -> dict[str, Any]:
        """Return what the partner is to be, for ``change_partner``."""
        typed = self.cleaned_data
        chosen = {
            "categories": [row.slug for row in typed["categories"]],
            "regions": typed["regions"],
            "makers": [row.export_id for row in typed["makers"]],
            "labels": [row.code for row in typed["labels"]],
        }
        selection = {name: sorted(codes) for name, codes in chosen.items() if codes}
        own = {name: typed[name] for name in ("name", "scopes", "origins", "languages")}
        return own | {"selection": selection}


class TokenForm(MaybeElsewhereForm):
    """A new token, ours or an issuer's, or an address to be told at."""

    field_order = ("label", "issuer", "known_by", "subject", "url", "events")

    label = forms.CharField(label=gettext_lazy("New token: what it is for"), max_length=80, required=False)
    url = forms.CharField(
        label=gettext_lazy("New address to be told at (https)"), max_length=500, required=False
    )
    events = forms.MultipleChoiceField(
        label=gettext_lazy("What it is told"),
        choices=EVENTS,
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )

    def clean(self) -> dict[str, Any]:
        """One of the two is asked for; an address is told something."""
        typed = super().clean() or {}
        if typed.get("subject") and not (typed.get("label") and typed.get("issuer")):
            self.add_error("subject", _("Say what it is for, and who signs it in."))
        if not typed.get("label") and not typed.get("url"):
            self.add_error("label", _("Say what the token is for, or give an address."))
        if typed.get("url") and not typed.get("events"):
            self.add_error("events", _("Choose at least one."))
        return typed
