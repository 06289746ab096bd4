"""What a carrier has taken along today: written down at once, each parcel with its number, and printed."""

from collections.abc import Mapping, Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from producers.domain.actors import Actor
from shop.actions import fulfil
from shop.models import Parcel, ProducerOrder
from shop.office.access import actor_of, operators_only
from shop.office.acting import refusal_of
from shop.office.packing import slips_on_page
from shop.office.shipping_forms import HandOverForm

SENT_AT_MOST = 200


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def hand_over(request: HttpRequest) -> HttpResponse:
    """Choose what has left, say who took it; what cannot leave is said and holds up nothing else."""
    form = HandOverForm(request.POST or None)
    ready = ProducerOrder.objects.filter(status__in=["packed", "partly_shipped"]).order_by("ship_by", "pk")
    rows, page = slips_on_page(request, ready)
    chosen = {slip.part for slip in rows} & _chosen(request)
    refused: Mapping[int, str] = {}
    if request.method == "POST" and form.is_valid() and not chosen:
        form.add_error(None, _("Choose what was taken along."))
    elif request.method == "POST" and form.is_valid():
        refused = _send(sorted(chosen), form, request.POST, actor_of(request))
        if done := len(chosen) - len(refused):
            said = ngettext("%(count)d parcel has left.", "%(count)d parcels have left.", done)
            messages.success(request, said % {"count": done})
        if not refused:
            return redirect("shop_office:hand_over")
    sent = Parcel.objects.filter(sent_at__date=timezone.localdate()).order_by("carrier", "pk")
    context = {
        "page_title": _("Given to a carrier today"),
        "header_icon": "download",
        "form": form,
        "page": page,
        "rows": [
            {
                "slip": slip,
                "tracking": request.POST.get(f"tracking_{slip.part}", ""),
                "is_chosen": slip.part in chosen,
                "error": refused.get(slip.part, ""),
            }
            for slip in rows
        ],
        "sent": sent.select_related("part__order", "order")[:SENT_AT_MOST],
        "today": timezone.localdate(),
    }
    status = 422 if form.errors or refused else 200
    return render(request, "shop/office/hand_over.html", context, status=status)


def _chosen(request: HttpRequest) -> set[int]:
    return {int(pk) for pk in request.POST.getlist("part") if pk.isdecimal() and len(pk) < 19}


def _send(parts: Sequence[int], form: HandOverForm, typed: Mapping[str, str], actor: Actor) -> dict[int, str]:
    """Send each part in a transaction of its own; return why not, for those that stay."""
    refused = {}
    for part in ProducerOrder.objects.filter(pk__in=parts).order_by("pk"):
        why = refusal_of(
            lambda part=part: fulfil.ship(
                part,
                carrier=form.cleaned_data["carrier"],
                tracking=typed.get(f"tracking_{part.pk}", ""),
                actor=actor,
                reason=form.cleaned_data["reason"],
            )
        )
        if why:
            refused[part.pk] = why
    return refused
