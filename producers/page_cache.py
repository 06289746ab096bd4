"""Whole public pages, kept by each worker for visitors who send no cookie, as long as nothing has changed.

A hit costs one statement: the look at the editions. What is kept is what went out, compressed, with its
headers. Only an answer that says itself that shared caches may keep it is kept, and it is given only to
whoever asks for the very same address, host and scheme without a cookie; see ``docs/decisions/0015``.
"""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from hashlib import blake2b
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase, ResponseHeaders
from django.utils.cache import get_conditional_response

from producers import conf
from producers.editions.areas import areas
from producers.editions.current import Editions, reading
from producers.editions.memory import Entry, Memory
from producers.saving import asks_to_save

LONGEST_ADDRESS = 500
KNOWN_TO_VARY = {"accept-encoding", "cookie", "save-data"}
"""What the key holds, and what whoever is served from here never sends."""
PERSONAL = ("HTTP_COOKIE", "HTTP_AUTHORIZATION", "HTTP_RANGE")
CONDITIONAL = ("HTTP_IF_NONE_MATCH", "HTTP_IF_MODIFIED_SINCE")


@dataclass(frozen=True)
class Kept:
    """An answer as it went out; ``match`` says which view it was, for whoever counts visits."""

    body: bytes
    headers: ResponseHeaders
    match: Any


pages = Memory(conf.page_memory())


class PageCacheMiddleware:
    """Opens the editions of a request that only reads, and keeps the pages that all may see.

    It stands outside of everything that writes headers or compresses, inside of what secures the line.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Answer with what is kept, or let the page be made, and keep it."""
        if request.method not in ("GET", "HEAD"):
            return self.get_response(request)
        with reading() as editions:
            if not _is_anybody(request):
                return self.get_response(request)
            return self._shared(request, editions)

    def _shared(self, request: HttpRequest, editions: Editions) -> HttpResponseBase:
        stamp, key = editions.of(areas()), _key(request)
        if found := pages.find(key, stamp):
            return _again(request, found.value)
        response = self.get_response(request)
        if request.method == "GET" and _may_be_kept(response):
            kept = _kept(request, response)
            pages.keep(key, Entry(kept, stamp, editions.until, len(kept.body) + 1_000))
            return _again(request, kept)
        return response


def _is_anybody(request: HttpRequest) -> bool:
    """Say whether an answer may come from here: a page in a language, asked for by nobody in particular."""
    is_short = len(request.path_info) + len(request.META.get("QUERY_STRING", "")) <= LONGEST_ADDRESS
    has_language = request.path_info[1:].partition("/")[0] in conf.languages()
    return is_short and has_language and not any(request.META.get(name) for name in PERSONAL)


def _key(request: HttpRequest) -> Hashable:
    """All that an answer may depend on beside the database, as it was sent."""
    meta = request.META
    return (
        request.scheme,
        meta.get("HTTP_HOST", ""),
        meta.get("HTTP_X_FORWARDED_HOST", ""),
        meta.get("HTTP_X_FORWARDED_PORT", ""),
        request.path_info,
        meta.get("QUERY_STRING", ""),
        "gzip" in meta.get("HTTP_ACCEPT_ENCODING", ""),
        asks_to_save(meta.get("HTTP_SAVE_DATA", "")),
    )


def _may_be_kept(response: HttpResponseBase) -> bool:
    varies = {name.strip().lower() for name in response.headers.get("Vary", "").split(",") if name.strip()}
    return (
        response.status_code == 200
        and not response.streaming
        and not response.cookies
        and response.headers.get("Cache-Control", "").startswith("public")
        and varies <= KNOWN_TO_VARY
    )


def _kept(request: HttpRequest, response: Any) -> Kept:
    digest = blake2b(response.content, digest_size=16).hexdigest()
    response.headers["ETag"] = f'"{digest}"'
    return Kept(response.content, _copied(response.headers), getattr(request, "resolver_match", None))


def _again(request: HttpRequest, kept: Kept) -> HttpResponseBase:
    request.resolver_match = kept.match
    response = HttpResponse(kept.body)
    response.headers = _copied(kept.headers)
    if any(name in request.META for name in CONDITIONAL):
        answer: HttpResponseBase = get_conditional_response(
            request, etag=response.headers["ETag"], response=response
        )
        return answer
    return response


def _copied(headers: ResponseHeaders) -> ResponseHeaders:
    """Return headers that others may add to. They were checked when they were set, and are not once more."""
    copied = ResponseHeaders({})
    copied._store.update(headers._store)
    return copied
