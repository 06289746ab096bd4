"""Trade buyers: who has applied, and whether the organisation is what it says it is."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from shop.actions.trade_buyers import refuse_buyer, verify_buyer
from shop.domain.countries import country_name
from shop.domain.states import may_move
from shop.domain.trade_states import TradeBuyerStatus
from shop.models import TradeBuyer
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.doing import Doing, acts_on, form_of, offered, when
from shop.office.forms import ReasonForm
from shop.office.tables import Cell, Listing, show_list
from shop.office.trade_forms import BuyerFilter, NothingForm
from shop.reading.trade_desk import buyers

DOINGS = {
    "verify": Doing(
        lambda: _("Verify: it may send requests"),
        NothingForm,
        lambda buyer: may_move(TradeBuyerStatus(buyer.status), TradeBuyerStatus.VERIFIED),
        lambda buyer, form, actor: verify_buyer(buyer, actor=actor),
        field="",
    ),
    "refuse": Doing(
        lambda: _("Refuse: it is told the reason"),
        ReasonForm,
        lambda buyer: may_move(TradeBuyerStatus(buyer.status), TradeBuyerStatus.REFUSED),
        lambda buyer, form, actor: refuse_buyer(buyer, actor=actor, reason=form.cleaned_data["reason"]),
    ),
}


@operators_only
@require_safe
def list_buyers(request: HttpRequest) -> HttpResponse:
    """List organisations that buy for others, or want to."""
    form = BuyerFilter(request.GET)
    rows = buyers(form.cleaned_data if form.is_valid() else {})
    headings = [_("Name"), _("Kind"), _("Country"), _("Status"), _("Since")]
    return show_list(request, Listing(_("Trade buyers"), "group", headings, _cells), rows, form)


@operators_only
@require_safe
def show_buyer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show one organisation, and what may be said of it."""
    return _page(request, get_object_or_404(TradeBuyer, pk=pk))


@operators_only
@require_POST
def take_step(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Verify or refuse; what is refused is said beside the field."""
    buyer, doing = get_object_or_404(TradeBuyer, pk=pk), DOINGS.get(name)
    if doing is None:
        raise Http404
    form, actor = form_of(doing, request, name), actor_of(request)
    if is_done(request, form, lambda: doing.act(buyer, form, actor), field=doing.field or None):  # type: ignore[arg-type]  # of the form as a whole
        return redirect("shop_office:trade_buyer", pk)
    return _page(request, buyer, name, form)


def _page(request: HttpRequest, buyer: TradeBuyer, typed: str = "", form: object = None) -> HttpResponse:
    lang = get_language() or "fr"
    address = lambda name: reverse("shop_office:trade_buyer_step", args=[buyer.pk, name])  # noqa: E731  # one line
    requests = f"{reverse('shop_office:sourcing')}?q={buyer.name}"
    context = {
        "page_title": buyer.name,
        "header_icon": "group",
        "facts": [
            (_("Kind"), buyer.get_kind_display(), ""),
            (_("Status"), buyer.get_status_display(), ""),
            (_("Reason"), buyer.reason if buyer.status == TradeBuyerStatus.REFUSED else "", ""),
            (_("Country"), country_name(buyer.country, lang), ""),
            (_("Tax or register number"), buyer.tax_number, ""),
            (_("Website"), buyer.website, ""),
            (_("Person to write to"), buyer.contact, ""),
            (_("E-mail"), buyer.email, ""),
            (_("Phone"), buyer.phone, ""),
            (_("Applied"), when(buyer.created_at), ""),
            (_("Requests"), _("See"), requests),
        ],
        "acts": acts_on(["tradebuyer"], buyer.pk),
        "operations": offered(DOINGS, buyer, address, typed, form),
    }
    return render(request, "shop/office/thing.html", context, status=422 if form else 200)


def _cells(row: TradeBuyer) -> list[Cell]:
    return [
        Cell(row.name, reverse("shop_office:trade_buyer", args=[row.pk])),
        Cell(row.get_kind_display()),
        Cell(country_name(row.country, get_language() or "fr")),
        Cell(row.get_status_display()),
        Cell(when(row.created_at)),
    ]
