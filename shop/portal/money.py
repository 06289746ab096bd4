"""A maker's money on her phone. Amounts are on the screen alone: nothing of them is read aloud unasked."""

from datetime import date, timedelta

from django.core.paginator import Paginator
from django.db.models import Q
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_date
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from producers.access import acting_for
from producers.domain.dates import date_written
from producers.domain.grants import Permission
from producers.domain.shown import shown
from producers.models import Organisation
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from shop.actions.share_lists import GROUPS, confirm_share
from shop.domain.payouts import Kind
from shop.domain.postings import Account
from shop.models import Payout, PayoutShare
from shop.paper_answers import file_answer
from shop.papers.press import has_press
from shop.papers.statement import print_statement
from shop.payouts.receipts import receipt
from shop.portal.money_words import move, payout_state
from shop.reading.books import AccountStatement, Holder, money_of, statements
from shop.reading.cards import money_shown
from shop.reading.my_money import (
    UNDER_WAY,
    SaleBehind,
    coming,
    coming_rows,
    earned,
    has_destination,
    my_payouts,
    my_shares,
    payout_row,
    payout_sales,
    posting_rows,
    purses_of,
)
from shop.reading.payouts import payouts_with_sales, to_pay
from shop.reading.spoken import sounds_of

PER_PAGE = 20
HEAPS = ("coming", "earned", "on_its_way", "paid", "held")


@portal_page(needs=Permission.SEE_MONEY)
@require_safe
def my_money(request: HttpRequest) -> HttpResponse:
    """Show what comes, what is earned, on its way, paid and held, and when the next payout is."""
    maker, lang = acting_in(request).organisation, get_language() or "fr"
    purses = purses_of(maker, lang)
    context = {
        "purses": [(purse, has_destination(maker, purse.currency)) for purse in purses],
        "shares": my_shares(maker, lang),
    }
    return render(request, "shop/portal/money.html", context)


@portal_page(needs=Permission.SEE_MONEY)
@require_safe
def sales_behind(request: HttpRequest) -> HttpResponse:
    """Show what is behind one of the sums: ``?of=coming``, ``earned``, ``on_its_way``, ``paid``, ``held``."""
    heap = request.GET.get("of", "")
    if heap not in HEAPS:
        return redirect("shop_portal:money")
    maker, lang = acting_in(request).organisation, get_language() or "fr"
    context = {"heap": heap, **_behind(request, heap, maker, lang)}
    return render(request, "shop/portal/money_sales.html", context)


@portal_page(needs=Permission.SEE_MONEY)
@require_safe
def show_payout(request: HttpRequest, reference: str) -> HttpResponse:
    """Show one payout with its sales, and its receipt to read or to listen to."""
    maker, lang = acting_in(request).organisation, get_language() or "fr"
    payout = get_object_or_404(my_payouts(request.user, maker), reference=reference[:24])
    told = to_pay(payouts_with_sales().get(pk=payout.pk))
    has_come = payout.status == Payout.Status.CONFIRMED
    by_hand = told.to.kind in (Kind.AGENT, Kind.AGENCY)
    sentences = receipt(told, lang, is_by_hand=by_hand).splitlines() if has_come else []
    context = {
        "payout": payout_row(payout, lang),
        "state": payout_state(payout.status),
        "sales": _told(payout_sales(payout, lang)),
        "sentences": sentences,
        "sounds": sounds_of(payout.amount, lang) if has_come else (),
        "is_group": maker.kind in GROUPS,
        "group_shares": [
            (share.name, money_shown(share.amount, lang), share.confirmed_at is not None)
            for share in payout.shares.order_by("pk")
        ],
    }
    return render(request, "shop/portal/payout.html", context)


@portal_page(needs=Permission.SEE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_my_share(request: HttpRequest, pk: int) -> HttpResponseBase:
    """Take a member's own word that she has her share of what her group was paid."""
    acting = acting_in(request)
    rows = PayoutShare.objects.filter(member__in=acting_for(request.user).values("pk"))
    share = rows.filter(member=acting.organisation, pk=pk).first()
    if share is None or acting.is_agent:
        raise Http404
    if request.method == "POST":
        confirm_share(share, actor=acting.actor, reason="in her own space")
    return redirect("shop_portal:money")


@portal_page(needs=Permission.SEE_MONEY)
@require_safe
def my_statement(request: HttpRequest) -> HttpResponse:
    """Show what moved in one month, ``?month=2026-11``; ``&as=pdf`` is for printing."""
    maker, lang = acting_in(request).organisation, get_language() or "fr"
    first, last = _month(request.GET.get("month", ""))
    name = shown(maker.name, lang, maker.original_language).text
    found = statements(_hers(maker, name), first, last)
    if request.GET.get("as") == "pdf":
        return _printed(found, name, (first, last), maker.number)
    context = {
        "month": f"{first:%Y-%m}",
        "day_from": date_written(first, lang),
        "day_until": date_written(last, lang),
        "sheets": [_sheet(one, lang) for one in found],
        "before": f"{first - timedelta(days=1):%Y-%m}",
        "after": f"{last + timedelta(days=1):%Y-%m}" if last < timezone.localdate() else "",
        "has_press": has_press(),
    }
    return render(request, "shop/portal/statement.html", context)


def _behind(request: HttpRequest, heap: str, maker: Organisation, lang: str) -> dict[str, object]:
    number = request.GET.get("page")
    if heap == "held":
        return {"held": [held for purse in purses_of(maker, lang) for held in purse.held]}
    if heap == "coming":
        page = Paginator(coming(maker), PER_PAGE).get_page(number)
        return {
            "page": page,
            "sales": _told(coming_rows(maker, list(page), lang)),
        }
    if heap == "earned":
        page = Paginator(earned(maker), PER_PAGE).get_page(number)
        return {"page": page, "sales": _told(posting_rows(page, lang))}
    statuses = UNDER_WAY if heap == "on_its_way" else ("confirmed", "failed", "returned")
    page = Paginator(my_payouts(request.user, maker, *statuses), PER_PAGE).get_page(number)
    rows = [(row := payout_row(payout, lang), payout_state(row.status)) for payout in page]
    return {"page": page, "payouts": rows}


def _told(rows: list[SaleBehind]) -> list[tuple[SaleBehind, str]]:
    return [(row, move(row.kind)) for row in rows]


def _hers(maker: Organisation, name: str) -> Holder:
    """Return the account on which she is owed: her statement has no bookkeeping in it."""
    return Holder(name, Q(account__organisation=maker, account__kind=Account.PRODUCER_PAYABLE))


def _sheet(one: AccountStatement, lang: str) -> dict[str, object]:
    def written(hundredths: int) -> object:
        return money_shown(money_of(hundredths, one.currency), lang)

    rows = [
        (date_written(line.day, lang), move(line.kind), line.order, written(line.amount))
        for line in one.lines
    ]
    return {"opening": written(one.opening), "closing": written(one.closing), "rows": rows}


def _printed(
    found: list[AccountStatement], name: str, period: tuple[date, date], number: int
) -> HttpResponse:
    if not has_press():
        raise Http404
    lang = get_language() or "fr"
    content = print_statement(
        found, holder=name, period=period, words=move, lang=lang, at=timezone.localtime(), number=number
    )
    return file_answer(content, "application/pdf", f"statement-{period[0]:%Y-%m}.pdf")


def _month(typed: str) -> tuple[date, date]:
    """Return the first and the last day of a month, this one's when nothing sensible was asked for."""
    try:
        day = parse_date(f"{typed[:7]}-01")
    except ValueError:
        day = None
    today = timezone.localdate()
    first = day if day and date(2020, 1, 1) <= day <= today else today.replace(day=1)
    following = (first + timedelta(days=32)).replace(day=1)
    return first, following - timedelta(days=1)
