"""What every address of the API has in common: language, headers, conditional answers, limits, errors.

No cookie is read and none is set: whoever asks is known by a token alone: no other site can ask in her name.
"""

from collections.abc import Callable
from hashlib import blake2b
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.utils import translation
from django.utils.cache import get_conditional_response, patch_vary_headers
from django.utils.translation import get_supported_language_variant
from django.utils.translation.trans_real import parse_accept_lang_header
from django.views.decorators.csrf import csrf_exempt

from producers.conf import languages
from producers.editions.areas import areas
from producers.editions.memory import remembered
from producers.policy import Policy, declare
from producers.responses import mark_private
from shop import conf
from shop.api.limits import count_address
from shop.api.problems import MEDIA_TYPE, ProblemError, problem, problem_of
from shop.models import Partner

JSON = "application/json"
SHARED = "public, max-age=60"
ALLOWED_HEADERS = "Authorization, Content-Type, Idempotency-Key, If-None-Match, Accept-Language"
SHOWN_HEADERS = "ETag, Link, Retry-After, Location, Idempotency-Replayed"
LONGEST_KEY = 500
FAILED = 500
View = Callable[..., HttpResponse]


class _FailedError(Exception):
    """An answer that is not to be remembered: the next one may succeed."""

    def __init__(self, response: HttpResponse) -> None:
        super().__init__(response.status_code)
        self.response = response


def api_view(view: View, policy: Policy, methods: tuple[str, ...]) -> View:
    """Put the common part around a view that answers ``methods`` for those whom ``policy`` names."""

    @csrf_exempt
    @declare(policy)
    def answer(request: HttpRequest, **values: Any) -> HttpResponse:
        """Answer one address."""
        with translation.override(language_of(request)):
            response = _answer(request, view, policy, methods, values)
            response.headers["Content-Language"] = translation.get_language() or "fr"
        patch_vary_headers(response, ["Accept", "Accept-Language"])
        return _with_origin(request, response, policy)

    return answer


def language_of(request: HttpRequest) -> str:
    """Return the language of the answer: ``?lang=``, then ``Accept-Language``, then the first of the site."""
    asked = request.GET.get("lang", "")
    if asked in languages():
        return asked
    for code, _weight in parse_accept_lang_header(request.headers.get("Accept-Language", "")[:200].lower()):
        try:
            return get_supported_language_variant(code)
        except LookupError:
            continue
    return languages()[0]


def _answer(
    request: HttpRequest, view: View, policy: Policy, methods: tuple[str, ...], values: dict[str, Any]
) -> HttpResponse:
    allow = ", ".join(sorted({*methods, "OPTIONS", *(("HEAD",) if "GET" in methods else ())}))
    if request.method == "OPTIONS":
        return HttpResponse(status=204, headers={"Allow": allow})
    if request.method not in allow.split(", "):
        return problem(405, "method_not_allowed", headers={"Allow": allow})
    try:
        return _checked(request, view, policy, values)
    except ProblemError as error:
        return problem_of(error)
    except Http404:
        return problem(404, "not_found")


def _checked(request: HttpRequest, view: View, policy: Policy, values: dict[str, Any]) -> HttpResponse:
    if request.get_preferred_type([JSON, MEDIA_TYPE]) is None:
        raise ProblemError(406, "not_acceptable")
    count_address(request.META.get("REMOTE_ADDR", ""))
    request.COOKIES = {}
    method, request.method = request.method, "GET" if request.method == "HEAD" else request.method
    try:
        return _opened(request, view, policy, values)
    finally:
        request.method = method  # the server leaves the body of HEAD out


def _opened(request: HttpRequest, view: View, policy: Policy, values: dict[str, Any]) -> HttpResponse:
    if policy is Policy.PUBLIC and request.method == "GET":
        return _shared(request, view, values)
    response = view(request, **values)
    mark_private(response)
    return response


def _shared(request: HttpRequest, view: View, values: dict[str, Any]) -> HttpResponse:
    """Answer what everybody sees alike; made anew only when something has changed."""
    query = request.META.get("QUERY_STRING", "")

    def make() -> tuple[int, bytes, dict[str, str]]:
        response = view(request, **values)
        if response.status_code >= FAILED:
            raise _FailedError(response)
        kept = {name: value for name, value in response.headers.items() if name != "Content-Length"}
        return response.status_code, response.content, kept

    key = (request.path, query, translation.get_language())
    is_kept = len(request.path) + len(query) <= LONGEST_KEY
    try:
        status, body, headers = remembered("api", areas(), key, make, size=30) if is_kept else make()
    except _FailedError as failed:
        return failed.response
    response = HttpResponse(body, status=status, headers=headers)
    if status != 200:
        return response
    response.headers["Cache-Control"] = SHARED
    response.headers["ETag"] = f'"{blake2b(body, digest_size=16).hexdigest()}"'
    found: HttpResponse = get_conditional_response(request, etag=response.headers["ETag"], response=response)
    return found


def _may_buy(origin: str) -> bool:
    """Say whether a site's pages may buy: the settings name it, or a partner. Partners are few."""
    if origin in conf.api_origins():
        return True
    return any(origin in named for named in Partner.objects.values_list("origins", flat=True))


def _with_origin(request: HttpRequest, response: HttpResponse, policy: Policy) -> HttpResponse:
    """Let pages of other sites read what is public, and buy from where the operator lets them."""
    origin = request.headers.get("Origin", "")
    if policy is Policy.PUBLIC:
        response.headers["Access-Control-Allow-Origin"] = "*"
    else:
        patch_vary_headers(response, ["Origin"])
        if not origin or not _may_buy(origin):
            return response
        response.headers["Access-Control-Allow-Origin"] = origin
    response.headers["Access-Control-Expose-Headers"] = SHOWN_HEADERS
    if request.method == "OPTIONS":
        response.headers["Access-Control-Allow-Methods"] = response.headers["Allow"]
        response.headers["Access-Control-Allow-Headers"] = ALLOWED_HEADERS
        response.headers["Access-Control-Max-Age"] = "600"
    return response
