"""What an operator types about a feed: what it is, and who may read it."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from producers.conf import languages
from producers.domain.regions import REGIONS
from producers.models import Label, Organisation
from shop.domain.countries import is_country
from shop.feeds.registry import all_dialects
from shop.models import Category, FeedChannel, Market
from shop.office.elsewhere_forms import ElsewhereForm

CONSENTS = [("sharing", _("data sharing"))]


class ChannelForm(forms.ModelForm):
    """A feed. Its currency is that of its market."""

    dialect = forms.ChoiceField(label=_("Dialect"))
    language = forms.ChoiceField(label=_("Language"))
    country = forms.CharField(label=_("Country (two letters)"), min_length=2, max_length=2)
    market = forms.ModelChoiceField(Market.objects.all(), label=_("Market"))
    categories = forms.ModelMultipleChoiceField(
        Category.objects.order_by("slug"), label=_("Only these categories"), required=False
    )
    regions = forms.MultipleChoiceField(label=_("Only these regions"), required=False)
    makers = forms.ModelMultipleChoiceField(
        Organisation.objects.selling(), label=_("Only these makers"), required=False
    )
    labels = forms.ModelMultipleChoiceField(
        Label.objects.all(), label=_("Only with one of these labels"), required=False
    )
    reason = forms.CharField(label=_("Reason"), max_length=500)

    class Meta:
        model = FeedChannel
        fields = [
            "name", "code", "dialect", "language", "country", "market", "categories", "regions", "makers",
            "labels", "most_items", "licence_of_texts", "licence_of_pictures", "is_stock_only",
            "has_trade_terms", "is_public", "is_active", "period_minutes", "reads_an_hour",
        ]  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own: Any = self.fields
        own["dialect"].choices = [(name, name) for name in all_dialects()]
        own["language"].choices = [(code, code) for code in languages()]
        own["regions"].choices = [(region.iso, region.name("fr")) for region in REGIONS]

    def clean_country(self) -> str:
        """Take a country that an address may be in."""
        code = str(self.cleaned_data["country"]).upper()
        if not is_country(code):
            raise forms.ValidationError(_("There is no such country."))
        return code

    def clean(self) -> dict[str, Any]:
        """A feed is of a country that its market sells to: else its prices would be no page's."""
        typed: dict[str, Any] = super().clean() or self.cleaned_data
        market, country = typed.get("market"), typed.get("country")
        if market and country and Market.objects.for_country(country) != market:
            self.add_error("country", _("This country belongs to another market."))
        if typed.get("has_trade_terms") and typed.get("is_public"):
            self.add_error("is_public", _("What shops pay is told only to who has a key."))
        return typed


class TokenForm(forms.Form):
    """Who gets a key."""

    consumer = forms.CharField(label=_("Who reads it"), max_length=120)
    reason = forms.CharField(label=_("Reason"), max_length=500)


class AdmitForm(ElsewhereForm, TokenForm):
    """Who is let in with the tokens of an issuer."""

    field_order = ("consumer", "issuer", "known_by", "subject", "reason")


class TokenReasonForm(forms.Form):
    """Which key, and why."""

    token = forms.ModelChoiceField(queryset=None, label=_("Key of"))
    reason = forms.CharField(label=_("Reason"), max_length=500)

    def __init__(self, *args: Any, channel: FeedChannel, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tokens: Any = self.fields["token"]
        tokens.queryset = channel.tokens.filter(revoked_at=None)
        tokens.label_from_instance = lambda row: row.consumer
