"""Lines of bank statements, and settlements of payment services: a person says what is not sure."""

from collections.abc import Callable

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.actors import Actor
from shop.actions.match_outgoing import NotItError, match_payout, match_settlement
from shop.actions.match_statement import match_statement, set_line_aside
from shop.actions.statement_lines import OPEN, MatchedBeforeError
from shop.checkout_words import method_text
from shop.domain.payouts import PayoutRefusedError
from shop.models import GatewaySettlement, Payment, StatementLine
from shop.office.access import actor_of, operators_only
from shop.office.cash_forms import LineFilter, MatchForm, PayoutForm, SettlementForm
from shop.office.doing import Table, acts_on
from shop.office.forms import ReasonForm
from shop.office.payout_words import sentence_of as payout_sentence
from shop.office.tables import Cell, Listing, money_here, show_list
from shop.reading.matching_out import named_payout


@operators_only
@require_safe
def list_lines(request: HttpRequest) -> HttpResponse:
    """List the lines of all statements, newest first."""
    form = LineFilter(request.GET)
    rows = StatementLine.objects.select_related(
        "payment__order", "remittance__carrier", "payout", "batch", "settlement"
    ).order_by("-pk")
    listing = Listing(_("Lines of statements"), "list-ul", _line_headings(), _line_cells)
    link = (_("Bank statements"), reverse("shop_office:statements"))
    return show_list(request, listing, form.narrowed(rows), form, link=link)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_line(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one line; say which order it is for, or that it is nothing of the shop."""
    rows = StatementLine.objects.select_related(
        "payment__order", "remittance", "statement", "payout", "batch", "settlement"
    )
    line = get_object_or_404(rows, pk=pk)
    is_aside = "aside-reason" in request.POST
    is_order = "match-number" in request.POST
    suggested = {"number": line.payment.order.number} if line.payment else {}
    match = MatchForm(request.POST if is_order else None, prefix="match", initial=suggested)
    aside = ReasonForm(request.POST if is_aside else None, prefix="aside")
    more = _other_form(request, line)
    back = _returned_form(request, line)
    bound = (form for form in (more, back, aside) if form.is_bound)
    sent: Form = next(bound, match)
    if request.method == "POST" and _is_said(request, line, sent):
        messages.success(request, _("Done and written down."))
        return redirect(f"{reverse('shop_office:statement_lines')}?state=suggested")
    here = reverse("shop_office:statement_line", args=[pk])
    offered = [{"title": _("It is nothing of the shop"), "url": here, "form": aside}]
    if line.amount.amount > 0:
        title = _("It is this settlement of a payment service")
        offered.insert(0, {"title": title, "url": here, "form": more})
        offered.insert(0, {"title": _("This payout came back"), "url": here, "form": back})
        offered.insert(0, {"title": _("It is for this order"), "url": here, "form": match})
    else:
        offered.insert(0, {"title": _("It is this payout"), "url": here, "form": more})
    order = line.payment.order if line.payment else None
    is_wrong = any(form.errors for form in (match, aside, more, back))
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
            *_belongs_to(line),
            (_("Confidence"), f"{line.confidence} %", ""),
            (
                _("Statement"),
                str(line.statement),
                reverse("shop_office:statement", args=[line.statement_id]),
            ),
        ],
        "acts": acts_on(["statementline"], pk),
        "operations": offered if line.state in OPEN or is_wrong else [],
    }
    status = 422 if is_wrong else 200
    return render(request, "shop/office/thing.html", context, status=status)


def _belongs_to(line: StatementLine) -> list[tuple[str, str, str]]:
    """Say which settlement, payout or batch a line is."""
    found = (
        (_("Settlement"), line.settlement, "settlement"),
        (_("Payouts"), line.batch, "payout_batch"),
        (_("Payout"), line.payout, "payout"),
    )
    return [
        (words, str(row), reverse(f"shop_office:{name}", args=[row.pk])) for words, row, name in found if row
    ]


def _other_form(request: HttpRequest, line: StatementLine) -> SettlementForm | PayoutForm:
    """Return the form for what is no order's: a settlement that came in, a payout that left."""
    is_sent = any(name in request.POST for name in ("other-settlement", "other-reference"))
    typed = request.POST if is_sent else None
    if line.amount.amount > 0:
        return SettlementForm(typed, prefix="other", currency=line.amount.currency.code)
    suggested = line.batch or line.payout
    known = {"reference": suggested.reference} if suggested else {}
    return PayoutForm(typed, prefix="other", initial=known)


def _returned_form(request: HttpRequest, line: StatementLine) -> PayoutForm:
    """Return the form for a payout that came back with the line."""
    typed = request.POST if "back-reference" in request.POST and line.amount.amount > 0 else None
    known = {"reference": line.payout.reference} if line.payout else {}
    return PayoutForm(typed, prefix="back", initial=known)


def _pay_order(line: StatementLine, form: Form, actor: Actor) -> str:
    number = form.cleaned_data["number"].strip()
    payment = Payment.objects.filter(order__number=number, gateway="transfer").order_by("pk").last()
    if payment is None:
        return _("There is no order of this number that is paid by transfer.")
    match_statement(line, payment, actor=actor)
    return ""


def _take_settlement(line: StatementLine, form: Form, actor: Actor) -> str:
    match_settlement(line, form.cleaned_data["settlement"], actor=actor)
    return ""


def _take_payout(line: StatementLine, form: Form, actor: Actor) -> str:
    found = named_payout(form.cleaned_data["reference"])
    if found is None:
        return _("No payout and no batch has this reference.")
    match_payout(line, found, actor=actor)
    return ""


def _set_aside(line: StatementLine, form: Form, actor: Actor) -> str:
    set_line_aside(line, actor=actor, reason=form.cleaned_data["reason"])
    return ""


# By form: the field at which a refusal is said, and what it does; it returns why not.
SAID: dict[type[Form], tuple[str, Callable[[StatementLine, Form, Actor], str]]] = {
    MatchForm: ("number", _pay_order),
    SettlementForm: ("settlement", _take_settlement),
    PayoutForm: ("reference", _take_payout),
    ReasonForm: ("reason", _set_aside),
}


def _is_said(request: HttpRequest, line: StatementLine, form: Form) -> bool:
    if not form.is_valid():
        return False
    field, act = SAID[type(form)]
    try:
        refused = act(line, form, actor_of(request))
    except MatchedBeforeError:
        refused = _("Somebody has said before what this line is.")
    except NotItError:
        refused = _("It cannot be this one: another amount or currency, or found on a line before.")
    except PayoutRefusedError as refusal:
        refused = payout_sentence(refusal)
    except ValueError:
        refused = _("Money that left pays no order.")
    if refused:
        form.add_error(field, refused)
    return not refused


@operators_only
@require_safe
def list_settlements(request: HttpRequest) -> HttpResponse:
    """List what payment services have paid to our bank, the newest first."""
    headings = [_("Arrives"), _("Gateway"), _("Amount"), _("Fees kept"), _("State"), _("Statement")]
    listing = Listing(_("Settlements of payment services"), "download", headings, _settlement_cells)
    rows = GatewaySettlement.objects.select_related("statement_line")
    return show_list(request, listing, rows, link=(_("Bank statements"), reverse("shop_office:statements")))


@operators_only
@require_safe
def show_settlement(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one, and the lines of statements of which one may be it."""
    row = get_object_or_404(GatewaySettlement.objects.select_related("statement_line"), pk=pk)
    line = getattr(row, "statement_line", None)
    lines = StatementLine.objects.filter(
        state__in=OPEN, amount__gt=0, amount_currency=row.amount.currency.code
    ).select_related("payment__order", "remittance__carrier", "payout", "batch", "settlement")
    context = {
        "page_title": _("Settlement of %(day)s") % {"day": date_format(row.arrives_on)},
        "header_icon": "download",
        "facts": [
            (_("Gateway"), method_text(row.gateway), ""),
            (_("Reference"), row.handle, ""),
            (_("Amount"), money_here(row.amount), ""),
            (_("Fees kept"), money_here(row.fee), ""),
            (_("State"), row.get_state_display(), ""),
            (
                _("Line of the statement"),
                date_format(line.booked_on) if line else "",
                reverse("shop_office:statement_line", args=[line.pk]) if line else "",
            ),
        ],
        "table": None if line else Table(_line_headings(), [_line_cells(one) for one in lines[:50]]),
        "acts": [],
    }
    return render(request, "shop/office/thing.html", context)


def _settlement_cells(row: GatewaySettlement) -> list[Cell]:
    line = getattr(row, "statement_line", None)
    return [
        Cell(date_format(row.arrives_on), reverse("shop_office:settlement", args=[row.pk])),
        Cell(method_text(row.gateway)),
        Cell(money_here(row.amount)),
        Cell(money_here(row.fee)),
        Cell(row.get_state_display()),
        Cell(
            date_format(line.booked_on) if line else "",
            reverse("shop_office:statement_line", args=[line.pk]) if line else "",
        ),
    ]


def _line_headings() -> list[str]:
    return [_("Booked"), _("Amount"), _("Name"), _("Text"), _("State"), _("Belongs to"), _("Confidence")]


def _line_cells(line: StatementLine) -> list[Cell]:
    order = line.payment.order if line.payment else None
    other = line.remittance.carrier.name if line.remittance else line.settlement or line.batch or line.payout
    matched = order.number if order else str(other or "")
    return [
        Cell(date_format(line.booked_on), reverse("shop_office:statement_line", args=[line.pk])),
        Cell(money_here(line.amount)),
        Cell(line.name),
        Cell(line.text[:80]),
        Cell(line.get_state_display()),
        Cell(matched),
        Cell(f"{line.confidence} %" if line.confidence else ""),
    ]
