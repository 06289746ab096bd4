"""Lists of the office: fifty rows at a time, narrowed by a form in the address."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from moneyed import Money

from shop.domain.money import written
from shop.office.access import may_open

ROWS_PER_PAGE = 50


@dataclass(frozen=True)
class Cell:
    """One cell: a text, and where it leads."""

    text: str
    url: str = ""


@dataclass(frozen=True)
class Listing:
    """What a list shows: its headings, and how a row becomes cells."""

    title: str
    icon: str
    headings: Sequence[str]
    cells: Callable[[Any], Sequence[Cell]]


def money_here(amount: Money) -> str:
    """Write an amount in the language of the office."""
    return written(amount, get_language() or "fr")


def apart(text: object) -> str:
    """Keep a number or a name within a sentence in its own order, whichever way the sentence runs."""
    return f"\u2068{text}\u2069"


def show_list(
    request: HttpRequest,
    listing: Listing,
    rows: QuerySet[Any],
    form: Form | None = None,
    link: tuple[str, str] | None = None,
) -> HttpResponse:
    """Show one page of the rows; ``link`` is a button above them: its words and where it leads."""
    page: Page[Any] = Paginator(rows, ROWS_PER_PAGE).get_page(request.GET.get("p"))
    context = {
        "page_title": listing.title,
        "header_icon": listing.icon,
        "headings": listing.headings,
        "rows": [[for_her(cell, request) for cell in listing.cells(row)] for row in page],
        "page": page,
        "form": form,
        "link": link if link and may_open(request.user, link[1]) else None,
        "query": query_without_page(request),
    }
    return render(request, "shop/office/list.html", context)


def for_her(cell: Cell, request: HttpRequest) -> Cell:
    """Keep the link only where it answers her."""
    return cell if not cell.url or may_open(request.user, cell.url) else Cell(cell.text)


def query_without_page(request: HttpRequest) -> str:
    """Return what else was asked for, to be kept from page to page."""
    asked = request.GET.copy()
    asked.pop("p", None)
    return asked.urlencode()
