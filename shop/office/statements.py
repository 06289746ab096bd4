"""Bank statements: sent, read behind the scenes; a person says what is not sure."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.import_statement import receive_statement
from shop.actions.layouts import save_statement_layout
from shop.actions.match_statement import OPEN, MatchedBeforeError, match_statement, set_line_aside
from shop.domain.columns import layout_of
from shop.imports.money_tasks import read_statement_task
from shop.imports.money_words import sentence_of
from shop.models import Payment, Statement, StatementLayout, StatementLine
from shop.office.access import actor_of, operators_only
from shop.office.cash_forms import LineFilter, MatchForm, StatementForm, StatementLayoutForm
from shop.office.doing import acts_on, when
from shop.office.forms import ReasonForm
from shop.office.tables import Cell, Listing, apart, money_here, show_list

LOOK_AGAIN = "2"  # seconds
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
    is_sent = request.method == "POST"
    form = StatementForm(request.POST, request.FILES) if is_sent else StatementForm()
    if is_sent and form.is_valid():
        typed = form.cleaned_data
        run, is_new = receive_statement(typed["file"], layout=typed["layout"], actor=actor_of(request))
        if is_new:
            read_statement_task.enqueue(run.pk)
        else:
            messages.warning(request, _("This file has been sent before. Nothing was counted twice."))
        return redirect("shop_office:statement", run.pk)
    context = {
        "page_title": _("New bank statement"),
        "header_icon": "upload",
        "form": form,
        "button": _("Send"),
        "text": _("Money is matched with orders by reference, amount and name."),
    }
    return render(request, "shop/office/upload.html", context, status=422 if form.errors else 200)


@operators_only
@require_safe
def show_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one statement, and how many lines are what."""
    run = get_object_or_404(Statement, pk=pk)
    lines = reverse("shop_office:statement_lines")
    context = {
        "page_title": _("Bank statement %(number)s") % {"number": apart(run.pk)},
        "header_icon": "upload",
        "alert": sentence_of(run.fault, run.fault_where),
        "is_under_way": run.state == Statement.State.WAITING,
        "done": 0,
        "facts": [
            (_("File"), run.file_name, ""),
            (_("State"), run.get_state_display(), ""),
            (_("Account"), run.account, ""),
            (_("Number"), run.statement_id, ""),
            (_("Opening balance"), money_here(run.opening) if run.opening is not None else "", ""),
            (_("Closing balance"), money_here(run.closing) if run.closing is not None else "", ""),
            (_("Sent"), when(run.created_at), ""),
        ],
        "counts": [
            (STATES.get(name, _("known already")), count, f"{lines}?state={name}")
            for name, count in sorted(run.counts.items())
        ],
        "acts": acts_on(["statement"], pk),
    }
    response = render(request, "shop/office/thing.html", context)
    if run.state == Statement.State.WAITING:
        response.headers["Refresh"] = LOOK_AGAIN
    return response


@operators_only
@require_safe
def list_lines(request: HttpRequest) -> HttpResponse:
    """List the lines of all statements, newest first."""
    form = LineFilter(request.GET)
    rows = StatementLine.objects.select_related("payment__order", "remittance__carrier").order_by("-pk")
    headings = [_("Booked"), _("Amount"), _("Name"), _("Text"), _("State"), _("Order"), _("Confidence")]
    listing = Listing(_("Lines of statements"), "list-ul", headings, _line_cells)
    link = (_("Bank statements"), reverse("shop_office:statements"))
    return show_list(request, listing, form.narrowed(rows), form, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one line; say which order it is for, or that it is nothing of the shop."""
    rows = StatementLine.objects.select_related("payment__order", "remittance", "statement")
    line = get_object_or_404(rows, pk=pk)
    is_aside = "aside-reason" in request.POST
    suggested = {"number": line.payment.order.number} if line.payment else {}
    match = MatchForm(None if is_aside else request.POST or None, prefix="match", initial=suggested)
    aside = ReasonForm(request.POST if is_aside else None, prefix="aside")
    if request.method == "POST" and _is_said(request, line, aside if is_aside else match):
        messages.success(request, _("Done and written down."))
        return redirect(f"{reverse('shop_office:statement_lines')}?state=suggested")
    here = reverse("shop_office:statement_line", args=[pk])
    offered = [{"title": _("It is nothing of the shop"), "url": here, "form": aside}]
    if line.amount.amount > 0:
        offered.insert(0, {"title": _("It is for this order"), "url": here, "form": match})
    order = line.payment.order if line.payment else None
    context = {
        "page_title": _("Line of %(day)s") % {"day": date_format(line.booked_on)},
        "header_icon": "list-ul",
        "facts": [
            (_("Amount"), money_here(line.amount), ""),
            (_("Name"), line.name, ""),
            (_("Text"), line.text, ""),
            (_("Reference of the bank"), line.bank_reference, ""),
            (_("State"), line.get_state_display(), ""),
            (
                _("Order"),
                order.number if order else "",
                reverse("shop_office:order", args=[order.pk]) if order else "",
            ),
            (_("Confidence"), f"{line.confidence} %", ""),
            (
                _("Statement"),
                str(line.statement),
                reverse("shop_office:statement", args=[line.statement_id]),
            ),
        ],
        "acts": acts_on(["statementline"], pk),
        "operations": offered if line.state in OPEN or match.errors or aside.errors else [],
    }
    status = 422 if match.errors or aside.errors else 200
    return render(request, "shop/office/thing.html", context, status=status)


def _is_said(request: HttpRequest, line: StatementLine, form: MatchForm | ReasonForm) -> bool:
    if not form.is_valid():
        return False
    field = "number" if isinstance(form, MatchForm) else "reason"
    try:
        if isinstance(form, MatchForm):
            number = form.cleaned_data["number"].strip()
            payment = Payment.objects.filter(order__number=number, gateway="transfer").order_by("pk").last()
            if payment is None:
                form.add_error(field, _("There is no order of this number that is paid by transfer."))
                return False
            match_statement(line, payment, actor=actor_of(request))
        else:
            set_line_aside(line, actor=actor_of(request), reason=form.cleaned_data["reason"])
    except MatchedBeforeError:
        form.add_error(field, _("Somebody has said before what this line is."))
        return False
    except ValueError:
        form.add_error(field, _("Money that left pays no order."))
        return False
    return True


@operators_only
@require_safe
def list_layouts(request: HttpRequest) -> HttpResponse:
    """List how the files of banks read."""
    link = (_("New layout"), reverse("shop_office:statement_layout_new"))
    listing = Listing(_("Layouts of banks' files"), "table", [_("Name"), _("Currency")], _layout_cells)
    return show_list(request, listing, StatementLayout.objects.all(), link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def edit_layout(request: HttpRequest, pk: int | None = None) -> HttpResponse:
    """Name the columns of a bank's csv file."""
    row = get_object_or_404(StatementLayout, pk=pk) if pk else StatementLayout()
    initial = {"name": row.name, "currency": row.currency}
    form = StatementLayoutForm(request.POST or None, layout=layout_of(row.layout), initial=initial)
    if form.is_valid():
        name = form.cleaned_data["name"].strip()
        if StatementLayout.objects.filter(name__iexact=name).exclude(pk=row.pk).exists():
            form.add_error("name", _("There is a layout of this name."))
        else:
            currency = form.cleaned_data["currency"]
            save_statement_layout(
                row, name=name, currency=currency, layout=form.layout, actor=actor_of(request)
            )
            messages.success(request, _("Done and written down."))
            return redirect("shop_office:statement_layouts")
    context = {
        "page_title": row.name or _("New layout"),
        "header_icon": "table",
        "form": form,
        "button": _("Save"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _cells(run: Statement) -> list[Cell]:
    return [
        Cell(when(run.created_at), reverse("shop_office:statement", args=[run.pk])),
        Cell(run.account),
        Cell(run.statement_id),
        Cell(money_here(run.opening) if run.opening is not None else ""),
        Cell(money_here(run.closing) if run.closing is not None else ""),
        Cell(run.get_state_display()),
    ]


def _line_cells(line: StatementLine) -> list[Cell]:
    order = line.payment.order if line.payment else None
    matched = line.remittance.carrier.name if line.remittance else order.number if order else ""
    return [
        Cell(date_format(line.booked_on), reverse("shop_office:statement_line", args=[line.pk])),
        Cell(money_here(line.amount)),
        Cell(line.name),
        Cell(line.text[:80]),
        Cell(line.get_state_display()),
        Cell(matched),
        Cell(f"{line.confidence} %" if line.confidence else ""),
    ]


def _layout_cells(row: StatementLayout) -> list[Cell]:
    return [Cell(row.name, reverse("shop_office:statement_layout", args=[row.pk])), Cell(row.currency)]
