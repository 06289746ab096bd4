"""What a shopping feed says of an entry: names and values in their order, whatever the file looks like."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date, timedelta

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportItem, LeftOut, Words
from shop.feeds.links import page_link
from shop.feeds.shopping_profiles import MADE, Profile
from shop.feeds.taxonomies import place_of
from shop.feeds.text import amount, cut, line, plain

Value = str | tuple[tuple[str, str], ...]
Pair = tuple[str, Value]
# By the codes of our attributes; of several that a variant has, the first stands.
SAME = {"color": ("colour",), "size": ("garment_size", "shoe_size", "size"), "pattern": ("pattern",)}
MEASURED = {"g": "1 kg", "kg": "1 kg", "ml": "1 l", "cl": "1 l", "l": "1 l"}
MACHINE = "trained_algorithmic_media"
MOST_HIGHLIGHTS, LONGEST_HIGHLIGHT = 10, 150
LEAST_HIGHLIGHTS = 2
STOCK = ("id", "price", "availability", "availability_date")


def missing(entry: Entry, channel: Channel, profile: Profile, table: Mapping[str, int]) -> LeftOut | None:
    """Return the first reason for which the entry would be refused."""
    item, offer = entry.item, entry.offer
    reasons: tuple[tuple[LeftOut, Callable[[], bool]], ...] = (
        (LeftOut.NOT_A_GOOD, lambda: item.kind != "good"),
        (LeftOut.NO_PRICE, lambda: offer.minor is None or offer.currency != channel.currency),
        (LeftOut.NEEDS_PAPERS, lambda: bool(offer.lacks)),
        (LeftOut.NO_PICTURE, lambda: not item.pictures),
        (LeftOut.SMALL_PICTURE, lambda: not main_pictures(item, profile)),
        (LeftOut.NO_CATEGORY, lambda: not place_of(item, table)),
        (LeftOut.NO_SHIPPING, lambda: channel.country not in offer.countries),
        (LeftOut.NO_TEXT, lambda: not (_title(item, channel) and _description(item, channel))),
    )
    return next((reason for reason, is_so in reasons if is_so()), None)


def main_pictures(item: ExportItem, profile: Profile) -> list[str]:
    """Return the addresses of the pictures that are large enough, in their order."""
    least = profile.smallest
    return [one.src for one in item.pictures if one.width >= least and one.height >= least]


def stock_pairs(entry: Entry, channel: Channel, profile: Profile, today: date) -> Iterator[Pair]:
    """Yield what changes often: the price and whether one can have it."""
    offer = entry.offer
    assert offer.minor is not None  # who has no price was left out
    yield "id", entry.item.id
    yield "price", f"{amount(offer.minor, channel.currency)} {channel.currency}"
    yield "availability", profile.availability[offer.availability]
    if offer.availability == MADE and offer.making_days is not None:
        yield "availability_date", (today + timedelta(days=offer.making_days)).isoformat()
        yield "max_handling_time", str(offer.making_days)
    if profile.quantity:
        yield profile.quantity, str(offer.pieces)


def all_pairs(
    entry: Entry, channel: Channel, profile: Profile, table: Mapping[str, int], today: date
) -> Iterator[Pair]:
    """Yield all that the feed says of an entry that has a place in it."""
    item = entry.item
    yield from stock_pairs(entry, channel, profile, today)
    yield from _texts(item, channel, profile)
    yield "link", page_link(item, channel)
    first, *others = main_pictures(item, profile)
    yield "image_link", first
    for src in others[: profile.pictures]:
        yield "additional_image_link", src
    yield "condition", "new"
    yield "brand", cut(_spoken(entry.maker.name, channel), profile.brand)
    yield "identifier_exists", "no"  # nobody gave a handmade thing a number, and none is invented
    yield "google_product_category", place_of(item, table)
    if kind := channel.text(item.category_name):
        yield "product_type", cut(line(kind), profile.product_type)
    if item.variants > 1:
        yield "item_group_id", item.product_id
    yield from _options(item, channel)
    yield from _measures(item)
    yield from _highlights(item, channel)
    yield from _labels(item, channel)
    yield "external_seller_id", entry.maker.id


def _texts(item: ExportItem, channel: Channel, profile: Profile) -> Iterator[Pair]:
    title = cut(_title(item, channel), profile.title)
    description = cut(_description(item, channel), profile.description)
    if profile.declares_machines and channel.language not in item.reviewed:
        yield "structured_title", (("digital_source_type", MACHINE), ("content", title))
        yield "structured_description", (("digital_source_type", MACHINE), ("content", description))
        return
    yield "title", title
    yield "description", description


def _title(item: ExportItem, channel: Channel) -> str:
    name = line(channel.text(item.name))
    option = line(channel.text(item.option)) if item.variants > 1 else ""
    return f"{name}, {option}" if name and option else name


def _description(item: ExportItem, channel: Channel) -> str:
    return plain(channel.text(item.description)) or plain(channel.text(item.summary))


def _spoken(words: Words, channel: Channel) -> str:
    """A name in the channel's language, or else as she writes it herself."""
    return line(channel.text(words) or next(iter(words.values()), ""))


def _options(item: ExportItem, channel: Channel) -> Iterator[Pair]:
    given = dict(item.attributes)
    for name, codes in SAME.items():
        found = (line(channel.text(given[code])) for code in codes if code in given)
        if text := next(filter(None, found), ""):
            yield name, text[:100]
    made_of = [line(channel.text(words)) for _code, words in item.materials]
    if made_of := [text for text in made_of if text][:3]:
        yield "material", cut("/".join(made_of), 200)


def _measures(item: ExportItem) -> Iterator[Pair]:
    if item.net_quantity and item.net_unit in MEASURED:
        yield "unit_pricing_measure", f"{item.net_quantity} {item.net_unit}"
        yield "unit_pricing_base_measure", MEASURED[item.net_unit]
    if item.weight_g:
        yield "shipping_weight", f"{item.weight_g} g"


def _highlights(item: ExportItem, channel: Channel) -> Iterator[Pair]:
    """What is proven of it and how it is made; one alone is not read."""
    found = [line(channel.text(claim.name)) for claim in item.claims]
    found += [line(channel.text(words)) for _code, words in item.techniques]
    found = [text for text in found if text]
    if len(found) >= LEAST_HIGHLIGHTS:
        for text in found[:MOST_HIGHLIGHTS]:
            yield "product_highlight", cut(text, LONGEST_HIGHLIGHT)


def _labels(item: ExportItem, channel: Channel) -> Iterator[Pair]:
    """Codes by which whoever advertises groups offers: region, family, technique."""
    codes = (item.region, (item.categories or ("",))[0], item.techniques[0][0] if item.techniques else "")
    for place, code in enumerate(codes):
        if code:
            yield f"custom_label_{place}", code[:100]
