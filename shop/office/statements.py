"""Bank statements: sent, read behind the scenes; a person says what is not sure."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.import_statement import receive_statement
from shop.actions.layouts import save_statement_layout
from shop.domain.columns import layout_of
from shop.imports.money_tasks import read_statement_task
from shop.models import Statement, StatementLayout, StatementLine
from shop.office.access import actor_of, operators_only
from shop.office.cash_forms import (
    StatementForm,
    StatementLayoutForm,
)
from shop.office.doing import when
from shop.office.money_files import Intake, edit_layout, show_run, take_file
from shop.office.tables import Cell, Listing, apart, money_here, show_list

STATES = dict(StatementLine.State.choices)


@operators_only
@require_safe
def list_statements(request: HttpRequest) -> HttpResponse:
    """List what the bank has sent, newest first."""
    headings = [
        _("Statement"),
        _("Account"),
        _("Number"),
        _("Opening balance"),
        _("Closing balance"),
        _("State"),
    ]
    link = (_("New statement"), reverse("shop_office:statement_new"))
    listing = Listing(_("Bank statements"), "upload", headings, _cells)
    return show_list(request, listing, Statement.objects.all(), link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def new_statement(request: HttpRequest) -> HttpResponse:
    """Take a bank's file; it is read behind the scenes."""
    intake = Intake(
        _("New bank statement"),
        _("Money is matched with orders by reference, amount and name."),
        StatementForm,
        lambda typed: receive_statement(typed["file"], layout=typed["layout"], actor=actor_of(request)),
        read_statement_task,
        "shop_office:statement",
    )
    return take_file(request, intake)


@operators_only
@require_safe
def show_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one statement, and how many lines are what."""
    run = get_object_or_404(Statement, pk=pk)
    lines = reverse("shop_office:statement_lines")
    facts = [
        (_("File"), run.file_name, ""),
        (_("State"), run.get_state_display(), ""),
        (_("Account"), run.account, ""),
        (_("Number"), run.statement_id, ""),
        (_("Opening balance"), money_here(run.opening) if run.opening is not None else "", ""),
        (_("Closing balance"), money_here(run.closing) if run.closing is not None else "", ""),
        (_("Sent"), when(run.created_at), ""),
    ]
    counts = [
        (STATES.get(name, _("known already")), count, f"{lines}?state={name}")
        for name, count in sorted(run.counts.items())
    ]
    title = _("Bank statement %(number)s") % {"number": apart(run.pk)}
    return show_run(request, run, title, facts=facts, counts=counts)


@operators_only
@require_safe
def list_layouts(request: HttpRequest) -> HttpResponse:
    """List how the files of banks read."""
    link = (_("New layout"), reverse("shop_office:statement_layout_new"))
    listing = Listing(_("Layouts of banks' files"), "table", [_("Name"), _("Currency")], _layout_cells)
    return show_list(request, listing, StatementLayout.objects.all(), link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_statement_layout(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Name the columns of a bank's csv file."""
    row = get_object_or_404(StatementLayout, pk=pk) if pk else StatementLayout()
    initial = {"name": row.name, "currency": row.currency}
    form = StatementLayoutForm(request.POST or None, layout=layout_of(row.layout), initial=initial, row=row)

    def save() -> None:
        typed = form.cleaned_data
        name, currency = typed["name"], typed["currency"]
        save_statement_layout(row, name=name, currency=currency, layout=form.layout, actor=actor_of(request))

    title = row.name or _("New layout")
    return edit_layout(request, form, title, "table", save=save, after="shop_office:statement_layouts")


def _cells(run: Statement) -> list[Cell]:
    return [
        Cell(when(run.created_at), reverse("shop_office:statement", args=[run.pk])),
        Cell(run.account),
        Cell(run.statement_id),
        Cell(money_here(run.opening) if run.opening is not None else ""),
        Cell(money_here(run.closing) if run.closing is not None else ""),
        Cell(run.get_state_display()),
    ]


def _layout_cells(row: StatementLayout) -> list[Cell]:
    return [Cell(row.name, reverse("shop_office:statement_layout", args=[row.pk])), Cell(row.currency)]
