"""My phone and my people: which devices know her, who stands on this one's wall, and how each is ended."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from producers.access import acting_for
from producers.actions.devices import end_everywhere, forget_on_device, revoke_device
from producers.domain.actors import Actor
from producers.portal.coming_in import device_of
from producers.portal.doors import signed_in_page
from producers.reading.doors import devices_of, faces_on


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def phones(request: HttpRequest) -> HttpResponse:
    """Show the devices that know her; end one, leave one, or all of them."""
    user, here = request.user, device_of(request)
    known = devices_of(user, timezone.now())
    if request.method != "POST":
        makers = acting_for(user).sellers().filter(memberships__user=user)[:3]
        people = faces_on(here, get_language() or "fr")
        context = {"devices": known, "here": here, "people": people, "makers": makers}
        return render(request, "producers/portal/phones.html", context)
    actor = Actor(user.pk, user.get_username())
    if request.POST.get("do") == "everywhere":
        end_everywhere(user, actor=actor, reason="by her")
        return redirect("portal:phones")  # where her ended visit is put out
    device = get_object_or_404(known, pk=_number(request.POST.get("device", "")))
    if request.POST.get("do") == "lost":
        revoke_device(device, actor=actor, reason="by her")
    else:
        forget_on_device(user, device, actor=actor)
    return redirect("portal:phones")


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdecimal() and len(text) < 18 else 0
