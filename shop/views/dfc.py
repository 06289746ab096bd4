"""The catalogue in the language of the Data Food Consortium, at the addresses that Open Food Network has.

A partner reads the makers who share their data and whom its channel chooses.
"""

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from producers.domain.export_ids import is_export_id
from producers.policy import public
from producers.reading.head import absolute
from shop.domain.channels import Channel
from shop.feeds.dfc_v1 import Node
from shop.reading.dfc import Stall, makers_page, stall_of, stall_with, stalls_of
from shop.reading.dfc_groups import group_with, groups_page
from shop.views.dfc_door import answer, bad_cursor, for_partners, page, page_after


@for_partners
def enterprises(request: HttpRequest, channel: Channel) -> HttpResponse:
    """List makers with their addresses and what they supply; page by page."""
    after = page_after(request)
    if after is None:
        return bad_cursor()
    makers, further = makers_page(channel, after)
    stalls = stalls_of(channel, makers)
    return page(request, [node for stall in stalls for node in _alone(stall, channel)], further)


@for_partners
def enterprise(request: HttpRequest, channel: Channel, maker: str) -> HttpResponse:
    """One maker, where she is, and all her goods with their prices and stock."""
    return answer(request, list(_stall(channel, maker).nodes(channel)))


@for_partners
def enterprise_groups(request: HttpRequest, channel: Channel) -> HttpResponse:
    """List groups of makers with who is in them; page by page."""
    after = page_after(request)
    if after is None:
        return bad_cursor()
    groups, further = groups_page(channel, after)
    return page(request, [node for group in groups for node in group.nodes(channel)], further)


@for_partners
def enterprise_group(request: HttpRequest, channel: Channel, group: str) -> HttpResponse:
    """One group, where it is, and who is in it."""
    found = group_with(channel, group) if is_export_id(group) else None
    if found is None:
        raise Http404(group)
    return answer(request, list(found.nodes(channel)))


@for_partners
def address(request: HttpRequest, channel: Channel, maker: str) -> HttpResponse:
    """Where a maker or a group is, no nearer than the commune."""
    group = group_with(channel, maker) if is_export_id(maker) else None
    nodes = group.nodes(channel) if group else _stall(channel, maker).nodes(channel)
    return answer(request, [node for node in nodes if node["@type"] == "dfc-b:Address"])


@for_partners
def supplied_products(request: HttpRequest, channel: Channel, maker: str) -> HttpResponse:
    """All goods of a maker, with their items and offers."""
    return answer(request, _kinds(_stall(channel, maker), channel, {"Enterprise", "Address"}))


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
    return answer(request, found)


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
    return answer(request, nodes)


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
    return answer(request, found[:1])
