"""Where a maker is paid: shown in part, changed by herself alone, confirmed by a call from the centre."""

from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods, require_safe

from producers.access import for_actor
from producers.domain.dates import day_written
from producers.domain.grants import Permission
from producers.models import Membership
from producers.portal.acting import acting_in
from producers.portal.doors import portal_page
from shop.actions.destinations import enter_destination
from shop.domain.payouts import DIRHAM, NEEDED, Details, Kind, PayoutRefusedError, PayoutWhy
from shop.models import PayoutDestination
from shop.portal.money_words import kind_sign, kinds, refused
from shop.reading.payouts import where
from shop.refusals import refusal_text

BY_HERSELF = (Kind.BANK, Kind.MOBILE, Kind.AGENCY)


class PlaceForm(forms.Form):
    """What a way of being paid needs to know; what it does not need is not asked."""

    holder = forms.CharField(required=False, max_length=200)
    account = forms.CharField(required=False, max_length=60)
    phone = forms.CharField(required=False, max_length=60)
    agency = forms.CharField(required=False, max_length=200)

    def details(self, kind: Kind) -> Details:
        """Return what was typed as a value."""
        return Details(kind, DIRHAM, **{name: self.cleaned_data[name] for name in self.fields})


@portal_page(needs=Permission.SEE_MONEY)
@require_safe
def show_where(request: HttpRequest) -> HttpResponse:
    """Show where she is paid, and what she has asked for that is not in force yet."""
    lang = get_language() or "fr"
    rows = for_actor(PayoutDestination.objects.all(), request.user)
    rows = rows.filter(organisation=acting_in(request).organisation, status__in=["in_force", "waiting"])
    context = {
        "places": [_place(row, lang) for row in rows.order_by("currency", "status")],
        "may_change": _is_hers(request),
    }
    return render(request, "shop/portal/money_where.html", context)


@portal_page(needs=Permission.SEE_MONEY)
@require_http_methods(["GET", "HEAD", "POST"])
def change_where(request: HttpRequest) -> HttpResponseBase:
    """Ask to be paid elsewhere: first how, then where. No agent does it for her: it is a 404 for one."""
    if not _is_hers(request):
        raise Http404
    kind = next((each for each in BY_HERSELF if each.value == request.GET.get("kind")), None)
    if kind is None:
        return render(request, "shop/portal/money_how.html", {"kinds": kinds()})
    form = PlaceForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _is_entered(request, form, kind):
        return redirect("shop_portal:money_where")
    context = {"form": form, "kind": kind_sign(kind), "needed": NEEDED[kind]}
    return render(request, "shop/portal/money_place.html", context, status=422 if form.errors else 200)


def _is_entered(request: HttpRequest, form: PlaceForm, kind: Kind) -> bool:
    acting = acting_in(request)
    try:
        enter_destination(acting.organisation, form.details(kind), actor=acting.actor, needs_call=True)
    except PayoutRefusedError as refusal:
        _say(form, refusal)
    return not form.errors


def _say(form: PlaceForm, refusal: PayoutRefusedError) -> None:
    if refusal.code is not PayoutWhy.DESTINATION_UNREADABLE:
        form.add_error(None, refused(refusal.code))
        return
    fields: Any = refusal.facts["fields"]
    for name, error in fields.items():
        form.add_error(name if name in form.fields else None, refusal_text("", error))


def _is_hers(request: HttpRequest) -> bool:
    """Say whether the one who acts owns the account: neither an agent nor a member of a group."""
    acting = acting_in(request)
    own = Membership.objects.filter(user=request.user.pk, organisation=acting.organisation)
    return not acting.is_agent and own.filter(role=Membership.Role.OWNER).exists()


def _place(row: PayoutDestination, lang: str) -> dict[str, object]:
    is_waiting = row.status == PayoutDestination.Status.WAITING
    until = row.waits_until if is_waiting and row.waits_until > timezone.now() else None
    return {
        "sign": kind_sign(Kind(row.kind)),
        "told": where(row),
        "is_waiting": is_waiting,
        "is_confirmed": row.confirmed_at is not None,
        "from_day": day_written(timezone.localdate(until), lang) if until else "",
    }
