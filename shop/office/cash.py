"""The cash of parcels: who holds how much for which parcel, since when, and what becomes of it."""

from functools import partial
from typing import Any

from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe
from moneyed import Money

from producers.domain.actors import Actor
from shop.actions import cash, remit_cash
from shop.domain.money import from_minor
from shop.models import CashCustody
from shop.office.access import actor_of, operators_only
from shop.office.acting import is_done
from shop.office.cash_forms import (
    CollectForm,
    CustodyFilter,
    HandOverForm,
    RefuseForm,
    RemitForm,
    SettleForm,
)
from shop.office.doing import Doing, Table, acts_on, form_of, offered, when
from shop.office.tables import Cell, Listing, apart, money_here, show_list
from shop.reading.custody import IN_HANDS, find_custodies, held_of, holders, missing_of

HELD = frozenset(IN_HANDS)


def _collect(custody: CashCustody, form: Form, actor: Actor) -> object:
    assert isinstance(form, CollectForm)
    typed = form.cleaned_data
    part = custody.part
    assert part is not None  # only the cash of a part is open to this
    amount = Money(typed["amount"], custody.expected.currency)
    hands = form.hands_of(part.producer_id)
    return cash.collect(part, hands=hands, amount=amount, receipt=typed["reason"], actor=actor)


def _hand_over(custody: CashCustody, form: Form, actor: Actor) -> object:
    typed = form.cleaned_data
    return cash.hand_over(custody, to=typed["agent"], actor=actor, reason=typed["reason"])


def _remit(custody: CashCustody, form: Form, actor: Actor) -> object:
    typed, code = form.cleaned_data, custody.expected.currency
    fee = Money(typed["fee"], code) if typed["fee"] else None
    return remit_cash.remit(
        custody, Money(typed["amount"], code), fee=fee, actor=actor, reason=typed["reason"]
    )


def _settle(custody: CashCustody, form: Form, actor: Actor) -> object:
    typed = form.cleaned_data
    amount = Money(typed["amount"], custody.expected.currency)
    return remit_cash.settle_missing(
        custody, amount, borne_by=typed["borne_by"], actor=actor, reason=typed["reason"]
    )


def _refuse(custody: CashCustody, form: Form, actor: Actor) -> object:
    typed, part = form.cleaned_data, custody.part
    assert part is not None  # only the cash of a part is open to this
    cost = Money(typed["cost"], custody.expected.currency) if typed["cost"] else None
    return cash.refuse_at_door(part, cost=cost, actor=actor, reason=typed["reason"])


def _is_expected(custody: CashCustody) -> bool:
    return custody.status == "expected" and custody.part_id is not None


DOINGS = {
    "collect": Doing(lambda: _("The buyer has paid"), CollectForm, _is_expected, _collect, "amount"),
    "hand": Doing(
        lambda: _("It was handed to an agent"),
        HandOverForm,
        lambda custody: custody.status in {"with_carrier", "with_producer"},
        _hand_over,
    ),
    "remit": Doing(
        lambda: _("It has arrived at the bank"),
        RemitForm,
        lambda custody: custody.status in HELD,
        _remit,
        "amount",
    ),
    "settle": Doing(
        lambda: _("Settle what is missing"),
        SettleForm,
        lambda custody: custody.status == "short",
        _settle,
        "amount",
    ),
    "refuse": Doing(lambda: _("The buyer refused the parcel"), RefuseForm, _is_expected, _refuse),
}


@operators_only
@require_safe
def list_custodies(request: HttpRequest) -> HttpResponse:
    """List the cash of parcels, the longest in one place first."""
    form = CustodyFilter(request.GET)
    headings = [
        _("Order"),
        _("Parcel of"),
        _("To be collected"),
        _("Held"),
        _("Where it is"),
        _("Holder"),
        _("Since"),
    ]
    link = (_("Who holds how much"), reverse("shop_office:holders"))
    listing = Listing(_("Cash of parcels"), "tag", headings, _cells)
    return show_list(request, listing, find_custodies(form.asked), form, link=link)


@operators_only
@require_safe
def list_holders(request: HttpRequest) -> HttpResponse:
    """Say who holds how much in all, and since when the oldest of it."""
    headings = [_("Where it is"), _("Holder"), _("Parcels"), _("Held"), _("Oldest since")]
    link = (_("All parcels"), reverse("shop_office:cash"))
    return show_list(
        request, Listing(_("Who holds how much"), "group", headings, _holder_cells), holders(), link=link
    )


@operators_only
@require_safe
def show_custody(request: HttpRequest, pk: int) -> HttpResponse:
    """Show the cash of one parcel: its moves, and what may become of it."""
    return _page(request, _custody(pk))


@operators_only
@require_POST
def act_on_custody(request: HttpRequest, pk: int, name: str) -> HttpResponse:
    """Do one of the operations; what is refused is said beside the field."""
    custody, doing = _custody(pk), DOINGS.get(name)
    if doing is None:
        raise Http404
    form = form_of(doing, request, name)
    if is_done(request, form, partial(doing.act, custody, form, actor_of(request)), field=doing.field):
        return redirect("shop_office:custody", pk=pk)
    return _page(request, custody, name, form)


def _custody(pk: int) -> CashCustody:
    rows = CashCustody.objects.select_related("order", "part__producer", "part__order", "holder")
    found: CashCustody = get_object_or_404(rows.prefetch_related("moves__holder"), pk=pk)
    return found


def _page(
    request: HttpRequest, custody: CashCustody, typed: str = "", form: Form | None = None
) -> HttpResponse:
    currency = custody.expected.currency
    moves = [
        [
            Cell(when(move.at)),
            Cell(move.get_kind_display()),
            Cell(money_here(move.amount)),
            Cell(money_here(move.effect)),
            Cell(move.by_name),
        ]
        for move in custody.moves.all()
    ]
    context: dict[str, Any] = {
        "page_title": _("Cash of order %(number)s") % {"number": apart(custody.order.number)},
        "header_icon": "tag",
        "facts": [
            (_("Order"), custody.order.number, reverse("shop_office:order", args=[custody.order_id])),
            (_("Parcel of"), custody.part.producer.slug if custody.part else "", ""),
            (_("Where it is"), custody.get_status_display(), ""),
            (_("Holder"), _holder(custody), ""),
            (_("Since"), when(custody.since), ""),
            (_("To be collected"), money_here(custody.expected), ""),
            (_("Held"), money_here(from_minor(held_of(custody), currency)), ""),
            (_("Missing"), money_here(from_minor(missing_of(custody), currency)), ""),
        ],
        "table": Table([_("At"), _("What"), _("Amount"), _("Effect on what is held"), _("By")], moves),
        "acts": acts_on(["cashcustody"], custody.pk),
        "operations": offered(
            DOINGS,
            custody,
            lambda name: reverse("shop_office:custody_do", args=[custody.pk, name]),
            typed,
            form,
        ),
    }
    return render(request, "shop/office/thing.html", context, status=422 if form else 200)


def _holder(custody: CashCustody) -> str:
    return custody.holder.slug if custody.holder else custody.carrier


def _cells(custody: CashCustody) -> list[Cell]:
    held = Money(vars(custody)["held"], custody.expected.currency)
    return [
        Cell(custody.order.number, reverse("shop_office:custody", args=[custody.pk])),
        Cell(custody.part.producer.slug if custody.part else ""),
        Cell(money_here(custody.expected)),
        Cell(money_here(held)),
        Cell(custody.get_status_display()),
        Cell(_holder(custody)),
        Cell(when(custody.since)),
    ]


def _holder_cells(row: dict[str, Any]) -> list[Cell]:
    status = row["status"]
    who = row["holder__slug"] or row["carrier"]
    return [
        Cell(str(dict(CashCustody.Status.choices)[status]), f"{reverse('shop_office:cash')}?status={status}"),
        Cell(who),
        Cell(str(row["parcels"])),
        Cell(money_here(Money(row["held"], row["expected_currency"]))),
        Cell(when(row["oldest"])),
    ]
