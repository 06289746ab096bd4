"""How partners come in to the interface of the Data Food Consortium, and in which form they are answered.

A partner comes with ``Authorization: Bearer`` and the key of a channel whose dialect is ``dfc``. What it may
not read is not there.
"""

import json
from collections.abc import Callable
from functools import wraps
from hashlib import sha256
from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.cache import patch_vary_headers
from django.utils.http import urlencode
from django.utils.module_loading import import_string
from django.views.decorators.http import require_safe

from producers.domain.export_ids import is_export_id
from producers.policy import Policy, declare
from producers.reading.head import absolute
from shop import conf
from shop.actions.feed_tokens import digest_of
from shop.actions.note_reads import note_read
from shop.domain.channels import Channel
from shop.domain.openid import NoKeysError
from shop.feeds.dfc_v1 import CONTENT_TYPE, Node, document
from shop.models import FeedToken
from shop.openid import bearer_of
from shop.reading.feeds import channel_value
from shop.views.limits import is_too_often

View = Callable[..., HttpResponse]
"""Of a request, a channel and what the address names."""


def for_partners(view: View) -> View:
    """Let partners in by their key, count what they read, and answer in their language."""

    @declare(Policy.PARTNER)
    @require_safe
    @wraps(view)
    def asked(request: HttpRequest, **named: str) -> HttpResponse:
        try:
            token = _token(request)
        except NoKeysError:
            return problem(503, "The issuer of this token cannot be asked now.", {"Retry-After": "60"})
        if token is None:
            return problem(401, "A key of a partner is needed.", {"WWW-Authenticate": 'Bearer realm="dfc"'})
        if is_too_often(f"feed-{token.channel_id}", f"token-{token.pk}", token.channel.reads_an_hour):
            said = problem(429, "Too many readings within the hour.", {"Retry-After": "3600"})
        elif not request.accepts(CONTENT_TYPE) and not request.accepts("application/json"):
            said = problem(406, "This is JSON-LD.")
        else:
            said = _found(request, view, channel_value(token.channel), named)
        note_read(token.channel_id, token.pk, said.status_code)
        patch_vary_headers(said, ["Authorization", "Accept"])
        said.headers.setdefault("Cache-Control", "private, max-age=60")
        return said

    return asked


def page_after(request: HttpRequest) -> str | None:
    """Return the id that the last page ended with, empty on the first; None for what is no id."""
    after = request.GET.get("after", "")
    return after if not after or is_export_id(after) else None


def page(request: HttpRequest, nodes: list[Node], further: str) -> HttpResponse:
    """Answer with one page of a list, and say where it goes on."""
    said = answer(request, nodes)
    if further:
        address = f"{absolute(request.path)}?{urlencode({'after': further})}"
        said.headers["Link"] = f'<{address}>; rel="next"'
    return said


def bad_cursor() -> HttpResponse:
    """Answer somebody whose cursor is none of ours."""
    return problem(400, "after is the id that the last page ended with.")


def answer(request: HttpRequest, nodes: list[Node]) -> HttpResponse:
    """Answer with nodes; with nothing new, where the reader has them already."""
    text = json.dumps(document(nodes), ensure_ascii=False).encode()
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    return HttpResponse(text, content_type=CONTENT_TYPE, headers={"ETag": etag})


def problem(status: int, title: str, headers: dict[str, str] | None = None) -> HttpResponse:
    """Answer with a problem document, which nobody keeps."""
    words: dict[str, Any] = {"type": "about:blank", "status": status, "title": title}
    said = HttpResponse(
        json.dumps(words), status=status, content_type="application/problem+json", headers=headers or {}
    )
    said.headers["Cache-Control"] = "no-store"
    return said


def _found(request: HttpRequest, view: View, channel: Channel, named: dict[str, str]) -> HttpResponse:
    try:
        return view(request, channel, **named)
    except Http404:
        return problem(404, "There is no such thing, or it is not shared with you.")


def _token(request: HttpRequest) -> FeedToken | None:
    """Return the key that a partner comes with: ours, or that which another issuer's token stands for.

    Raises ``NoKeysError``.
    """
    scheme, _blank, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not key:
        return None
    rows = FeedToken.objects.select_related("channel__market")
    live = rows.filter(revoked_at=None, channel__dialect="dfc", channel__is_active=True)
    own = live.filter(digest=digest_of(key.strip())).first()
    return own or _of_an_issuer(key.strip(), live) or _of_the_project(key.strip(), live)


def _of_an_issuer(key: str, live: QuerySet[FeedToken]) -> FeedToken | None:
    """Who is known both as herself and by her program is herself."""
    bearer = bearer_of(key)
    if bearer is None:
        return None
    return live.filter(issuer=bearer.issuer, subject__in=bearer.names).order_by("-subject").first()


def _of_the_project(key: str, live: QuerySet[FeedToken]) -> FeedToken | None:
    """A token of a kind that we do not know is checked by the project, which names the channel."""
    path = conf.dfc_bearers()
    read: Callable[[str], str | None] | None = import_string(path) if path else None
    code = read(key) if read else None
    return live.filter(channel__code=code).order_by("pk").first() if code else None
