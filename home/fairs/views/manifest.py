"""The till as an app of its own on the phone: its name, where it opens, and its picture."""

from django.http import HttpRequest, JsonResponse
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import get_language, get_language_bidi
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.policy import public

NIGHT, GROUND = "#1B1D4A", "#FFFFFF"


@public
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the till among its apps, apart from the shop; it says nothing of anybody."""
    icon = {"src": static("home/fairs/img/till.svg"), "type": "image/svg+xml", "sizes": "any"}
    start = reverse("fairs_portal:till")
    data = {
        "id": start,
        "name": _("Till of the fair"),
        "short_name": _("Till"),
        "lang": get_language(),
        "dir": "rtl" if get_language_bidi() else "ltr",
        "start_url": start,
        "scope": reverse("portal:home"),
        "display": "standalone",
        "background_color": GROUND,
        "theme_color": NIGHT,
        "icons": [icon | {"purpose": "any"}, icon | {"purpose": "maskable"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")
