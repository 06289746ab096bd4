"""What an operator types about cash, carriers' lists and bank statements."""

from typing import Any

from django import forms
from django.db.models import Model, QuerySet
from django.utils.translation import gettext_lazy as _

from producers.models import Organisation
from shop.domain.cash import CARRIER, Hands
from shop.domain.columns import Fault, Layout, layout_of
from shop.domain.postings import Account
from shop.imports.money_words import sentence_of
from shop.imports.sheets import LARGEST_BYTES
from shop.models import (
    CallAttempt,
    Carrier,
    CashCustody,
    GatewaySettlement,
    RemittanceLine,
    StatementLayout,
    StatementLine,
)
from shop.office.forms import ANY, ReasonForm
from shop.reading.matching_out import WAITING

DECIMALS = [("", _("it follows from each amount")), (",", _("comma: 1 234,50")), (".", _("point: 1,234.50"))]
ENCODINGS = [
    ("utf-8", "UTF-8"),
    ("cp1252", "Windows 1252"),
    ("cp1256", "Windows 1256"),
    ("iso-8859-1", "ISO 8859-1"),
]
HANDS = [("carrier", _("the carrier")), ("producer", _("the maker")), ("agent", _("the agent"))]
BEARERS = [
    ("bank", _("it came after all")),
    ("holder", _("who held it bears it")),
    ("shop", _("the shop bears it")),
]


class CallForm(forms.Form):
    """What came of a call."""

    outcome = forms.ChoiceField(
        label=_("What came of it"), choices=CallAttempt.Outcome.choices, widget=forms.RadioSelect
    )
    note = forms.CharField(label=_("Note"), max_length=300, required=False)
    call_again_at = forms.DateTimeField(
        label=_("Call again"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}),
        help_text=_("Only when she asked for a time."),
    )


class CustodyFilter(forms.Form):
    """Which parcels' cash is listed."""

    status = forms.ChoiceField(label=_("Where it is"), required=False)
    q = forms.CharField(label=_("Order or carrier"), required=False, max_length=60)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["status"].choices = [ANY, *CashCustody.Status.choices]  # type: ignore[attr-defined]  # a choice field

    @property
    def asked(self) -> dict[str, Any]:
        """What was understood."""
        self.is_valid()
        return self.cleaned_data


class AmountForm(ReasonForm):
    """An amount of the parcel's currency, and why."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=12, decimal_places=2)


class CollectForm(AmountForm):
    """Who took the cash, how much, and the receipt."""

    field_order = ("hands", "agent", "amount", "reason")
    hands = forms.ChoiceField(label=_("Who has it"), choices=HANDS)
    agent = forms.ModelChoiceField(
        Organisation.objects.filter(kind="association"), label=_("Association of the agent"), required=False
    )
    reason = forms.CharField(label=_("Receipt"), max_length=80)

    def clean(self) -> dict[str, Any]:
        """An agent is somebody's."""
        typed = super().clean() or {}
        if typed.get("hands") == "agent" and not typed.get("agent"):
            self.add_error("agent", _("Say whose agent has it."))
        return typed

    def hands_of(self, producer: int) -> Hands:
        """Return whose hands were named."""
        named = self.cleaned_data["hands"]
        if named == "carrier":
            return CARRIER
        if named == "producer":
            return Hands(Account.CASH_WITH_PRODUCER, producer)
        return Hands(Account.CASH_WITH_AGENT, self.cleaned_data["agent"].pk)


class HandOverForm(ReasonForm):
    """To which association cash is handed."""

    field_order = ("agent", "reason")
    agent = forms.ModelChoiceField(
        Organisation.objects.filter(kind="association"), label=_("Association of the agent")
    )


class RemitForm(AmountForm):
    """What arrived, and what the carrier kept."""

    field_order = ("amount", "fee", "reason")
    fee = forms.DecimalField(
        label=_("Kept by the carrier"), min_value=0, max_digits=12, decimal_places=2, required=False
    )


class SettleForm(AmountForm):
    """Who bears cash that was missing."""

    field_order = ("amount", "borne_by", "reason")
    borne_by = forms.ChoiceField(label=_("What became of it"), choices=BEARERS)


class RefuseForm(ReasonForm):
    """What the way back costs."""

    field_order = ("cost", "reason")
    cost = forms.DecimalField(
        label=_("Cost of the way back"), min_value=0, max_digits=12, decimal_places=2, required=False
    )


class LayoutForm(forms.Form):
    """Which heading of a list says what. A field that the list does not have stays empty."""

    named: dict[str, Any] = {}
    name = forms.CharField(label=_("Name"), max_length=60)
    decimal = forms.ChoiceField(label=_("Decimal mark"), choices=DECIMALS, required=False)
    encoding = forms.ChoiceField(label=_("Encoding of a csv file"), choices=ENCODINGS)

    taken: Any = ""

    def __init__(self, *args: Any, row: Model, layout: Layout | None = None, **kwargs: Any) -> None:
        self.row, layout = row, layout or layout_of({})
        shown = {f"column_{name}": heading for name, heading in layout.columns.items()}
        shown |= {
            "decimal": layout.decimal,
            "encoding": layout.encoding,
            "refused": ", ".join(layout.refused),
        }
        kwargs["initial"] = shown | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        for name, label in self.named.items():
            self.fields[f"column_{name}"] = forms.CharField(label=label, max_length=80, required=False)

    def clean_name(self) -> str:
        """One name is one carrier, or one layout."""
        name = str(self.cleaned_data["name"]).strip()
        others = type(self.row)._default_manager.exclude(pk=self.row.pk)
        if others.filter(name__iexact=name).exists():
            raise forms.ValidationError(self.taken)
        return name

    @property
    def layout(self) -> Layout:
        """Return the layout that was typed."""
        typed = self.cleaned_data
        columns = {name: typed[f"column_{name}"].strip() for name in self.named}
        return Layout(
            {name: heading for name, heading in columns.items() if heading},
            typed["decimal"],
            typed["encoding"],
            tuple(listed(typed.get("refused", ""))),
        )


class CarrierForm(LayoutForm):
    """A carrier: its names, and how its lists read."""

    named = {
        "tracking": _("Heading: tracking number"),
        "amount": _("Heading: amount remitted"),
        "fee": _("Heading: fee kept"),
        "delivery": _("Heading: delivery kept"),
        "line": _("Heading: number of the line"),
        "status": _("Heading: state of the parcel"),
        "cost": _("Heading: cost of the way back"),
    }
    aliases = forms.CharField(
        label=_("Other names on parcels (divided by commas)"), max_length=200, required=False
    )
    refused = forms.CharField(
        label=_("Words that say “refused” (divided by commas)"), max_length=200, required=False
    )
    remits_days = forms.IntegerField(label=_("Days until it remits"), min_value=1, max_value=120, initial=10)
    taken = _("There is a carrier of this name.")


class StatementLayoutForm(LayoutForm):
    """A bank: how its csv file reads."""

    named = {
        "date": _("Heading: day booked"),
        "amount": _("Heading: amount with its sign"),
        "credit": _("Heading: money in"),
        "debit": _("Heading: money out"),
        "text": _("Heading: text"),
        "name": _("Heading: name"),
        "reference": _("Heading: reference of the bank"),
        "balance": _("Heading: balance"),
    }
    currency = forms.ChoiceField(label=_("Currency"), choices=[(one, one) for one in ("MAD", "EUR", "USD")])
    taken = _("There is a layout of this name.")


class ListFileForm(forms.Form):
    """A file with money in it."""

    file = forms.FileField(label=_("File"), help_text=_("csv or xlsx, at most 50,000 rows."))

    def clean_file(self) -> Any:
        """Refuse at once what is too big to be one."""
        file = self.cleaned_data["file"]
        if file.size > LARGEST_BYTES:
            raise forms.ValidationError(sentence_of(Fault.TOO_BIG, ""))
        return file


class RemittanceForm(ListFileForm):
    """A carrier's list."""

    field_order = ("carrier", "file")
    carrier = forms.ModelChoiceField(Carrier.objects.all(), label=_("Carrier"))


class StatementForm(ListFileForm):
    """A bank's file: camt.053, or csv by a saved layout."""

    field_order = ("layout", "file")
    layout = forms.ModelChoiceField(
        StatementLayout.objects.all(),
        label=_("Layout"),
        required=False,
        help_text=_("Not needed for camt.053 (XML)."),
    )


class OutcomeFilter(forms.Form):
    """Which lines of a list are shown."""

    outcome = forms.ChoiceField(
        label=_("Outcome"), required=False, choices=[ANY, *RemittanceLine.Outcome.choices]
    )

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that were asked for."""
        outcome = self.cleaned_data["outcome"] if self.is_valid() else ""
        return rows.filter(outcome=outcome) if outcome else rows


class LineFilter(forms.Form):
    """Which lines of statements are shown."""

    state = forms.ChoiceField(label=_("State"), required=False, choices=[ANY, *StatementLine.State.choices])

    def narrowed(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        """Return the rows that were asked for."""
        state = self.cleaned_data["state"] if self.is_valid() else ""
        return rows.filter(state=state) if state else rows


class MatchForm(forms.Form):
    """Which order a line is for."""

    number = forms.CharField(label=_("Number of the order"), max_length=20)


class SettlementForm(forms.Form):
    """Which settlement of a payment service a line is."""

    settlement = forms.ModelChoiceField(GatewaySettlement.objects.none(), label=_("Settlement"))

    def __init__(self, *args: Any, currency: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        waiting = GatewaySettlement.objects.filter(state__in=WAITING, amount_currency=currency)
        self.fields["settlement"].queryset = waiting  # type: ignore[attr-defined]  # a choice of rows


class PayoutForm(forms.Form):
    """Which payout, or which batch of them, left with a line."""

    reference = forms.CharField(label=_("Reference of the payout or of the batch"), max_length=24)


def listed(text: str) -> list[str]:
    """Return the words between commas."""
    return [word.strip() for word in text.split(",") if word.strip()]
