"""Who stands at the door, for operators: keys given, shown and taken back."""

from base64 import b64encode
from typing import Any

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from home.events.actions.door_keys import give_door_key, take_door_key_back
from home.events.domain.door import LONGEST_NAME
from home.events.domain.registering import RefusedError
from home.events.models import DoorKey, Event
from home.events.reading.cards import event_card
from home.events.seat_words import refusal
from producers.qr_codes import code_svg
from producers.reading.head import absolute
from shop.office.access import actor_of, operators_only
from shop.papers.press import has_press


class HelperForm(forms.Form):
    """For whom a key is."""

    name = forms.CharField(label=_("Who stands at the door?"), max_length=LONGEST_NAME)


@operators_only
@require_http_methods(["GET", "HEAD", "POST"])
def helpers(request: HttpRequest, pk: int) -> HttpResponse:
    """Show who has a key, and give one more: its address opens the door of this event and nothing else."""
    event = get_object_or_404(Event.objects.select_related("series", "picture"), pk=pk)
    form = HelperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            give_door_key(event, form.cleaned_data["name"], actor=actor_of(request))
            return redirect("agenda_office:helpers", pk)
        except RefusedError as refused:
            form.add_error(None, refusal(refused.why))
    context = {
        "page_title": event_card(event, get_language() or "fr").title.text,
        "header_icon": "group",
        "event": event,
        "form": form,
        "keys": [_shown(one) for one in DoorKey.objects.filter(event=event).order_by("-pk")],
    }
    return render(request, "home/events/office/helpers.html", context, status=422 if form.errors else 200)


@operators_only
@require_POST
def revoke(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a key back."""
    key = get_object_or_404(DoorKey, pk=pk)
    take_door_key_back(key, actor=actor_of(request))
    return redirect("agenda_office:helpers", key.event_id)


def _shown(key: DoorKey) -> dict[str, Any]:
    address = absolute(reverse("events:at_door", args=[key.token]))
    is_open = key.revoked_at is None
    code = b64encode(code_svg(address).encode()).decode() if is_open and has_press() else ""
    return {
        "key": key,
        "address": address if is_open else "",
        "code": f"data:image/svg+xml;base64,{code}" if code else "",
    }
