"""Makers and markets: who sells, on which terms; changed with a reason."""

from functools import partial

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from producers.domain.shown import shown
from producers.models import Organisation
from shop.actions.terms import TERMS, change_terms
from shop.models import Market
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.forms import MakerFilter, TermsForm
from shop.office.tables import Cell, Listing, show_list
from shop.reading.office import find_makers


@operators_only
@require_safe
def list_makers(request: HttpRequest) -> HttpResponse:
    """List who makes and sells, newest first."""
    form = MakerFilter(request.GET)
    headings = [_("Number"), _("Name"), _("Kind"), _("Status"), _("Region"), _("On sale"), _("Keys")]
    listing = Listing(_("Makers"), "group", headings, _maker_cells)
    return show_list(request, listing, find_makers(form.asked), form)


@operators_only
@require_safe
def list_markets(request: HttpRequest) -> HttpResponse:
    """List the markets with their terms."""
    headings = [_("Market"), _("Currency"), _("Delivery"), _("Cash up to"), _("Days to withdraw")]
    listing = Listing(_("Markets"), "site", headings, _market_cells)
    return show_list(request, listing, Market.objects.order_by("position", "pk"))


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def show_market(request: HttpRequest, pk: int) -> HttpResponse:
    """Change the terms of one market."""
    market: Market = get_object_or_404(Market, pk=pk)
    form = TermsForm(request.POST or None, initial={name: getattr(market, name) for name in TERMS})
    change = partial(change_terms, market, actor=actor_of(request))
    act = lambda: change(form.terms, reason=form.cleaned_data["reason"])  # noqa: E731  # read once it is valid
    if is_done(request, form, act, field="reason"):
        return redirect("shop_office:markets")
    facts = [
        (_("Currency"), market.currency),
        (_("Countries"), ", ".join(market.countries) or _("all others")),
    ]
    return _show(request, market.code, "site", facts, form, _("Change the terms"))


def _show(
    request: HttpRequest,
    title: str,
    icon: str,
    facts: list[tuple[str, object]],
    form: TermsForm,
    button: str,
) -> HttpResponse:
    context = {
        "page_title": title,
        "header_icon": icon,
        "facts": facts,
        "form": form,
        "button": button,
    }
    return render(request, "shop/office/form.html", context, status=422 if form.errors else 200)


def _name(maker: Organisation) -> str:
    return shown(maker.name, get_language() or "fr", maker.original_language).text


def _maker_cells(maker: Organisation) -> list[Cell]:
    return [
        Cell(str(maker.number), reverse("shop_office:maker", args=[maker.pk])),
        Cell(_name(maker)),
        Cell(maker.get_kind_display()),
        Cell(maker.get_status_display()),
        Cell(maker.region),
        Cell(str(maker.on_sale)),  # type: ignore[attr-defined]  # counted by find_makers
        Cell(_("cards and phones"), reverse("portal:keys", args=[maker.slug])),
    ]


def _market_cells(market: Market) -> list[Cell]:
    return [
        Cell(market.code, reverse("shop_office:market", args=[market.pk])),
        Cell(market.currency),
        Cell(_("open") if market.delivers else _("closed")),
        Cell("" if market.cash_limit is None else f"{market.cash_limit} {market.currency}"),
        Cell(str(market.withdrawal_days)),
    ]
