"""The steps of an order, each on its own screen where something is to be said."""

from collections.abc import Callable, Mapping
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.domain.actors import Actor
from producers.domain.grants import Permission
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from producers.portal.sent_once import sent_once
from shop.actions import fulfil
from shop.actions.cash import collect
from shop.actions.confirm_done import confirm_done
from shop.actions.parcels import deliver_parcel
from shop.actions.part_photos import add_photo
from shop.domain.cash import Hands
from shop.domain.errors import RefusedError, Why
from shop.domain.maker_steps import DECLINE_CODES, Step, next_step
from shop.domain.part_photos import PhotoKind
from shop.domain.postings import Account
from shop.domain.states import IllegalMoveError, Side
from shop.models import ProducerOrder
from shop.portal.hand_over_form import HandOverForm
from shop.portal.mine import my_part
from shop.portal.order_words import reasons
from shop.portal.orders import order_page
from shop.reading.my_orders import facts_of, my_order_whole
from shop.reading.packing import to_collect
from shop.refusal_words import sentence_for

GET_OR_POST = require_http_methods(["GET", "HEAD", "POST"])


def _say_done(part: ProducerOrder, *, actor: Actor) -> None:
    for line in part.lines.filter(is_service=True, maker_said_done_at=None):
        confirm_done(line, Side.MAKER, actor=actor)


def _brought(part: ProducerOrder, *, actor: Actor) -> None:
    """Take down the cash that she was given with it, then that the buyer has the parcel."""
    if to_collect(part, "fr") is not None:
        collect(part, hands=Hands(Account.CASH_WITH_PRODUCER, part.producer_id), actor=actor)
    for parcel in part.parcels.filter(by_maker=True).exclude(status__in=["delivered", "returned"]):
        deliver_parcel(parcel, actor=actor)


STEPS: Mapping[Step, Callable[..., Any]] = {
    Step.ACCEPT: fulfil.accept,
    Step.START: fulfil.start_making,
    Step.PACK: fulfil.pack,
    Step.SAY_DONE: _say_done,
    Step.BROUGHT: _brought,
}


@portal_page(needs=Permission.MANAGE_ORDERS)
@sent_once
@GET_OR_POST
def take_step(request: HttpRequest, number: str) -> HttpResponseBase:
    """Take the step that was pressed. Pressed twice, or when it was taken meanwhile, it changes nothing."""
    part = my_part(request, number)
    wanted = request.POST.get("do", "")
    if request.method != "POST" or wanted not in {step.value for step in STEPS}:
        return redirect("shop_portal:order", number)
    if next_step(facts_of(part)).value != wanted:
        return _after(request, part, wanted)
    try:
        STEPS[Step(wanted)](part, actor=acting_in(request).actor)
    except IllegalMoveError:
        return _after(request, my_part(request, number), wanted)
    except RefusedError as refusal:
        return order_page(request, part, sentence_for(refusal))
    return redirect("shop_portal:order", number)


@portal_page(needs=Permission.MANAGE_ORDERS)
@sent_once
@GET_OR_POST
def decline(request: HttpRequest, number: str) -> HttpResponseBase:
    """Say no, for one of a few reasons, each a picture and a word."""
    part = my_part(request, number)
    reason = request.POST.get("reason", "")
    if request.method == "POST" and reason in DECLINE_CODES:
        if part.status == "declined":
            return redirect("shop_portal:order", number)
        try:
            fulfil.decline(part, actor=acting_in(request).actor, reason=reason)
        except IllegalMoveError:
            return order_page(request, my_part(request, number), moved_on())
        return redirect("shop_portal:order", number)
    if part.status != "placed":
        return order_page(request, part, moved_on()) if request.method == "POST" else _back(part)
    error = _("Touch the picture that says why.") if request.method == "POST" else ""
    context = {"order": my_order_whole(part, request.LANGUAGE_CODE), "reasons": reasons(), "error": error}
    return render(request, "shop/portal/decline.html", context, status=422 if error else 200)


@portal_page(needs=Permission.MANAGE_ORDERS)
@sent_once
@GET_OR_POST
def take_photo(request: HttpRequest, number: str) -> HttpResponseBase:
    """Take a picture of the work, for the buyer, or of the parcel, as a proof."""
    part = my_part(request, number)
    kind = PhotoKind.PARCEL if request.GET.get("of") == PhotoKind.PARCEL else PhotoKind.PROGRESS
    error = ""
    if request.method == "POST":
        try:
            add_photo(part, kind, request.FILES.get("photo"), actor=acting_in(request).actor)
        except RefusedError as refusal:
            error = _bad_photo(refusal)
        else:
            return redirect("shop_portal:order", number)
    context = {
        "order": my_order_whole(part, request.LANGUAGE_CODE),
        "is_parcel": kind is PhotoKind.PARCEL,
        "error": error,
    }
    return render(request, "shop/portal/order_photo.html", context, status=422 if error else 200)


@portal_page(needs=Permission.MANAGE_ORDERS)
@sent_once
@GET_OR_POST
def hand_over(request: HttpRequest, number: str) -> HttpResponseBase:
    """Say who takes the parcel, and by which number it is followed; a picture of its paper will do."""
    part = my_part(request, number)
    if next_step(facts_of(part)) is not Step.HAND_OVER:
        return _after(request, part, "hand_over") if request.method == "POST" else _back(part)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = HandOverForm(*sent, part=part)
    if sent and form.is_valid() and _has_left(form, part, acting_in(request).actor):
        return _back(part)
    context = {"order": my_order_whole(part, request.LANGUAGE_CODE), "form": form}
    return render(request, "shop/portal/hand_over.html", context, status=422 if form.errors else 200)


def moved_on() -> str:
    """Say that the order is no longer where the page thought it was."""
    return _("This order has moved on. Nothing was changed: look at it once more.")


def _has_left(form: HandOverForm, part: ProducerOrder, actor: Actor) -> bool:
    """Keep the picture first: without it nothing leaves, and sent again it is the same one."""
    try:
        if form.cleaned_data["photo"]:
            add_photo(part, PhotoKind.PARCEL, form.cleaned_data["photo"], actor=actor)
        fulfil.ship(part, actor=actor, **form.carriage)
    except IllegalMoveError:
        form.add_error(None, moved_on())
    except RefusedError as refusal:
        form.add_error(*form.place_of(refusal))
    return not form.errors


# Which states say that a step was taken already: pressing its button again changes nothing.
TAKEN: Mapping[str, frozenset[str]] = {
    "accept": frozenset({"accepted", "making", "packed", "partly_shipped", "shipped", "delivered"}),
    "start": frozenset({"making", "packed", "partly_shipped", "shipped", "delivered"}),
    "pack": frozenset({"packed", "partly_shipped", "shipped", "delivered"}),
    "hand_over": frozenset({"shipped", "delivered"}),
    "say_done": frozenset({"accepted", "delivered"}),
    "brought": frozenset({"delivered"}),
}


def _after(request: HttpRequest, part: ProducerOrder, wanted: str) -> HttpResponseBase:
    """Answer to a step that cannot be taken now: it was taken before, or the order went another way."""
    if part.status in TAKEN.get(wanted, frozenset()):
        return _back(part)
    return order_page(request, part, moved_on())


def _back(part: ProducerOrder) -> HttpResponse:
    return redirect("shop_portal:order", part.number)


def _bad_photo(refusal: RefusedError) -> str:
    if refusal.code is not Why.BAD_FILE:
        return sentence_for(refusal)
    reason = refusal.facts.get("reason")
    if reason == "empty":
        return _("Take a picture first.")
    if reason == "too_many":
        return _("There are enough pictures of this order.")
    return _("This picture cannot be read. Take another one.")
