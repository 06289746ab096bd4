"""The books in the office: trial balance, statements, journal, months. Read by accountants too."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import chain
from math import ceil
from typing import Any

from django.core.paginator import Page, Paginator
from django.forms import Form
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, pgettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.shown import shown
from shop.actions.close_month import close_month
from shop.domain.book_keeping import BookError
from shop.domain.cells import harmless
from shop.models import ClosedMonth
from shop.office.access import accountants_too, actor_of, may_open
from shop.office.act_words import ACCOUNTS, BOOKED
from shop.office.book_forms import MonthForm, OnForm, PeriodForm, StatementForm, refusal
from shop.office.doing import when
from shop.office.exception_words import in_words
from shop.office.tables import Cell, for_her, money_here, query_without_page
from shop.paper_answers import file_answer
from shop.papers.press import has_press
from shop.papers.statement import print_statement
from shop.reading.books import (
    JOURNAL_HEADINGS,
    AccountStatement,
    BalanceRow,
    journal,
    money_of,
    statements,
    totals,
    trial_balance,
)

MOST_LINES = 200
MOST_ON_PAPER = 5000
"""A paper is set as a whole, in memory: a longer statement is several, each of at most so many lines."""


@dataclass(frozen=True)
class Table:
    """One table of a page."""

    title: str
    headings: Sequence[str]
    rows: Sequence[Sequence[Cell]]


def show_tables(
    request: HttpRequest,
    title: str,
    tables: Sequence[Table],
    *,
    form: Form | None = None,
    button: str = "",
    method: str = "get",
    links: Sequence[tuple[str, str]] = (),
    page: "Page[Any] | None" = None,
) -> HttpResponse:
    """Show tables below a form; 422 when the form that was sent is wrong."""
    context = {
        "page_title": title,
        "header_icon": "table",
        "tables": [
            Table(one.title, one.headings, [[for_her(cell, request) for cell in row] for row in one.rows])
            for one in tables
        ],
        "form": form,
        "button": button or _("Show"),
        "method": method,
        "links": [(words, address) for words, address in links if may_open(request.user, address)],
        "page": page,
        "query": query_without_page(request),
    }
    wrong = form is not None and method == "post" and bool(form.errors)
    return render(request, "shop/office/table.html", context, status=422 if wrong else 200)


def act(form: Form, do: Any, *, field: str) -> bool:
    """Do it when the form is valid; say at ``field`` why the books refuse it."""
    if not form.is_valid():
        return False
    try:
        do()
    except BookError as error:
        form.add_error(field, refusal(error))
        return False
    return True


@accountants_too
@require_safe
def show_balance(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Show every account on a day, or hand it out as a file."""
    form = OnForm(request.GET)
    rows = trial_balance(form.day)
    if request.GET.get("format") == "csv":
        return _file("balance", ["account", "party", "currency", "debit", "credit"], map(_plain, rows))
    sums = [
        [
            Cell(_("Total")),
            Cell(""),
            Cell(money_here(money_of(debit, code))),
            Cell(money_here(money_of(credit, code))),
        ]
        for code, (debit, credit) in totals(rows).items()
    ]
    headings = [_("Account"), _("Holder"), _("Debit"), _("Credit")]
    table = Table(date_format(form.day), headings, [*map(_balance_cells, rows), *sums])
    links = [(_("As a file (CSV)"), f"?on={form.day.isoformat()}&format=csv"), *_elsewhere()]
    return show_tables(request, _("Trial balance"), [table], form=form, links=links)


@accountants_too
@require_safe
def show_statement(request: HttpRequest) -> HttpResponse | StreamingHttpResponse:
    """Show what moved on the accounts of a maker, an association, the fund or the shop."""
    form = StatementForm(request.GET)
    since, until = form.period
    found = statements(form.holder, since, until)
    if request.GET.get("format") == "csv":
        rows = (row for statement in found for row in _statement_rows(statement))
        return _file("statement", ["day", "event", "account", "order", "currency", "amount"], rows)
    parts = _papers(found)
    if request.GET.get("format") == "pdf" and has_press():
        return _statement_paper(form, found, _part_asked(request, parts), parts)
    papers = _paper_links(request, parts) if has_press() else []
    links = [(_("As a file (CSV)"), _as(request, "csv")), *papers, *_elsewhere()]
    page = _page(request, found)
    tables = [_statement_table(one, page.number) for one in found]
    return show_tables(request, _("Statements"), tables, form=form, links=links, page=page)


def _page(request: HttpRequest, found: Sequence[AccountStatement]) -> "Page[int]":
    """Return which lines are shown: the same page of every currency, the last one unless asked for."""
    longest = max((len(one.lines) for one in found), default=0)
    paginator = Paginator(range(longest), MOST_LINES)
    return paginator.get_page(request.GET.get("p") or paginator.num_pages)


def _as(request: HttpRequest, kind: str, part: int = 0) -> str:
    query = request.GET.copy()
    query["format"] = kind
    query.pop("part", None)
    if part:
        query["part"] = str(part)
    return f"?{query.urlencode()}"


def _on_paper(found: Sequence[AccountStatement]) -> int:
    """Return how many lines of each currency one paper has."""
    return max(1, MOST_ON_PAPER // max(1, len(found)))


def _papers(found: Sequence[AccountStatement]) -> int:
    """Return how many papers a statement is: one, unless it is long."""
    if sum(len(one.lines) for one in found) <= MOST_ON_PAPER:
        return 1
    return ceil(max(len(one.lines) for one in found) / _on_paper(found))


def _paper_links(request: HttpRequest, parts: int) -> list[tuple[str, str]]:
    """Return the addresses of the papers: the one, or each part; each begins where the one before ends."""
    if parts == 1:
        return [(_("As a paper (PDF)"), _as(request, "pdf"))]
    words = _("As a paper (PDF), part %(part)s of %(parts)s")
    return [
        (words % {"part": part, "parts": parts}, _as(request, "pdf", part)) for part in range(1, parts + 1)
    ]


def _part_asked(request: HttpRequest, parts: int) -> int:
    """Return which paper is asked for, the first one unless understood."""
    asked = request.GET.get("part", "")
    return min(int(asked), parts) if re.fullmatch(r"[1-9][0-9]{0,5}", asked) else 1


def _statement_paper(
    form: StatementForm, found: Sequence[AccountStatement], part: int, parts: int
) -> HttpResponse:
    lines = _on_paper(found)
    some = [one.part((part - 1) * lines, part * lines) for one in found] if parts > 1 else found
    party = form.cleaned_data.get("party") if form.is_valid() else None
    lang = get_language() or "fr"
    content = print_statement(
        some,
        holder=shown(party.name, lang, party.original_language).text if party else form.holder.name,
        period=form.period,
        words=lambda kind: str(in_words(kind.removesuffix(".reversed"), BOOKED)),
        lang=lang,
        at=timezone.localtime(),
        number=party.number if party else None,
        part=(part, parts),
    )
    name = f"statement-{part}.pdf" if parts > 1 else "statement.pdf"
    return file_answer(content, "application/pdf", name)


@accountants_too
@require_safe
def export_journal(request: HttpRequest) -> StreamingHttpResponse:
    """Hand out the journal of a period with the accountant's own codes."""
    return _file("journal", JOURNAL_HEADINGS, journal(*PeriodForm(request.GET).period))


@accountants_too
@require_http_methods(["GET", "HEAD", "POST"])
def months(request: HttpRequest) -> HttpResponse:
    """Show which months are closed, and close the next."""
    form = MonthForm(request.POST or None)
    asked, actor = form, actor_of(request)
    if act(
        form,
        lambda: close_month(asked.cleaned_data["month"], actor=actor, reason=asked.cleaned_data["reason"]),
        field="month",
    ):
        return redirect("shop_office:months")
    rows = [
        [
            Cell(date_format(row.until, "SHORT_DATE_FORMAT")),
            Cell(when(row.at)),
        ]
        for row in _closed()
    ]
    table = Table(_("Closed months"), [_("Closed before"), _("When")], rows)
    return show_tables(request, _("Months"), [table], form=form, button=_("Close the month"), method="post")


def _closed() -> Sequence[ClosedMonth]:
    return ClosedMonth.objects.all()[:MOST_LINES]


def _elsewhere() -> list[tuple[str, str]]:
    return [
        (_("Statements"), reverse("shop_office:statement")),
        (_("Months"), reverse("shop_office:months")),
        (_("Entries by hand"), reverse("shop_office:by_hand")),
        (_("Journal of this month (CSV)"), reverse("shop_office:journal")),
        (_("Codes of accounts"), reverse("shop_office:codes")),
        (_("Exchange rates"), reverse("shop_office:rates")),
        (_("Exchange"), reverse("shop_office:exchange")),
        (_("Tax rates"), reverse("shop_office:tax_rates")),
    ]


def _balance_cells(row: BalanceRow) -> list[Cell]:
    amounts = [money_here(money_of(amount, row.currency)) for amount in (row.debit, row.credit)]
    return [Cell(str(ACCOUNTS[row.account.value])), Cell(row.party), *map(Cell, amounts)]


def _plain(row: BalanceRow) -> list[str]:
    amounts = [str(money_of(amount, row.currency).amount) for amount in (row.debit, row.credit)]
    return [row.account.value, row.party, row.currency, *amounts]


def _statement_table(one: AccountStatement, page: int) -> Table:
    first = (page - 1) * MOST_LINES
    shown_lines, so_far = one.lines.between(first, first + MOST_LINES), one.lines.sum_before(first)

    def line(label: str, amount: int) -> list[Cell]:
        return [Cell(label), Cell(""), Cell(""), Cell(money_here(money_of(amount, one.currency)))]

    rows = [
        [
            Cell(date_format(each.day, "SHORT_DATE_FORMAT")),
            Cell(in_words(each.kind.removesuffix(".reversed"), BOOKED)),
            Cell(each.order),
            Cell(money_here(money_of(each.amount, one.currency))),
        ]
        for each in shown_lines
    ]
    headings = [_("Day"), _("What"), _("Order"), _("Amount")]
    before = one.opening + so_far
    after = before + sum(each.amount for each in shown_lines)
    opened, closed = line(pgettext("balance", "Before"), before), line(_("After"), after)
    return Table(f"{one.holder} {one.currency}", headings, [opened, *rows, closed])


def _statement_rows(one: AccountStatement) -> Iterator[list[str]]:
    def amount(hundredths: int) -> str:
        return str(money_of(hundredths, one.currency).amount)

    yield [one.since.isoformat(), "opening", "", "", one.currency, amount(one.opening)]
    for each in one.lines:
        yield [
            each.day.isoformat(),
            each.kind,
            each.account.value,
            each.order,
            one.currency,
            amount(each.amount),
        ]
    yield [one.until.isoformat(), "closing", "", "", one.currency, amount(one.closing)]


def _file(name: str, headings: Sequence[str], rows: Iterable[Sequence[str]]) -> StreamingHttpResponse:
    """Hand rows out as CSV, one at a time; amounts stay numbers, other cells are never computed."""
    response = StreamingHttpResponse(_lines(headings, rows), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = f'attachment; filename="{name}.csv"'
    return response


def _lines(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[bytes]:
    yield b"\xef\xbb\xbf"
    for row in chain([headings], rows):
        text = io.StringIO()
        csv.writer(text).writerow([cell if _is_number(cell) else harmless(cell) for cell in row])
        yield text.getvalue().encode()


def _is_number(text: str) -> bool:
    return text.removeprefix("-").replace(".", "", 1).isdecimal()
