"""Stands in the office: the row with its reasons, proposals by hand or for all, and the answers."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from home.stands.actions.allocate import TakenError, allocate, confirm, propose, refuse
from home.stands.actions.offer_stands import NoSellerError, NoStandsError, offer_stands
from home.stands.domain.slots import WHOLE_FAIR
from home.stands.domain.states import RANKED, IllegalStepError
from home.stands.models import StandApplication, StandOffer
from home.stands.office_forms import OfferForm, StandForm, WhyForm
from home.stands.reading.ranking import ranked
from home.stands.reading.stays import stays_of
from home.stands.stand_words import SAID
from producers.domain.shown import shown
from shop.office.access import actor_of, operators_only

MOST = 100


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def list_offers(request: HttpRequest) -> HttpResponse:
    """List the fairs that offer stands; open another one."""
    form = OfferForm(request.POST or None)
    if form.is_valid():
        typed = form.cleaned_data
        try:
            made = offer_stands(
                typed["event"], typed["stands"], typed["closes_on"], actor=actor_of(request), fee=form.fee
            )
            return redirect("stands_office:offer", made.pk)
        except NoStandsError:
            form.add_error(
                "closes_on",
                _("From today to the first day of the fair, and no fee is paid back once it has begun."),
            )
        except NoSellerError:
            form.add_error(
                "event", _("Nobody organises this fair: say first who does. They sell the stands.")
            )
    rows = StandOffer.objects.select_related("event")[:MOST]
    context = {
        "page_title": _("Stands"),
        "header_icon": "table",
        "rows": [(row, _title(row)) for row in rows],
        "form": form,
    }
    return render(request, "home/stands/office/offers.html", context, status=422 if form.errors else 200)


@operators_only
@require_safe
def offer(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who waits, in the order of the rules and why, and who has which stand."""
    return _page(request, _offer(pk))


@operators_only
@require_POST
def propose_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose the free stands in the order of the rules."""
    found = _offer(pk)
    return _done(request, found, lambda: propose(found, actor=actor_of(request)))


@operators_only
@require_POST
def confirm_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Make the proposals answers."""
    found = _offer(pk)
    return _done(request, found, lambda: confirm(found, actor=actor_of(request)))


@operators_only
@require_POST
def place(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose a stand by hand."""
    row, form = _application(pk), StandForm(request.POST)
    if not form.is_valid():
        return _page(request, row.offer, wrong=_("Write the number of a stand."), status=422)
    stand, group = form.cleaned_data["stand"], form.cleaned_data["group"] or WHOLE_FAIR
    return _done(request, row.offer, lambda: allocate(row, stand, actor=actor_of(request), group=group))


@operators_only
@require_POST
def say_no(request: HttpRequest, pk: int) -> HttpResponse:
    """Refuse, with a reason that she reads."""
    row, form = _application(pk), WhyForm(request.POST)
    if not form.is_valid():
        return _page(request, row.offer, wrong=_("Say why: she reads it."), status=422)
    reason = form.cleaned_data["reason"]
    return _done(request, row.offer, lambda: refuse(row, reason=reason, actor=actor_of(request)))


def _done(request: HttpRequest, found: StandOffer, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
    except TakenError:
        wrong = _("There is no such stand, or another has it.")
        return _page(request, found, wrong=wrong, status=422)
    except IllegalStepError:
        wrong = _("This cannot be done: look at what the page says now.")
        return _page(request, found, wrong=wrong, status=422)
    messages.success(request, _("Done and written down."))
    return redirect("stands_office:offer", found.pk)


def _page(request: HttpRequest, found: StandOffer, wrong: str = "", status: int = 200) -> HttpResponse:
    answered = found.applications.exclude(state__in=RANKED)
    context = {
        "page_title": _title(found),
        "header_icon": "table",
        "offer": found,
        "stays": stays_of(found.event, get_language() or "fr"),
        "wrong": wrong,
        "typed": request.POST,
        "waiting": [(one, [SAID[why] for why in one.reasons]) for one in ranked(found)],
        "answered": answered.select_related("producer", "order")
        .prefetch_related("products")
        .order_by("state", "group", "stand", "pk"),
        "kept": found.applications.filter(stand__isnull=False).count(),
    }
    return render(request, "home/stands/office/offer.html", context, status=status)


def _title(found: StandOffer) -> str:
    event = found.event
    return shown(event.title, get_language() or "fr", event.original_language).text


def _offer(pk: int) -> StandOffer:
    return get_object_or_404(StandOffer.objects.select_related("event"), pk=pk)


def _application(pk: int) -> StandApplication:
    return get_object_or_404(StandApplication.objects.select_related("offer__event", "producer"), pk=pk)
