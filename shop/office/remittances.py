"""Carriers and their remittance lists: sent, read behind the scenes, shown line by line."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.import_remittance import progress_of, receive_remittance
from shop.actions.layouts import save_carrier
from shop.domain.columns import layout_of
from shop.imports.money_tasks import read_remittance_task
from shop.imports.money_words import sentence_of
from shop.models import Carrier, Remittance, RemittanceLine
from shop.office.access import actor_of, operators_only
from shop.office.cash_forms import CarrierForm, OutcomeFilter, RemittanceForm, listed
from shop.office.doing import when
from shop.office.money_files import Intake, edit_layout, show_run, take_file
from shop.office.tables import Cell, Listing, apart, money_here, show_list

OUTCOMES = dict(RemittanceLine.Outcome.choices)


@operators_only
@require_safe
def list_remittances(request: HttpRequest) -> HttpResponse:
    """List what carriers have sent, newest first."""
    rows = Remittance.objects.select_related("carrier")
    headings = [_("List"), _("Carrier"), _("File"), _("Sent"), _("State")]
    link = (_("New list"), reverse("shop_office:remittance_new"))
    return show_list(request, Listing(_("Remittance lists"), "upload", headings, _cells), rows, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_remittance(request: HttpRequest) -> HttpResponse:
    """Take a list; it is read behind the scenes."""
    intake = Intake(
        _("New remittance list"),
        _("Every line is matched with its parcel by the tracking number."),
        RemittanceForm,
        lambda typed: receive_remittance(typed["carrier"], typed["file"], actor=actor_of(request)),
        read_remittance_task,
        "shop_office:remittance",
    )
    return take_file(request, intake)


@operators_only
@require_safe
def show_remittance(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how far a list is, and how many lines ended how."""
    run = get_object_or_404(Remittance.objects.select_related("carrier"), pk=pk)
    lines = reverse("shop_office:remittance_lines", args=[pk])
    facts = [
        (_("Carrier"), run.carrier.name, reverse("shop_office:carrier", args=[run.carrier_id])),
        (_("File"), run.file_name, ""),
        (_("State"), run.get_state_display(), ""),
        (_("Sent"), when(run.created_at), ""),
    ]
    counts = [
        (label, run.counts[name], f"{lines}?outcome={name}")
        for name, label in OUTCOMES.items()
        if run.counts.get(name)
    ]
    title = _("Remittance list %(number)s") % {"number": apart(run.pk)}
    return show_run(request, run, title, facts=facts, counts=counts, done=progress_of(run))


@operators_only
@require_safe
def list_lines(request: HttpRequest, pk: int) -> HttpResponse:
    """List the lines of one list, as they stand in it."""
    run = get_object_or_404(Remittance, pk=pk)
    form = OutcomeFilter(request.GET)
    rows = run.lines.select_related("custody__order").order_by("number")
    headings = [_("Row"), _("Tracking number"), _("Remitted"), _("Kept"), _("Outcome"), _("Order"), _("Why")]
    link = (_("Back to the list"), reverse("shop_office:remittance", args=[pk]))
    listing = Listing(_("Lines of list %(number)s") % {"number": pk}, "upload", headings, _line_cells)
    return show_list(request, listing, form.narrowed(rows), form, link=link)


@operators_only
@require_safe
def list_carriers(request: HttpRequest) -> HttpResponse:
    """List who carries parcels and remits."""
    headings = [_("Name"), _("Other names on parcels"), _("Days until it remits")]
    link = (_("New carrier"), reverse("shop_office:carrier_new"))
    listing = Listing(_("Carriers"), "site", headings, _carrier_cells)
    return show_list(request, listing, Carrier.objects.all(), link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_carrier(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Name a carrier, and the columns of its lists."""
    carrier = get_object_or_404(Carrier, pk=pk) if pk else Carrier()
    initial = {
        "name": carrier.name,
        "aliases": ", ".join(carrier.aliases),
        "remits_days": carrier.remits_days,
    }
    form = CarrierForm(request.POST or None, layout=layout_of(carrier.layout), initial=initial, row=carrier)

    def save() -> None:
        typed = form.cleaned_data
        save_carrier(
            carrier,
            name=typed["name"],
            aliases=listed(typed["aliases"]),
            layout=form.layout,
            remits_days=typed["remits_days"],
            actor=actor_of(request),
        )

    title = carrier.name or _("New carrier")
    return edit_layout(request, form, title, "site", save=save, after="shop_office:carriers")


def _cells(run: Remittance) -> list[Cell]:
    return [
        Cell(str(run.pk), reverse("shop_office:remittance", args=[run.pk])),
        Cell(run.carrier.name),
        Cell(run.file_name),
        Cell(when(run.created_at)),
        Cell(run.get_state_display()),
    ]


def _line_cells(line: RemittanceLine) -> list[Cell]:
    custody = line.custody
    return [
        Cell(str(line.number)),
        Cell(line.tracking),
        Cell(money_here(line.amount) if line.amount is not None else ""),
        Cell(money_here(line.kept) if line.kept is not None else ""),
        Cell(line.get_outcome_display()),
        Cell(
            custody.order.number if custody else "",
            reverse("shop_office:custody", args=[custody.pk]) if custody else "",
        ),
        Cell(sentence_of(line.fault, line.fault_where)),
    ]


def _carrier_cells(carrier: Carrier) -> list[Cell]:
    return [
        Cell(carrier.name, reverse("shop_office:carrier", args=[carrier.pk])),
        Cell(", ".join(carrier.aliases)),
        Cell(str(carrier.remits_days)),
    ]
