"""Entries by hand, rates of exchange and codes of accounts, in the office."""

from django.contrib import messages
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from shop.actions.book_by_hand import (
    approve_entry,
    propose_entry,
    propose_reversal,
    refuse_entry,
    sides_of,
)
from shop.actions.set_rate import set_code, set_rate
from shop.domain.money import from_minor
from shop.domain.postings import Account
from shop.models import AccountCode, ExchangeRate, ManualEntry
from shop.office.access import accountants_too, actor_of
from shop.office.act_words import ACCOUNTS
from shop.office.book_forms import CodeForm, CorrectionForm, DecisionForm, EntryForm, RateForm
from shop.office.books import Table, act, show_tables
from shop.office.tables import Cell, Listing, money_here, show_list

NEWEST = 100


@accountants_too
@require_safe
def list_by_hand(request: HttpRequest) -> HttpResponse:
    """List what was proposed and what became of it."""
    rows = ManualEntry.objects.select_related("proposed_by", "decided_by")
    headings = [_("Number"), _("Day"), _("Status"), _("Reason"), _("Proposed by"), _("Decided by")]
    link = (_("Propose an entry"), reverse("shop_office:by_hand_new"))
    return show_list(request, Listing(_("Entries by hand"), "edit", headings, _cells), rows, None, link)


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Propose an entry of two sides."""
    form, actor = EntryForm(request.POST or None), actor_of(request)
    if act(
        form,
        lambda: propose_entry(
            form.sides, actor=actor, reason=form.cleaned_data["reason"], day=form.cleaned_data["day"]
        ),
        field="credit",
    ):
        return redirect("shop_office:by_hand")
    link = (_("Reverse an entry"), reverse("shop_office:correct"))
    return show_tables(
        request, _("Propose an entry"), [], form=form, button=_("Propose"), method="post", links=[link]
    )


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest) -> HttpResponse:
    """Propose to undo an entry: there is no other way to correct one."""
    form, actor = CorrectionForm(request.POST or None), actor_of(request)
    if act(
        form,
        lambda: propose_reversal(form.cleaned_data["entry"], actor=actor, reason=form.cleaned_data["reason"]),
        field="entry",
    ):
        return redirect("shop_office:by_hand")
    return show_tables(request, _("Reverse an entry"), [], form=form, button=_("Propose"), method="post")


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def decide(request: HttpRequest, pk: int) -> HttpResponse:
    """Show a proposal; book or refuse it."""
    proposal: ManualEntry = get_object_or_404(ManualEntry.objects.select_related("reverses"), pk=pk)
    form = DecisionForm(request.POST or None)
    if act(form, lambda: _decide(request, proposal, form), field="do"):
        messages.success(request, _("Done and written down."))
        return redirect("shop_office:by_hand")
    is_open = proposal.status == ManualEntry.Status.PROPOSED
    context = {
        "page_title": _("Entry by hand"),
        "header_icon": "edit",
        "facts": [
            (_("Kind"), proposal.get_kind_display()),
            (_("Status"), proposal.get_status_display()),
            (_("Reason"), proposal.reason),
            (_("Proposed by"), proposal.proposed_by.get_username()),
            *_sides(proposal),
        ],
        "form": form if is_open else None,
        "button": _("Decide"),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def rates(request: HttpRequest) -> HttpResponse:
    """Show what currencies are worth, and enter a new rate."""
    form, actor = RateForm(request.POST or None), actor_of(request)
    if act(form, lambda: set_rate(**form.cleaned_data, actor=actor), field="rate"):
        return redirect("shop_office:rates")
    rows: QuerySet[ExchangeRate] = ExchangeRate.objects.all()[:NEWEST]
    cells = [[Cell(row.currency), Cell(str(row.rate)), Cell(str(row.day)), Cell(row.source)] for row in rows]
    table = Table(_("Exchange rates"), [_("Currency"), _("Rate"), _("From"), _("Source")], cells)
    return show_tables(request, _("Exchange rates"), [table], form=form, button=_("Enter"), method="post")


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def codes(request: HttpRequest) -> HttpResponse:
    """Show the accountant's code of each account, and set one."""
    form, actor = CodeForm(request.POST or None), actor_of(request)
    if act(
        form,
        lambda: set_code(Account(form.cleaned_data["account"]), form.cleaned_data["code"], actor=actor),
        field="code",
    ):
        return redirect("shop_office:codes")
    known = dict(AccountCode.objects.values_list("kind", "code"))
    cells = [[Cell(str(words)), Cell(known.get(kind, ""))] for kind, words in ACCOUNTS.items()]
    table = Table(_("Codes of accounts"), [_("Account"), _("Code")], cells)
    return show_tables(request, _("Codes of accounts"), [table], form=form, button=_("Set"), method="post")


def _decide(request: HttpRequest, proposal: ManualEntry, form: DecisionForm) -> None:
    if form.cleaned_data["do"] == "approve":
        approve_entry(proposal, actor=actor_of(request))
    else:
        refuse_entry(proposal, actor=actor_of(request), reason=form.cleaned_data["reason"])


def _sides(proposal: ManualEntry) -> list[tuple[str, str]]:
    if proposal.reverses is not None:
        return [(_("Undoes the entry"), f"{proposal.reverses_id} {proposal.reverses.key}")]
    return [
        (
            str(ACCOUNTS[side.account.value]),
            money_here(from_minor(side.amount, side.currency)),
        )
        for side in sides_of(proposal)
    ]


def _cells(row: ManualEntry) -> list[Cell]:
    return [
        Cell(str(row.pk), reverse("shop_office:manual_entry", args=[row.pk])),
        Cell(str(row.day)),
        Cell(row.get_status_display()),
        Cell(row.reason),
        Cell(row.proposed_by.get_username()),
        Cell(row.decided_by.get_username() if row.decided_by else ""),
    ]
