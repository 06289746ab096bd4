"""Get help: from any page, from the page of an order, and the page of what was asked."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from producers.responses import private_page, secret_page
from shop.actions.cases import Asker, Matter, asker_of, open_case, write_in
from shop.actions.resend_link import is_contact
from shop.domain.numbers import normalise_order_number
from shop.forms.help import HelpForm, OrderHelpForm, WriteForm
from shop.models import Case, Order
from shop.reading.cases import case_shown, find_case
from shop.reading.orders import find_order
from shop.views.limits import is_too_often
from shop.views.orders import show_order

MOST_FROM_ONE = 10
MOST_ABOUT_ONE = 20


@private_page
@require_http_methods(["GET", "HEAD", "POST"])
def get_help(request: HttpRequest) -> HttpResponse:
    """Take a message from any page; what is said back tells nobody whether there is such an order."""
    if request.method != "POST":
        form = HelpForm(initial={"page": request.GET.get("about", "")[:200]})
        return render(request, "shop/help.html", {"form": form})
    form = HelpForm(request.POST)
    if not form.is_valid():
        return render(request, "shop/help.html", {"form": form}, status=422)
    if is_too_often("help", request.META.get("REMOTE_ADDR", ""), MOST_FROM_ONE):
        form.add_error(None, _("That was many times within a short while. Please try again later."))
        return render(request, "shop/help.html", {"form": form}, status=429)
    _open(form)
    return redirect("shop:help_sent")


@private_page
@require_safe
def help_sent(request: HttpRequest) -> HttpResponse:
    """Say that it has arrived, and nothing more."""
    return render(request, "shop/help.html", {"is_sent": True})


@secret_page
@require_http_methods(["GET", "HEAD", "POST"])
def case(request: HttpRequest, token: str) -> HttpResponse:
    """Show what was asked and answered, to whoever has its secret, and take more."""
    found = find_case(token)
    if found is None:
        raise Http404(_("There is no such message."))
    form = WriteForm(request.POST or None)
    status = 200
    if request.method == "POST":
        status = _write(found, form)
        if status == 302:
            return redirect("shop:case", token)
    context = {
        "case": case_shown(found, get_language() or "fr"),
        "order_url": reverse("shop:order", args=[found.order.token]) if found.order else "",
        "form": form,
    }
    return render(request, "shop/case.html", context, status=status)


@secret_page
@require_POST
def order_help(request: HttpRequest, token: str) -> HttpResponse:
    """Take a message about an order from its own page."""
    order = find_order(token)
    if order is None:
        raise Http404(_("There is no such order."))
    form = OrderHelpForm(request.POST)
    if not form.is_valid():
        return show_order(request, order, help_form=form, status=422)
    if is_too_often("order_help", str(order.pk), MOST_ABOUT_ONE):
        form.add_error(None, _("That was many times within a short while. Please try again later."))
        return show_order(request, order, help_form=form, status=429)
    asker = asker_of(order)
    opened = open_case(Matter(form.cleaned_data["kind"], order=order), asker, form.cleaned_data["text"])
    return redirect("shop:case", opened.token)


def _write(found: Case, form: WriteForm) -> int:
    """Take one more message; return the status to answer with, 302 when it was taken."""
    if not form.is_valid():
        return 422
    if is_too_often("case", str(found.pk), MOST_ABOUT_ONE):
        form.add_error(None, _("That was many times within a short while. Please try again later."))
        return 429
    write_in(found, form.cleaned_data["text"])
    return 302


def _open(form: HelpForm) -> Case:
    """Open a case; about an order only when its own contact asks, else the number is a note."""
    typed = form.cleaned_data
    is_mail = "@" in typed["contact"]
    asker = Asker(
        typed["name"],
        typed["contact"] if is_mail else "",
        "" if is_mail else typed["contact"],
        get_language() or "fr",
    )
    order = _order_of(typed["number"], typed["contact"])
    note = f"{typed['number']}?" if typed["number"] and order is None else ""
    return open_case(Matter(typed["kind"], order=order, page=typed["page"]), asker, typed["text"], note=note)


def _order_of(number: str, contact: str) -> Order | None:
    known = normalise_order_number(number) if number else None
    order = Order.objects.filter(number=known).first() if known else None
    return order if order is not None and is_contact(order, contact) else None
