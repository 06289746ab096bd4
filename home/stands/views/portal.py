"""Stands in the portal: the fairs that offer some, what she asks for, what became of it, and how she pays."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from home.stands.actions.apply import ClosedError, apply, withdraw
from home.stands.actions.fees import pay_fee
from home.stands.actions.keep import take_stand
from home.stands.domain.states import IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.own_tasks import NEEDS
from home.stands.portal_forms import AskForm, WayForm
from home.stands.reading.hers import brought, offer_shown, offers_for, ways_to_pay
from producers.access import for_actor
from producers.domain.shown import shown
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from shop.actions.complete import start
from shop.domain.errors import RefusedError
from shop.gateways.base import StepKind, UnreachableError
from shop.models import Order
from shop.reading.balance import awaited_payment
from shop.reading.legal import LegalShown, in_force, legal_shown
from shop.refusal_words import sentence_for
from shop.views.paying import leads_out
from shop.way_back import way_back


@portal_page(needs=NEEDS)
@require_http_methods(["GET", "HEAD", "POST"])
def stands(request: HttpRequest) -> HttpResponse:
    """Show the fairs where she can ask for a stand, and what became of what she asked; take it, or back."""
    error = ""
    if request.method == "POST":
        name, step = ("take", take_stand) if "take" in request.POST else ("withdraw", withdraw)
        try:
            step(_hers(request, request.POST.get(name, "")), actor=acting_in(request).actor)
            return redirect("stands_portal:stands")
        except IllegalStepError:
            error = _too_late()
    maker = acting_in(request).organisation
    hers = for_actor(StandApplication.objects.filter(producer=maker), request.user)
    rows = offers_for(hers, timezone.localdate(), _lang())
    context = {"rows": rows, "error": error, "maker": maker}
    return render(request, "home/stands/portal/stands.html", context, status=422 if error else 200)


@portal_page(needs=NEEDS)
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask for a stand at one fair: what she brings, and what she needs there."""
    offer = StandOffer.objects.filter(pk=pk, event__live=True).select_related("event").first()
    if offer is None:
        raise Http404
    maker, error = acting_in(request).organisation, ""
    one = offer_shown(offer, None, timezone.localdate(), _lang())
    groups = [stay.number for stay in one.stays]
    form = AskForm(request.POST if request.method == "POST" else None, maker=maker, groups=groups)
    if form.is_valid():
        try:
            apply(offer, maker, actor=acting_in(request).actor, brings=form.brings)
            return redirect("stands_portal:stands")
        except (ClosedError, IllegalStepError):
            error = _too_late()
    is_wrong, lang = bool(error or form.errors), _lang()
    crafts = [str(one.pk) for one in maker.crafts.all()]
    touched = set(request.POST.getlist("crafts") if form.is_bound else crafts)
    context = {
        "one": one,
        "form": form,
        "error": error,
        "wish": request.POST.get("wish", "0"),
        "crafts": [(one, shown(one.name, lang), str(one.pk) in touched) for one in maker.crafts.all()],
        "products": brought(maker, set(request.POST.getlist("products")), lang),
        "needs": request.POST.getlist("needs"),
        "is_shown": bool(request.POST.get("is_shown")),
    }
    return render(request, "home/stands/portal/ask.html", context, status=422 if is_wrong else 200)


@leads_out
@portal_page(needs=NEEDS, may_keep=False)
@require_http_methods(["GET", "HEAD", "POST"])
def pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Pay the fee of her stand: choose how, and go on where that is done."""
    row, error = _hers(request, str(pk)), ""
    ways = ways_to_pay(row.offer)
    form = WayForm(request.POST if request.method == "POST" else None, ways=ways)
    if form.is_valid():
        try:
            method = form.cleaned_data["method"]
            return _onward(pay_fee(row, method, actor=acting_in(request).actor))
        except RefusedError as refusal:
            error = sentence_for(refusal)
        except IllegalStepError:
            error = _too_late()
    one = offer_shown(row.offer, row, timezone.localdate(), _lang())
    context = {
        "one": one,
        "form": form,
        "error": error,
        "open": row.order if _is_open(row.order) else None,
        "texts": _texts(),
    }
    return render(
        request, "home/stands/portal/pay.html", context, status=422 if error or form.errors else 200
    )


def _onward(order: Order) -> HttpResponse:
    """Lead to the payment page, or to how it is transferred."""
    payment = awaited_payment(order)
    if payment is not None and _is_open(order):
        try:
            step = start(order, payment, way_back(order))
        except UnreachableError:
            return redirect("shop:order", order.token)
        if step.kind is StepKind.REDIRECT:
            return redirect(step.url)
    return redirect("shop:order", order.token)


def _texts() -> list[LegalShown]:
    rows = in_force(timezone.localdate()).values()
    return [legal_shown(row, _lang()) for row in rows if row.is_accepted_by_buyers]


def _is_open(order: Order | None) -> bool:
    return order is not None and order.status == Order.Status.DRAFT


def _hers(request: HttpRequest, typed: str) -> StandApplication:
    rows = StandApplication.objects.filter(producer=acting_in(request).organisation)
    pk = int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0
    found = for_actor(rows, request.user).select_related("offer__event", "offer__sold_as__product", "order")
    row: StandApplication | None = found.filter(pk=pk).first()
    if row is None:
        raise Http404
    return row


def _too_late() -> str:
    return _("This cannot be done any more. Look at what the page says now.")


def _lang() -> str:
    return get_language() or "fr"
