"""Invoices and credit notes given out: to who has the order's secret, and to the seller."""

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from producers.responses import owner_page, secret_page
from shop.models import Order
from shop.paper_answers import file_answer, give
from shop.papers.press import has_press
from shop.papers.withdrawal import print_withdrawal
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
