"""The catalogue in the language of the Data Food Consortium, at the addresses that Open Food Network has.

A partner comes with ``Authorization: Bearer`` and the key of a channel whose dialect is ``dfc``. It reads the
makers who share their data and whom the channel chooses; what it may not read is not there.
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
from producers.policy import Policy, declare, public
from producers.reading.head import absolute
from shop import conf
from shop.actions.feed_tokens import digest_of
from shop.actions.note_reads import note_read
from shop.domain.channels import Channel
from shop.feeds.dfc_v1 import CONTENT_TYPE, Node, document
from shop.models import FeedToken
from shop.reading.dfc import Stall, makers_page, stall_of, stall_with, stalls_of
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
        token = _token(request)
        if token is None:
            return _problem(401, "A key of a partner is needed.", {"WWW-Authenticate": 'Bearer realm="dfc"'})
        if is_too_often(f"feed-{token.channel_id}", f"token-{token.pk}", token.channel.reads_an_hour):
            answer = _problem(429, "Too many readings within the hour.", {"Retry-After": "3600"})
        elif not request.accepts(CONTENT_TYPE) and not request.accepts("application/json"):
            answer = _problem(406, "This is JSON-LD.")
        else:
            answer = _found(request, view, channel_value(token.channel), named)
        note_read(token.channel_id, token.pk, answer.status_code)
        patch_vary_headers(answer, ["Authorization", "Accept"])
        answer.headers.setdefault("Cache-Control", "private, max-age=60")
        return answer

    return asked


@for_partners
def enterprises(request: HttpRequest, channel: Channel) -> HttpResponse:
    """List makers with their addresses and what they supply; page by page."""
    after = request.GET.get("after", "")
    if after and not is_export_id(after):
        return _problem(400, "after is the id that the last page ended with.")
    makers, further = makers_page(channel, after)
    stalls = stalls_of(channel, makers)
    answer = _document(request, [node for stall in stalls for node in _alone(stall, channel)])
    if further:
        address = f"{absolute(request.path)}?{urlencode({'after': further})}"
        answer.headers["Link"] = f'<{address}>; rel="next"'
    return answer


@for_partners
def enterprise(request: HttpRequest, channel: Channel, maker: str) -> HttpResponse:
    """One maker, where she is, and all her goods with their prices and stock."""
    return _document(request, list(_stall(channel, maker).nodes(channel)))


@for_partners
def address(request: HttpRequest, channel: Channel, maker: str) -> HttpResponse:
    """Where a maker is, no nearer than her commune."""
    return _one(request, channel, maker, "Address", "")


@for_partners
def supplied_products(request: HttpRequest, channel: Channel, maker: str) -> HttpResponse:
    """All goods of a maker, with their items and offers."""
    return _document(request, _kinds(_stall(channel, maker), channel, {"Enterprise", "Address"}))


@for_partners
def supplied_product(request: HttpRequest, channel: Channel, maker: str, item: str) -> HttpResponse:
    """One variant."""
    return _one(request, channel, maker, "SuppliedProduct", f"/supplied_products/{item}")


@for_partners
def catalog_item(request: HttpRequest, channel: Channel, maker: str, item: str) -> HttpResponse:
    """How many pieces of a variant can be had."""
    return _one(request, channel, maker, "CatalogItem", f"/catalog_items/{item}")


@for_partners
def offer(request: HttpRequest, channel: Channel, maker: str, item: str) -> HttpResponse:
    """What a variant costs."""
    return _one(request, channel, maker, "Offer", f"/offers/{item}")


@for_partners
def product_group(request: HttpRequest, channel: Channel, product: str) -> HttpResponse:
    """The product that its variants belong to."""
    stall = stall_with(channel, product) if is_export_id(product) else None
    nodes = list(stall.nodes(channel)) if stall else []
    found = [node for node in nodes if node["@id"].endswith(f"/product_groups/{product}")]
    if not found:
        raise Http404(product)
    return _document(request, found)


@public
@require_safe
def webid(request: HttpRequest) -> HttpResponse:
    """Which platform this is and which versions it speaks; anybody may know."""
    own = absolute(request.path)
    me = f"{own}#me"
    nodes = [
        {"@id": own, "@type": "foaf:PersonalProfileDocument", "foaf:maker": me, "foaf:primaryTopic": me},
        {
            "@id": me,
            "@type": ["dfc-t:Platform", "foaf:Agent"],
            "foaf:name": "Tiwizi",
            "dfc-t:supportedOntologyVersion": "1.16.0",
        },
    ]
    return _document(request, nodes)


def _found(request: HttpRequest, view: View, channel: Channel, named: dict[str, str]) -> HttpResponse:
    try:
        return view(request, channel, **named)
    except Http404:
        return _problem(404, "There is no such thing, or it is not shared with you.")


def _token(request: HttpRequest) -> FeedToken | None:
    """Return the key that a partner comes with: ours, or that which another issuer's token stands for."""
    scheme, _blank, key = request.headers.get("Authorization", "").partition(" ")
    if scheme.casefold() != "bearer" or not key:
        return None
    rows = FeedToken.objects.select_related("channel__market")
    live = rows.filter(revoked_at=None, channel__dialect="dfc", channel__is_active=True)
    return live.filter(digest=digest_of(key.strip())).first() or _of_another_issuer(key.strip(), live)


def _of_another_issuer(bearer: str, live: QuerySet[FeedToken]) -> FeedToken | None:
    """An OpenID issuer's token is checked by the project, which names the channel: its key counts."""
    path = conf.dfc_bearers()
    read: Callable[[str], str | None] | None = import_string(path) if path else None
    code = read(bearer) if read else None
    return live.filter(channel__code=code).order_by("pk").first() if code else None


def _stall(channel: Channel, maker: str) -> Stall:
    stall = stall_of(channel, maker) if is_export_id(maker) else None
    if stall is None:
        raise Http404(maker)
    return stall


def _alone(stall: Stall, channel: Channel) -> list[Node]:
    return [node for node in stall.nodes(channel) if node["@type"] in ("dfc-b:Enterprise", "dfc-b:Address")]


def _kinds(stall: Stall, channel: Channel, without: set[str]) -> list[Node]:
    return [node for node in stall.nodes(channel) if node["@type"].removeprefix("dfc-b:") not in without]


def _one(request: HttpRequest, channel: Channel, maker: str, kind: str, ending: str) -> HttpResponse:
    nodes = _stall(channel, maker).nodes(channel)
    wanted = f"dfc-b:{kind}"
    found = [node for node in nodes if node["@type"] == wanted and node["@id"].endswith(ending)]
    if not found:
        raise Http404(ending)
    return _document(request, found[:1])


def _document(request: HttpRequest, nodes: list[Node]) -> HttpResponse:
    """Answer with nodes; with nothing new, where the reader has them already."""
    text = json.dumps(document(nodes), ensure_ascii=False).encode()
    etag = f'"{sha256(text).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    return HttpResponse(text, content_type=CONTENT_TYPE, headers={"ETag": etag})


def _problem(status: int, title: str, headers: dict[str, str] | None = None) -> HttpResponse:
    said: dict[str, Any] = {"type": "about:blank", "status": status, "title": title}
    answer = HttpResponse(
        json.dumps(said), status=status, content_type="application/problem+json", headers=headers or {}
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
