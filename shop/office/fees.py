"""Fees in the office: the ordered list, a new rule, the end of one, and which would win."""

from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import localize
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from producers.access import is_operator
from producers.models import Organisation
from shop.actions.fee_rules import add_rule, end_rule
from shop.domain.breakdown import Breakdown
from shop.domain.fees import FeeKind
from shop.domain.money import from_minor
from shop.models import Category, FeeRule, Market, Variant
from shop.office.access import accountants_too, actor_of, operators_only
from shop.office.books import Table, act, show_tables
from shop.office.forms import METHODS, ReasonForm
from shop.office.tables import Cell, money_here
from shop.reading.breakdowns import LABELS, RECEIVERS
from shop.reading.fee_trial import FeeTrial, try_fees


class TryForm(forms.Form):
    """A product, where it would be sold and how it would be paid."""

    variant = forms.ModelChoiceField(
        Variant.objects.select_related("product__producer"),
        label=gettext_lazy("SKU"),
        to_field_name="sku",
        widget=forms.TextInput,
        error_messages={"invalid_choice": gettext_lazy("There is no variant with this SKU.")},
    )
    market = forms.ModelChoiceField(Market.objects.all(), label=gettext_lazy("Market"))
    method = forms.ChoiceField(label=gettext_lazy("Paid by"), required=False, choices=METHODS)


class RuleForm(forms.Form):
    """A new rule of a percent."""

    kind = forms.ChoiceField(label=gettext_lazy("Kind"), choices=FeeRule.Kind.choices)
    name = forms.CharField(label=gettext_lazy("Name"), max_length=120)
    percent = forms.DecimalField(
        label=gettext_lazy("Percent"), min_value=0, max_value=100, max_digits=5, decimal_places=2
    )
    position = forms.IntegerField(
        label=gettext_lazy("Position (the lowest that matches wins)"), min_value=0, max_value=32_000
    )
    market = forms.ModelChoiceField(Market.objects.all(), label=gettext_lazy("Only in"), required=False)
    category = forms.ModelChoiceField(Category.objects.all(), label=gettext_lazy("Only for"), required=False)
    producer = forms.ModelChoiceField(
        Organisation.objects.all(),
        label=gettext_lazy("Only of (the short name in its address)"),
        to_field_name="slug",
        required=False,
        widget=forms.TextInput,
    )
    method = forms.ChoiceField(label=gettext_lazy("Only when paid by"), required=False, choices=METHODS)
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=500)


@accountants_too
@require_safe
def list_fees(request: HttpRequest) -> HttpResponse:
    """Show the rules that hold, in the order in which they are asked."""
    rows = FeeRule.objects.filter(is_active=True).select_related("market", "producer", "category")
    ends = is_operator(request.user)
    cells = [[*_rule(row), *([_end_it(row)] if ends else [])] for row in rows]
    links = [
        (_("Add a rule"), reverse("shop_office:fee_new")),
        (_("Try it"), reverse("shop_office:fee_try")),
    ]
    headings = [*_headings(), *([_("What to do")] if ends else [])]
    return show_tables(request, _("Fees"), [Table(_("Rules"), headings, cells)], links=links)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_rule(request: HttpRequest) -> HttpResponse:
    """Add a rule."""
    form = RuleForm(request.POST or None)
    if act(form, lambda: _add(request, form), field="kind"):
        return redirect("shop_office:fees")
    return show_tables(request, _("Add a rule"), [], form=form, button=_("Add"), method="post")


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def end(request: HttpRequest, pk: int) -> HttpResponse:
    """End a rule; what is sold keeps its fees."""
    rule: FeeRule = get_object_or_404(FeeRule, pk=pk)
    form = ReasonForm(request.POST or None)
    actor = actor_of(request)
    if act(form, lambda: end_rule(rule, actor=actor, reason=form.cleaned_data["reason"]), field="reason"):
        return redirect("shop_office:fees")
    context = {
        "page_title": _("End a rule"),
        "header_icon": "tag",
        "facts": [(rule.get_kind_display(), str(rule.name))],
        "form": form,
        "button": _("End it"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


@accountants_too
@require_safe
def try_it(request: HttpRequest) -> HttpResponse:
    """Show which rules win for a product, and where its price would go."""
    form = TryForm(request.GET or None)
    tables: list[Table] = []
    if form.is_valid():
        asked = form.cleaned_data
        found = try_fees(asked["variant"], asked["market"], asked["method"])
        if found is None:
            form.add_error("market", _("It has no price in this market."))
        else:
            tables = _tables(found)
    return show_tables(request, _("Try it"), tables, form=form, button=_("Try"))


def _tables(found: FeeTrial) -> list[Table]:
    rules = [[*_rule(row), Cell(_("wins") if wins else "")] for row, wins in found.rules]
    tables = [Table(_("Rules"), [*_headings(), _("Outcome")], rules)]
    if found.parts is not None:
        headings = [_("Part"), _("Who receives it"), _("Amount"), "%"]
        tables.append(Table(money_here(found.price), headings, _parts(found.parts)))
    else:
        tables.append(Table(_("The fees and taxes take more than the price."), [], []))
    return tables


def _parts(parts: Breakdown) -> list[list[Cell]]:
    return [
        [
            Cell(LABELS[part.kind]() if part.kind in LABELS else _("The maker's work")),
            Cell(RECEIVERS[part.receiver]() if part.receiver in RECEIVERS else _("the maker")),
            Cell(money_here(from_minor(part.amount, parts.currency))),
            Cell(str(part.percent)),
        ]
        for part in parts.parts
    ]


def _headings() -> list[str]:
    return [_("Kind"), _("Name"), _("Position"), _("How much"), _("Only for")]


def _end_it(row: FeeRule) -> Cell:
    return Cell(_("End it"), reverse("shop_office:fee_end", args=[row.pk]))


def _rule(row: FeeRule) -> list[Cell]:
    amount = (
        f"{localize(row.percent)} %" if row.percent is not None else f"{localize(row.flat)} {row.currency}"
    )
    only = [row.market, row.category, row.producer, row.method]
    return [
        Cell(row.get_kind_display()),
        Cell(str(row.name)),
        Cell(str(row.position)),
        Cell(amount),
        Cell(", ".join(str(each) for each in only if each)),
    ]


def _add(request: HttpRequest, form: RuleForm) -> None:
    asked: dict[str, Any] = dict(form.cleaned_data)
    add_rule(FeeKind(asked.pop("kind")), asked.pop("percent"), actor=actor_of(request), **asked)
