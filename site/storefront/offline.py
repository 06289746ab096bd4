"""The shop as an app on the phone: its manifest, its service worker, and the page shown without a line."""

import hashlib
import json

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.templatetags.static import static
from django.urls import reverse
from django.utils.translation import gettext
from django.views.decorators.http import require_safe

from producers.policy import public

SHELL = (
    "storefront/css/site.css",
    "storefront/css/site-fonts.css",
    "storefront/js/app.js",
    "storefront/img/icon.svg",
    "storefront/fonts/fustat-latin-var.woff2",
    "storefront/fonts/fustat-arabic-var.woff2",
)
LEAVING = (
    "/account/logout/",
    "/portal/sign-out/",
    "/account/login/",
    "/account/2fa/authenticate/",
    "/account/2fa/webauthn/login/",
    "/portal/sign-in/code/",
    "/portal/sign-in/pictures/",
)
"""How addresses end at which somebody signs out or in: no screen of whoever was there before stays then."""
NIGHT, GROUND = "#1B1D4A", "#FFFFFF"


@public
@require_safe
def service_worker(request: HttpRequest) -> HttpResponse:
    """The script that keeps pages for later. Its version follows the files of the shell."""
    codes = [code for code, _name in settings.LANGUAGES]
    files = [static(name) for name in SHELL] + [f"/{code}/offline/" for code in codes]
    version = hashlib.sha256("".join(files).encode()).hexdigest()[:12]
    context = {
        "files": json.dumps(files),
        "languages": json.dumps(codes),
        "version": version,
        "leaving": json.dumps(LEAVING),
        "keeper": static("producers/js/portal-kept.js"),
        "line": reverse("portal:line"),
    }
    response = render(request, "storefront/sw.js", context, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"  # asked for anew: nobody is stuck with an old one
    return response


@public
@require_safe
def manifest(request: HttpRequest) -> JsonResponse:
    """What a phone needs to put the shop among its apps."""
    icon = {"src": static("storefront/img/icon.svg"), "type": "image/svg+xml", "sizes": "any"}
    data = {
        "name": "Tiwizi",
        "short_name": "Tiwizi",
        "start_url": f"/{settings.LANGUAGE_CODE}/",
        "scope": "/",
        "display": "minimal-ui",
        "background_color": GROUND,
        "theme_color": NIGHT,
        "shortcuts": [{"name": gettext("Till"), "url": reverse("fairs_portal:till")}],
        "icons": [icon | {"purpose": "any"}, icon | {"purpose": "maskable"}],
    }
    return JsonResponse(data, content_type="application/manifest+json")


@public
@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Say that there is no line; kept by the service worker for when that is so."""
    return render(request, "storefront/offline.html")
