"""Addresses that belong to the site itself."""

from pathlib import PurePosixPath

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.views.decorators.http import require_safe
from django.views.static import serve

from producers.policy import public
from producers.ranges import in_ranges, sound_type

PRIVATE_PLACES = ["cart", "checkout", "orders", "account", "portal"]
A_YEAR = 365 * 24 * 3600


@public
@require_safe
def choose_language(request: HttpRequest) -> HttpResponse:
    """Send ``/`` to the home page in the browser's language, French otherwise."""
    response = redirect(f"/{translation.get_language_from_request(request)}/")
    patch_vary_headers(response, ["Accept-Language"])
    return response


@public
@require_safe
def healthz(request: HttpRequest) -> HttpResponse:
    """Say that the process answers."""
    return HttpResponse("ok\n", content_type="text/plain", headers={"Cache-Control": "no-store"})


@public
@require_safe
def readyz(request: HttpRequest) -> HttpResponse:
    """Say whether the database answers and has every migration."""
    missing = _why_not_ready()
    status, text = (503, missing) if missing else (200, "ready")
    return HttpResponse(
        f"{text}\n", status=status, content_type="text/plain", headers={"Cache-Control": "no-store"}
    )


@public
@require_safe
def robots(request: HttpRequest) -> HttpResponse:
    """Tell crawlers what is not for them and where the sitemap is."""
    private = [f"/{code}/{place}/" for code, _ in settings.LANGUAGES for place in PRIVATE_PLACES]
    lines = ["User-agent: *", *(f"Disallow: {place}" for place in ["/admin/", *private])]
    lines += ["", f"Sitemap: {settings.SITE_URL}/sitemap.xml", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")


@public
@require_safe
def media(request: HttpRequest, path: str) -> HttpResponseBase:
    """Serve an uploaded file that is meant for everyone; originals and documents have no address."""
    if not path.startswith(tuple(settings.PUBLIC_MEDIA)) or _is_hidden(path):
        raise Http404
    whole = serve(request, path, document_root=str(settings.MEDIA_ROOT))
    if (kind := sound_type(path)) and whole.status_code == 200:
        whole.headers["Content-Type"] = kind
    response = in_ranges(request, whole)
    response.headers["Cache-Control"] = f"public, max-age={A_YEAR}"
    response.headers["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response


def _is_hidden(path: str) -> bool:
    return any(part.startswith(".") for part in PurePosixPath(path).parts)


def _why_not_ready() -> str:
    try:
        executor = MigrationExecutor(connection)
        waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    except DatabaseError:
        return "the database does not answer"
    return f"{len(waiting)} migrations are waiting" if waiting else ""
