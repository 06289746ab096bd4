"""What is owed to makers, and the batches that pay it: proposed by operators, approved by somebody else."""

import csv
import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.access import approves_money, is_operator
from producers.domain.actors import Actor
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch, withdraw_batch
from shop.domain.cells import harmless
from shop.domain.states import BatchStatus, may_move
from shop.models import LedgerAccount, Payout, PayoutBatch
from shop.office.access import accountants_too, actor_of, approvers_only, operators_only
from shop.office.acting import is_done, refusal_of
from shop.office.forms import ReasonForm
from shop.office.payout_forms import METHOD_WORDS, BatchFilter, CurrencyFilter, ProposeForm, owner_of
from shop.office.tables import ROWS_PER_PAGE, Cell, Listing, apart, money_here, show_list
from shop.payouts.base import Paper, UnknownPaperError, is_sender
from shop.payouts.lists import plain_amount
from shop.payouts.registry import UnknownMethodError, all_methods, method
from shop.reading.payouts import (
    acts_on,
    batches,
    kind_words,
    lines_of_batch,
    owed_on,
    payable_accounts,
    payouts_of,
    to_pay_together,
    total_of,
    where,
)

WITH_PAPERS = {BatchStatus.APPROVED, BatchStatus.SENT}
STATEMENT = ("batch", "payout", "maker", "status", "kind", "order", "amount", "currency")


@accountants_too
@require_safe
def list_owed(request: HttpRequest) -> HttpResponse:
    """List what is owed by maker and currency, the most first."""
    form = CurrencyFilter(request.GET)
    currency = form.cleaned_data["currency"] if form.is_valid() else ""
    headings = [_("Maker"), _("Currency"), _("Owed"), _("How she is paid")]
    listing = Listing(_("Owed to makers"), "group", headings, _owed_cells)
    link = (_("Payouts"), reverse("shop_office:payouts"))
    return show_list(request, listing, payable_accounts(currency), form, link)


@accountants_too
@require_safe
def list_batches(request: HttpRequest) -> HttpResponse:
    """List batches, the newest first."""
    form, rows = BatchFilter(request.GET), batches()
    if form.is_valid() and form.cleaned_data["status"]:
        rows = rows.filter(status=form.cleaned_data["status"])
    headings = [_("Reference"), _("Proposed"), _("Status"), _("Way of paying"), _("Payouts"), _("Total")]
    listing = Listing(_("Payouts"), "upload", headings, _batch_cells)
    return show_list(
        request, listing, rows, form, (_("Propose a batch"), reverse("shop_office:payout_propose"))
    )


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def propose(request: HttpRequest) -> HttpResponse:
    """Claim what is owed in a currency for a batch."""
    form = ProposeForm(request.POST or None)
    made: list[PayoutBatch] = []

    def act() -> None:
        typed = form.cleaned_data
        made.append(propose_batch(typed["currency"], typed["method"], actor=actor_of(request)))

    if is_done(request, form, act, field="method"):
        return redirect("shop_office:payout_batch", made[0].pk)
    context = {
        "page_title": _("Propose a batch"),
        "header_icon": "upload",
        "form": form,
        "button": _("Propose"),
        "link": (_("What is owed, and who has said how she is paid"), reverse("shop_office:payouts_owed")),
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


@accountants_too
@require_safe
def show_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one batch with its payouts, its papers, and what may follow."""
    return _page(request, _batch(pk))


@dataclass(frozen=True)
class Step:
    """One step of a batch: its words, the state that it leads to, and what it does."""

    title: Callable[[], str]
    to: BatchStatus
    act: Callable[[PayoutBatch, Form, Actor], object]
    address: str = "shop_office:payout_batch_step"


STEPS = {
    "approve": Step(
        lambda: pgettext("payout", "Approve"),
        BatchStatus.APPROVED,
        lambda batch, form, actor: approve_batch(batch, actor=actor),
        "shop_office:payout_approve",
    ),
    "send": Step(
        lambda: _("The papers were handed in"),
        BatchStatus.SENT,
        lambda batch, form, actor: send_batch(batch, actor=actor),
    ),
    "withdraw": Step(
        lambda: _("Withdraw the batch"),
        BatchStatus.WITHDRAWN,
        lambda batch, form, actor: withdraw_batch(batch, actor=actor, reason=form.cleaned_data["reason"]),
    ),
}


@approvers_only
@require_POST
def approve(request: HttpRequest, pk: int) -> HttpResponse:
    """Approve what somebody else has proposed."""
    return _take(request, pk, "approve")


@operators_only
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Hand it in, or withdraw it."""
    if name not in STEPS or name == "approve":
        raise Http404
    return _take(request, pk, name)


@accountants_too
@require_safe
def give_paper(request: HttpRequest, pk: int, code: str) -> HttpResponse:
    """Give out one of the papers to be handed in."""
    batch = _batch(pk)
    if BatchStatus(batch.status) not in WITH_PAPERS:
        raise Http404
    try:
        paper = method(batch.method).paper(code, to_pay_together(batch))
    except (UnknownMethodError, UnknownPaperError) as error:
        raise Http404 from error
    return as_file(paper)


@accountants_too
@require_safe
def give_statement(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Give out every sale that a batch settles, line by line, whatever their number."""
    batch = _batch(pk)
    return StreamingHttpResponse(
        _statement(batch),
        content_type="text/csv; charset=utf-8",
        headers={"Content-Disposition": f'attachment; filename="{batch.reference}-statement.csv"'},
    )


def as_file(paper: Paper) -> HttpResponse:
    """Return a paper as a download that no browser shows or guesses about."""
    return HttpResponse(
        paper.content,
        content_type=paper.content_type,
        headers={"Content-Disposition": f'attachment; filename="{paper.name}"'},
    )


def _take(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    batch, step = _batch(pk), STEPS[name]
    if name == "withdraw":
        form: Form = ReasonForm(request.POST, prefix=name)
        if is_done(request, form, partial(step.act, batch, form, actor_of(request)), field="reason"):
            return redirect("shop_office:payout_batch", pk)
        return _page(request, batch, name, form)
    refused = refusal_of(lambda: step.act(batch, Form(), actor_of(request)))
    if refused:
        return _page(request, batch, refused=refused)
    messages.success(request, _("Done and written down."))
    return redirect("shop_office:payout_batch", pk)


def _batch(pk: int) -> PayoutBatch:
    found: PayoutBatch = get_object_or_404(batches(), pk=pk)
    return found


def _page(
    request: HttpRequest, batch: PayoutBatch, typed: str = "", form: Form | None = None, refused: str = ""
) -> HttpResponse:
    now = BatchStatus(batch.status)
    rows = payouts_of(batch)
    page = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": _("Payouts %(reference)s") % {"reference": apart(batch.reference)},
        "header_icon": "upload",
        "batch": batch,
        "total": total_of(batch),
        "method": METHOD_WORDS.get(batch.method, batch.method),
        "rows": [(row, where(row.destination)) for row in page],
        "page": page,
        "papers": _papers(batch),
        "refused": refused,
        "acts": acts_on("payoutbatch", batch.pk),
        "operations": [
            {
                "title": _("Send them now") if name == "send" and sends_itself(batch) else step.title(),
                "url": reverse(step.address, args=[batch.pk] if name == "approve" else [batch.pk, name]),
                "form": _form(name, typed, form),
            }
            for name, step in STEPS.items()
            if may_move(now, step.to) and _may(request, name)
        ],
    }
    return render(request, "shop/office/payout_batch.html", context, status=422 if form or refused else 200)


def _form(name: str, typed: str, form: Form | None) -> Any:
    if name != "withdraw":
        return ()
    return form if form and typed == name else ReasonForm(prefix=name)


def _may(request: HttpRequest, name: str) -> bool:
    """Show a button only to whom its address answers."""
    return approves_money(request.user) if name == "approve" else is_operator(request.user)


def _papers(batch: PayoutBatch) -> list[str]:
    try:
        return list(method(batch.method).papers) if BatchStatus(batch.status) in WITH_PAPERS else []
    except UnknownMethodError:
        return []


def sends_itself(batch: PayoutBatch) -> bool:
    """Say whether a service sends what is in it: no paper is handed in, and nothing is said by hand."""
    way = all_methods().get(batch.method)
    return way is not None and is_sender(way)


def _statement(batch: PayoutBatch) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf" + _row(STATEMENT)
    for line in lines_of_batch(batch):
        payout: Payout = line.payout
        yield _row(
            (
                batch.reference,
                payout.reference,
                payout.organisation.slug,
                payout.status,
                line.kind,
                line.part.number if line.part else "",
                plain_amount(line.amount),
                batch.currency,
            )
        )


def _row(cells: tuple[str, ...]) -> bytes:
    text = io.StringIO()
    # Amounts are plain numbers, below zero for what is netted: a program may read them as such.
    csv.writer(text, delimiter=";").writerow([*(harmless(cell) for cell in cells[:-2]), *cells[-2:]])
    return text.getvalue().encode()


def _owed_cells(row: LedgerAccount) -> list[Cell]:
    kind = row.paid_by  # type: ignore[attr-defined]  # annotated
    return [
        Cell(owner_of(row)),
        Cell(row.currency),
        Cell(money_here(owed_on(row))),
        Cell(kind_words(kind) if kind else _("She has not said how yet")),
    ]


def _batch_cells(batch: PayoutBatch) -> list[Cell]:
    return [
        Cell(batch.reference, reverse("shop_office:payout_batch", args=[batch.pk])),
        Cell(date_format(batch.proposed_at, "SHORT_DATETIME_FORMAT")),
        Cell(batch.get_status_display()),
        Cell(str(METHOD_WORDS.get(batch.method, batch.method))),
        Cell(str(batch.count)),  # type: ignore[attr-defined]  # annotated
        Cell(money_here(total_of(batch))),
    ]
