"""In which voice the screens speak."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from producers.domain.voices import VOICES, best, voices_for
from producers.portal.doors import signed_in_page
from producers.prompts.heard import CHOSEN
from producers.reading.prompts import recorded


@signed_in_page
@require_http_methods(["GET", "HEAD", "POST"])
def voice(request: HttpRequest) -> HttpResponse:
    """Offer the voices that can be heard, and keep the one that she touches for this visit."""
    chosen = request.POST.get("voice", "")
    if request.method == "POST" and chosen in VOICES:
        request.session[CHOSEN] = chosen
        return redirect("portal:home")
    heard = recorded()
    voices = [(code, name, best(heard, "home", (code,))) for code, name in VOICES.items()]
    now = voices_for(request.session.get(CHOSEN, ""), get_language() or "fr")[0]
    status = 422 if request.method == "POST" else 200
    return render(request, "producers/portal/voice.html", {"voices": voices, "now": now}, status=status)
