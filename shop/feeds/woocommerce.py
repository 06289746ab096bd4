"""WooCommerce's importer: a metric shop's columns."""

from collections.abc import Iterator, Sequence

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportPicture
from shop.domain.plain_words import plain
from shop.feeds.shop_headings import OPTION, WOOCOMMERCE
from shop.feeds.shop_sheets import HAS, MADE, Row, ShopSheet, is_alone, listed, name_of, option_of
from shop.feeds.text import amount, line


class WooCommerce(ShopSheet):
    """A metric shop's columns: kilograms and centimetres."""

    heading = WOOCOMMERCE

    def rows(self, variants: list[Entry], channel: Channel) -> Iterator[Row]:
        """Yield a simple product, or a variable one and then its variations."""
        first = variants[0]
        shared = _woo_product(first, channel)
        if is_alone(variants):
            yield {"Type": "simple", **shared, **_woo_offer(first, channel)}
            return
        values = ", ".join(listed(option_of(entry, channel)) for entry in variants)
        parent = first.item.product_id
        yield {"Type": "variable", **shared, "SKU": parent, **_woo_option(values, channel)}
        for place, entry in enumerate(variants, 1):
            own = _woo_option(option_of(entry, channel), channel)
            yield {
                "Type": "variation", "Name": shared["Name"], "Published": 1, "Parent": parent,
                "Position": place, **own, **_woo_offer(entry, channel),
            }  # fmt: skip


def _woo_product(entry: Entry, channel: Channel) -> Row:
    item = entry.item
    return {
        "SKU": item.id,
        "Name": name_of(item.name, channel),
        "Published": 1,
        "Is featured?": 0,
        "Visibility in catalog": "visible",
        "Short description": plain(channel.text(item.summary)),
        "Description": plain(channel.text(item.description)).replace("\n", "\\n"),
        "Tax status": "taxable",
        "Allow customer reviews?": 1,
        "Categories": listed(line(channel.text(item.category_name))),
        "Tags": listed(name_of(entry.maker.name, channel)),
        "Images": _pictures(item.pictures),
        "Meta: tiwizi_maker_id": entry.maker.id,
        "Meta: tiwizi_currency": channel.currency,
    }


def _woo_option(values: str, channel: Channel) -> Row:
    return {
        "Attribute 1 name": OPTION.get(channel.language, OPTION["en"]),
        "Attribute 1 value(s)": values,
        "Attribute 1 visible": 1,
        "Attribute 1 global": 0,
    }


def _woo_offer(entry: Entry, channel: Channel) -> Row:
    item, offer = entry.item, entry.offer
    return {
        "SKU": item.id,
        "In stock?": int(offer.availability in HAS),
        "Stock": offer.pieces,
        "Backorders allowed?": int(offer.availability == MADE),
        "Sold individually?": int(item.is_one_of_a_kind),
        "Weight (kg)": _thousandths(item.weight_g),
        "Length (cm)": _tenths(item.length_mm),
        "Width (cm)": _tenths(item.width_mm),
        "Height (cm)": _tenths(item.height_mm),
        "Regular price": amount(offer.minor or 0, channel.currency),
        "Images": _pictures(item.pictures[:1] if item.variants > 1 else item.pictures),
        "Meta: tiwizi_maker_id": entry.maker.id,
        "Meta: tiwizi_currency": channel.currency,
    }


def _pictures(pictures: Sequence[ExportPicture]) -> str:
    return ", ".join(one.src.replace(",", "%2C") for one in pictures)


def _thousandths(grams: int) -> str:
    return f"{grams // 1000}.{grams % 1000:03d}" if grams else ""


def _tenths(millimetres: int) -> str:
    return f"{millimetres // 10}.{millimetres % 10}" if millimetres else ""
