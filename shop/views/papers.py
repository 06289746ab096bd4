"""Invoices and credit notes given out: to who has the order's secret, and to the seller."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.reading.head import read_head
from producers.responses import owner_page, secret_page, shared_page
from shop.models import Order
from shop.paper_answers import file_answer, give
from shop.papers.press import has_press
from shop.papers.withdrawal import (
    blank_fields,
    kept_words,
    print_blank_withdrawal,
    print_withdrawal,
    seller_words,
)
from shop.reading.market import current_market
from shop.reading.papers import PER_PAGE, paper_of_order, paper_shown, papers_for


@secret_page
@require_safe
def order_paper(request: HttpRequest, token: str) -> HttpResponse:
    """Give out a paper of this secret's order: ``?id=`` as PDF or ``?as=xml``, or ``?form=withdrawal``."""
    order = Order.objects.by_token(token).select_related("market").first()
    if order is None:
        raise Http404
    if request.GET.get("form") == "withdrawal":
        return _withdrawal(order)
    export_id = request.GET.get("id", "")
    if not export_id:
        return redirect("shop:order", token)
    paper = paper_of_order(order, export_id)
    if paper is None:
        raise Http404
    return give(paper, request.GET.get("as", "pdf"))


def _withdrawal(order: Order) -> HttpResponse:
    if not has_press():
        raise Http404
    content = print_withdrawal(order, lang=get_language() or "fr", at=timezone.localtime())
    return file_answer(content, "application/pdf", "withdrawal.pdf")


@shared_page
@require_safe
def blank_withdrawal(request: HttpRequest) -> HttpResponse:
    """Show the blank form of withdrawal with the days of the visitor's market; ``?as=pdf`` gives a paper."""
    lang, days = get_language() or "fr", current_market(request).withdrawal_days
    if request.GET.get("as") == "pdf":
        if not has_press():
            raise Http404
        content = print_blank_withdrawal(days, lang=lang, at=timezone.localtime())
        return file_answer(content, "application/pdf", f"withdrawal-{lang}.pdf")
    about = _("You may withdraw without giving a reason, until %(days)s days after everything has arrived.")
    context = {
        "days": days,
        "about": about % {"days": days},
        "to": seller_words(),
        "fields": [*blank_fields(), _("Signature")],
        "note": kept_words(),
        "has_press": has_press(),
        "head": read_head("shop:withdrawal_blank", [], title=_("Form of withdrawal")),
    }
    return render(request, "shop/withdrawal_blank.html", context)


@owner_page
@require_safe
def my_papers(request: HttpRequest) -> HttpResponse:
    """List what was invoiced in her name."""
    lang = get_language() or "fr"
    page = Paginator(papers_for(request.user).defer("content"), PER_PAGE).get_page(request.GET.get("page"))
    rows = [paper_shown(row, lang) for row in page]
    return render(request, "shop/my_invoices.html", {"rows": rows, "page": page, "has_press": has_press()})


@owner_page
@require_safe
def my_paper(request: HttpRequest, export_id: str) -> HttpResponse:
    """Give out one of them, as ``?as=pdf`` or ``xml``; without it lead to the list."""
    paper = papers_for(request.user).filter(export_id=export_id).first()
    if paper is None:
        raise Http404
    wanted = request.GET.get("as", "")
    return give(paper, wanted) if wanted else redirect("shop:my_invoices")
