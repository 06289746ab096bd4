"""What an operator types to change an order, to answer a buyer, and to give money back."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import get_language, gettext, pgettext_lazy
from django.utils.translation import gettext_lazy as _
from moneyed import Money

from producers.domain.shown import shown
from shop.domain.changes import BEFORE_SHIPPING, ChangeKind
from shop.domain.money import UnroundedMoneyError, minor
from shop.domain.settlement import FEES, Role
from shop.domain.states import PartStatus
from shop.models import Change, FeeLine, Order, OrderLine, Refund
from shop.office.forms import ANY
from shop.reading.proposals import Asked
from shop.reading.replacements import variants_for
from shop.reading.sold import pieces_gone

UNSENT = BEFORE_SHIPPING | {PartStatus.PARTLY_SHIPPED}
AMOUNT = {"min_value": 0, "max_digits": 12, "decimal_places": 2, "required": False}


class ChangeFilter(forms.Form):
    """Which changes are listed."""

    kind = forms.ChoiceField(label=_("Kind"), required=False, choices=[ANY, *Change.Kind.choices])
    status = forms.ChoiceField(
        label=_("Status"),
        required=False,
        choices=[("", _("all")), ("open", _("open")), *Change.Status.choices],
    )


class RefundFilter(forms.Form):
    """Which refunds are listed."""

    status = forms.ChoiceField(label=_("Status"), required=False, choices=[ANY, *Refund.Status.choices])
    method = forms.ChoiceField(
        label=pgettext_lazy("way", "By"), required=False, choices=[ANY, *Refund.Method.choices]
    )


class OrderChangeForm(forms.Form):
    """Pieces to cancel, or money to give back by line, fee, delivery or out of kindness; and why."""

    goodwill = forms.DecimalField(label=_("Out of kindness, borne by the shop"), **AMOUNT)
    reason = forms.CharField(label=_("Reason"), max_length=200)

    def __init__(self, *args: Any, order: Order, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.order, lang = order, get_language() or "fr"
        gone = pieces_gone(order)
        lines = OrderLine.objects.filter(part__order=order).select_related("part").prefetch_related("fees")
        parts = {}
        for line in lines.order_by("pk"):
            name = shown(line.product_name, lang, line.original_language).text
            left = line.quantity - gone.get(line.pk, 0) - line.shipped
            parts[line.part_id] = line.part
            if left and PartStatus(line.part.status) in UNSENT:
                self.fields[f"pieces_{line.pk}"] = forms.IntegerField(
                    label=gettext("Cancel pieces: %(what)s (%(count)s left)") % {"what": name, "count": left},
                    min_value=0,
                    max_value=left,
                    required=False,
                )
            self.fields[f"sum_{line.pk}"] = forms.DecimalField(
                label=gettext("Give back of the price: %(what)s") % {"what": name}, **AMOUNT
            )
            for fee in line.fees.all():
                self._add_fee(fee, name)
        for part in parts.values():
            if part.delivery.amount:
                self.fields[f"delivery_{part.pk}"] = forms.DecimalField(
                    label=gettext("Give back of the delivery: %(number)s") % {"number": part.number}, **AMOUNT
                )
        self.order_fields([*(name for name in self.fields if name != "reason"), "reason"])

    def _add_fee(self, fee: FeeLine, name: str) -> None:
        if Role(fee.kind) in FEES:
            words = {"fee": str(fee.name), "what": name}
            self.fields[f"fee_{fee.line_id}_{fee.kind}"] = forms.DecimalField(
                label=gettext("Give back of a fee: %(fee)s, %(what)s") % words, **AMOUNT
            )

    def clean(self) -> dict[str, Any]:
        """Refuse what no coin can pay, and both at once."""
        typed: dict[str, Any] = self.cleaned_data
        for name, value in typed.items():
            if isinstance(value, Decimal):
                try:
                    minor(Money(value, self.order.total.currency))
                except UnroundedMoneyError:
                    self.add_error(name, gettext("A price is above zero and ends with the smallest coin."))
        has_pieces = any(typed.get(name) for name in self.fields if name.startswith("pieces_"))
        has_money = any(
            typed.get(name) for name in self.fields if name.startswith(("sum_", "fee_", "delivery_", "good"))
        )
        if has_pieces and has_money:
            self.add_error(None, gettext("Cancel pieces, or give money back: one after the other."))
        return typed

    @property
    def asked(self) -> Asked:
        """What a valid form asks for."""
        pieces = {key[0]: count for key, count in self._given("pieces").items()}
        if pieces:
            return Asked(ChangeKind.CANCEL_LINE, pieces)
        return Asked(
            ChangeKind.GOODWILL,
            sums={key[0]: amount for key, amount in self._given("sum").items()},
            delivery={key[0]: amount for key, amount in self._given("delivery").items()},
            fees={(key[0], Role(key[1])): amount for key, amount in self._given("fee").items()},
            goodwill=self._minor(self.cleaned_data.get("goodwill")),
        )

    def _given(self, prefix: str) -> Mapping[tuple[Any, ...], int]:
        found: dict[tuple[Any, ...], int] = {}
        for name, value in self.cleaned_data.items():
            head, _sign, rest = name.partition("_")
            if head == prefix and value:
                number, _sign, kind = rest.partition("_")
                key = (int(number), kind) if kind else (int(number),)
                found[key] = value if prefix == "pieces" else self._minor(value)
        return found

    def _minor(self, value: Decimal | None) -> int:
        return minor(Money(value, self.order.total.currency)) if value else 0


class StepForm(forms.Form):
    """What is typed for a step of a change; some steps ask for what the change is about."""

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.change = change


class AnswerForm(StepForm):
    """What the buyer is told."""

    answer = forms.CharField(
        label=_("Answer to the buyer"), required=False, max_length=2000, widget=forms.Textarea({"rows": 3})
    )


class RefusalForm(AnswerForm):
    """Why not: she is told."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["answer"].required = True


class ExchangeForm(AnswerForm):
    """What takes the place of the pieces that come back, where there is a choice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        lang = get_language() or "fr"
        for row in self.change.lines.select_related("line__variant__product").order_by("pk"):
            line = row.line
            names = [
                (one.pk, f"{shown(one.name, lang, line.original_language).text} {one.sku}".strip())
                for one in variants_for(line, self.change.order.market)
            ]
            what = shown(line.product_name, lang, line.original_language).text
            self.fields[f"variant_{line.pk}"] = forms.TypedChoiceField(
                label=gettext("In place of: %(count)s × %(what)s") % {"count": row.quantity, "what": what},
                choices=names,
                coerce=int,
            )
        self.order_fields([*(name for name in self.fields if name != "answer"), "answer"])

    @property
    def variants(self) -> dict[int, int]:
        """The chosen variant by line."""
        fields = {name: value for name, value in self.cleaned_data.items() if name.startswith("variant_")}
        return {int(name.removeprefix("variant_")): value for name, value in fields.items()}


class ReplacementForm(StepForm):
    """Who takes the replacement along."""

    carrier = forms.CharField(label=_("Carrier"), max_length=60)
    tracking = forms.CharField(label=_("Tracking number"), max_length=60, required=False)


class ComplaintForm(OrderChangeForm):
    """What a complaint is settled with: of the price of its pieces, of their delivery, or on the shop."""

    def __init__(self, *args: Any, change: Change, **kwargs: Any) -> None:
        super().__init__(*args, order=change.order, **kwargs)
        self.pieces = dict(change.lines.values_list("line", "quantity"))
        about = {f"sum_{line}" for line in self.pieces}
        parts = change.order.parts.filter(lines__in=self.pieces).values_list("pk", flat=True)
        about |= {"goodwill", "reason", *(f"delivery_{part}" for part in parts)}
        for name in self.fields.keys() - about:
            del self.fields[name]
        self.fields["reason"].label = gettext("Answer to the buyer")

    @property
    def asked(self) -> Asked:
        """What a valid form asks for: the pieces stay with the buyer."""
        return replace(super().asked, kind=ChangeKind.COMPLAINT, pieces=self.pieces)


class ReceivedForm(StepForm):
    """Whether what came back can be sold again."""

    reason = forms.CharField(label=_("Reason"), max_length=200)
    is_sound = forms.BooleanField(label=_("It can be sold again"), required=False, initial=True)


class HandedOverForm(forms.Form):
    """How money was given back by a person."""

    receipt = forms.CharField(label=_("Line of the statement, or receipt"), required=False, max_length=100)
    proof = forms.FileField(label=_("Signed receipt (photo or PDF)"), required=False)


class GiveBackForm(forms.Form):
    """How much of what is due, and by which way."""

    amount = forms.DecimalField(label=_("Amount"), min_value=0, max_digits=12, decimal_places=2)
    method = forms.ChoiceField(label=pgettext_lazy("way", "By"), choices=Refund.Method.choices)
