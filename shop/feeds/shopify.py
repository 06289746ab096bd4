"""Shopify's product template."""

from collections.abc import Iterator
from html import escape

from shop.domain.channels import Channel, Entry
from shop.domain.plain_words import plain
from shop.feeds.shop_headings import OPTION, SHOPIFY
from shop.feeds.shop_sheets import MADE, Row, ShopSheet, is_alone, name_of, option_of
from shop.feeds.taxonomies import google_categories, place_of
from shop.feeds.text import amount, line


class Shopify(ShopSheet):
    """The long-used product template; rows of one product share its handle."""

    heading = SHOPIFY

    def rows(self, variants: list[Entry], channel: Channel) -> Iterator[Row]:
        """Yield a row a variant, the first with all that is said of the product; then further pictures."""
        first = variants[0]
        pictures = first.item.pictures
        for place, entry in enumerate(variants):
            row = _shopify_product(first, channel) if not place else {"Handle": first.item.slug}
            row |= _shopify_option(entry, channel, is_alone=is_alone(variants)) | _shopify_offer(
                entry, channel
            )
            yield row | (_shopify_picture(first, place, channel) if place < len(pictures) else {})
        for place in range(len(variants), len(pictures)):
            yield {"Handle": first.item.slug} | _shopify_picture(first, place, channel)


def _shopify_product(entry: Entry, channel: Channel) -> Row:
    item = entry.item
    text = plain(channel.text(item.description) or channel.text(item.summary))
    return {
        "Handle": item.slug,
        "Title": name_of(item.name, channel),
        "Body (HTML)": "".join(f"<p>{escape(part)}</p>" for part in text.split("\n") if part.strip()),
        "Vendor": name_of(entry.maker.name, channel),
        "Type": line(channel.text(item.category_name)).rpartition(" > ")[2],
        "Tags": ", ".join(line(channel.text(words)).replace(",", " ") for _code, words in item.techniques),
        "Published": "FALSE",  # who sells it on decides when
        "Gift Card": "FALSE",
        "Google Shopping / Google Product Category": place_of(item, google_categories()),
        "Google Shopping / Condition": "new",
        "Google Shopping / Custom Product": "TRUE",
    }


def _shopify_option(entry: Entry, channel: Channel, is_alone: bool) -> Row:
    if is_alone:
        return {"Option1 Name": "Title", "Option1 Value": "Default Title"}
    name = OPTION.get(channel.language, OPTION["en"])
    return {"Option1 Name": name, "Option1 Value": option_of(entry, channel)}


def _shopify_offer(entry: Entry, channel: Channel) -> Row:
    item, offer = entry.item, entry.offer
    return {
        "Variant SKU": item.id,
        "Variant Grams": item.weight_g,
        "Variant Inventory Tracker": "shopify",
        "Variant Inventory Qty": offer.pieces,
        "Variant Inventory Policy": "continue" if offer.availability == MADE else "deny",
        "Variant Fulfillment Service": "manual",
        "Variant Price": amount(offer.minor or 0, channel.currency),
        "Variant Requires Shipping": "TRUE",
        "Variant Taxable": "TRUE",
        "Variant Weight Unit": "g",
    }


def _shopify_picture(entry: Entry, place: int, channel: Channel) -> Row:
    picture = entry.item.pictures[place]
    return {
        "Image Src": picture.src,
        "Image Position": place + 1,
        "Image Alt Text": line(channel.text(picture.alt))[:512],
    }
