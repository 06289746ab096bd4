"""Tax rates in the office: those that hold, those to come, and a new one from a day on."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from shop.actions.tax_rates import set_tax_rate
from shop.domain.taxes import TaxReason
from shop.models import Market, TaxRate
from shop.office.access import accountants_too, actor_of
from shop.office.books import Table, act, show_tables
from shop.office.tables import Cell
from shop.reading.tax_rates import in_force


class TaxRateForm(forms.Form):
    """A new rate: why it applies, where, from which day, and who says so."""

    reason = forms.ChoiceField(label=gettext_lazy("Reason"), choices=TaxRate.Reason.choices)
    market = forms.ModelChoiceField(
        Market.objects.order_by("position"),
        label=gettext_lazy("Only in"),
        required=False,
        to_field_name="code",
        empty_label=gettext_lazy("all markets without an own rate"),
    )
    percent = forms.DecimalField(label=gettext_lazy("Percent"), max_digits=5, decimal_places=2)
    since = forms.DateField(label=gettext_lazy("From"), initial=timezone.localdate)
    source = forms.CharField(
        label=gettext_lazy("Source"),
        max_length=120,
        help_text=gettext_lazy("The law or the letter that says so. What is sold keeps its own rate."),
    )


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def tax_rates(request: HttpRequest) -> HttpResponse:
    """Show the rates by reason and market, and enter a new one."""
    form = TaxRateForm(request.POST or None)
    if act(form, lambda: _set(request, form), field="percent"):
        return redirect("shop_office:tax_rates")
    today = timezone.localdate()
    held = {row.pk for row in in_force(today)}
    rows = TaxRate.objects.select_related("market")
    cells = [_cells(row, is_held=row.pk in held, is_to_come=row.since > today) for row in rows]
    headings = [_("Reason"), _("Only in"), _("Percent"), _("From"), _("Source"), ""]
    title = _("Tax rates")
    return show_tables(
        request, title, [Table(title, headings, cells)], form=form, button=_("Enter"), method="post"
    )


def _set(request: HttpRequest, form: TaxRateForm) -> TaxRate:
    typed = form.cleaned_data
    return set_tax_rate(
        TaxReason(typed["reason"]),
        typed["percent"],
        since=typed["since"],
        market=typed["market"],
        source=typed["source"],
        actor=actor_of(request),
    )


def _cells(row: TaxRate, *, is_held: bool, is_to_come: bool) -> list[Cell]:
    state = _("holds") if is_held else _("to come") if is_to_come else ""
    return [
        Cell(row.get_reason_display()),
        Cell(row.market.code if row.market else ""),
        Cell(f"{row.percent.normalize():f} %"),
        Cell(str(row.since)),
        Cell(row.source),
        Cell(state),
    ]
