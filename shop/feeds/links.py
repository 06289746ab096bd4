"""Addresses of pages as feeds give them out: absolute, and in the market that the feed speaks of."""

from urllib.parse import quote

from shop.domain.channels import Channel
from shop.domain.exports import ExportItem


def page_link(item: ExportItem, channel: Channel) -> str:
    """Return the page of an item in the channel's language and country, with its own variant chosen."""
    slug = item.slug if item.slug.isascii() else quote(item.slug)
    address = f"{channel.base}/{channel.language}/shop/p/{slug}/?country={channel.country}"
    return f"{address}&variant={item.id}" if item.variants > 1 else address
