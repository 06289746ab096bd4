"""Complaints in a hundred pieces by maker and technique, for operators: whom to visit, what to teach."""

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from producers.models import Organisation
from shop.actions.code_defect import code_defect
from shop.domain.quality import LEAST_DELIVERED, rate
from shop.models import Change, Defect, OrderLine, Technique
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.tables import Cell, Listing, apart, show_list
from shop.reading.quality import rates_of


class DefectForm(forms.Form):
    """By which defect a complaint counts."""

    defect = forms.ModelChoiceField(
        label=gettext_lazy("What was wrong"), queryset=Defect.objects.all(), required=False
    )
    reason = forms.CharField(label=gettext_lazy("Reason"), max_length=200, required=False)


@operators_only
@require_safe
def list_quality(request: HttpRequest) -> HttpResponse:
    """List makers of whom enough has arrived within twelve months, most complaints first."""
    sold = OrderLine.objects.filter(part__status="delivered").values("part__producer")
    makers = Organisation.objects.sellers().filter(pk__in=sold).order_by("number")
    listing = Listing(_("Quality"), "tick-inverse", _headings(), lambda cells: cells)
    return show_list(request, listing, _rows(list(makers)))  # type: ignore[arg-type]  # a list is paged as well


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def code(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what was wrong with the pieces of one complaint."""
    change: Change = get_object_or_404(Change, pk=pk, kind=Change.Kind.COMPLAINT)
    form = DefectForm(request.POST or None, initial={"defect": change.defect_id})
    act = lambda: code_defect(change, **form.cleaned_data, actor=actor_of(request))  # noqa: E731  # read once
    if is_done(request, form, act, field="defect"):
        return redirect("shop_office:change", pk)
    context = {
        "page_title": _("What was wrong"),
        "header_icon": "resubmit",
        "facts": [(_("Note"), change.note)],
        "form": form,
        "button": _("Write it down"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _headings() -> list[str]:
    return [_("Maker"), _("Technique"), _("Arrived"), _("Complained of"), _("In 100 pieces")]


def _rows(makers: list[Organisation]) -> list[list[Cell]]:
    counts = rates_of([maker.pk for maker in makers])
    techniques = Technique.objects.in_bulk({key for _, key in counts if key})
    slugs = {maker.pk: maker.slug for maker in makers}
    shown = [
        (rate(counted) or 0, [
            Cell(slugs[maker], reverse("shop_office:maker", args=[maker])),
            Cell(str(techniques[technique].name) if technique else ""),
            Cell(str(counted.delivered)),
            Cell(str(counted.complained)),
            Cell(apart(rate(counted))),
        ])
        for (maker, technique), counted in counts.items()
        if counted.delivered >= LEAST_DELIVERED
    ]  # fmt: skip
    return [cells for _, cells in sorted(shown, key=lambda pair: -pair[0])]
