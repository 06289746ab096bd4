"""What a shopping feed says of an entry: names and values in their order, whatever the file looks like."""

from collections.abc import Mapping
from datetime import date, timedelta

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportItem, ExportPicture, LeftOut, Words
from shop.feeds.links import page_link
from shop.feeds.shopping_profiles import MADE, Profile
from shop.feeds.taxonomies import place_of
from shop.feeds.text import amount, cut, latest, latest_line, word

Value = str | tuple[tuple[str, str], ...]
Pair = tuple[str, Value]
# By the codes of our attributes; of several that mean the same, the first that a variant has stands.
SAME = {"colour": "color", "garment_size": "size", "shoe_size": "size", "size": "size", "pattern": "pattern"}
MEASURED = {"g": "1 kg", "kg": "1 kg", "ml": "1 l", "cl": "1 l", "l": "1 l"}
SENDING = "shipping"
MACHINE = "trained_algorithmic_media"
MOST_HIGHLIGHTS, LONGEST_HIGHLIGHT = 10, 150
LEAST_HIGHLIGHTS = 2
STOCK = ("id", "price", "availability", "availability_date")


def missing(entry: Entry, channel: Channel, profile: Profile, table: Mapping[str, int]) -> LeftOut | None:
    """Return the first reason for which the entry would be refused: of the offer, or else of the goods."""
    return _offer_lacks(entry, channel) or _goods_lack(entry.item, channel, profile, table)


def _offer_lacks(entry: Entry, channel: Channel) -> LeftOut | None:
    """One question after the other: a table of them would be made anew for each of many entries."""
    offer = entry.offer
    if entry.item.kind != "good":
        return LeftOut.NOT_A_GOOD
    if offer.minor is None or offer.currency != channel.currency:
        return LeftOut.NO_PRICE
    if offer.lacks:
        return LeftOut.NEEDS_PAPERS
    return None if channel.country in offer.countries else LeftOut.NO_SHIPPING


def _goods_lack(
    item: ExportItem, channel: Channel, profile: Profile, table: Mapping[str, int]
) -> LeftOut | None:
    if not item.pictures:
        return LeftOut.NO_PICTURE
    if not any(_is_main(one, profile) for one in item.pictures):
        return LeftOut.SMALL_PICTURE
    if not place_of(item, table):
        return LeftOut.NO_CATEGORY
    return None if _name(item, channel) and _description(item, channel) else LeftOut.NO_TEXT


def main_pictures(item: ExportItem, profile: Profile) -> list[str]:
    """Return the addresses of the pictures that are large enough and of a kind it reads, in their order."""
    return [one.src for one in item.pictures if _is_main(one, profile)]


def _is_main(picture: ExportPicture, profile: Profile) -> bool:
    if picture.width < profile.smallest or picture.height < profile.smallest:
        return False
    return not profile.suffixes or picture.src.partition("?")[0].lower().endswith(profile.suffixes)


def stock_pairs(entry: Entry, channel: Channel, profile: Profile, today: date) -> list[Pair]:
    """Return what changes often: the price and whether one can have it."""
    offer = entry.offer
    assert offer.minor is not None  # who has no price was left out
    said: list[Pair] = [
        ("id", entry.item.id),
        ("price", f"{amount(offer.minor, channel.currency)} {channel.currency}"),
        ("availability", profile.availability[offer.availability]),
    ]
    if offer.availability == MADE and offer.making_days is not None:
        ready = today + timedelta(days=offer.making_days)
        said += [("availability_date", ready.isoformat()), ("max_handling_time", str(offer.making_days))]
    if profile.quantity:
        said.append((profile.quantity, str(offer.pieces)))
    return said


def all_pairs(
    entry: Entry, channel: Channel, profile: Profile, table: Mapping[str, int], today: date
) -> list[Pair]:
    """Return all that the feed says of an entry that has a place in it."""
    item, lang = entry.item, channel.language
    first, *others = main_pictures(item, profile)
    said = [
        *stock_pairs(entry, channel, profile, today),
        *_texts(item, channel, profile),
        ("link", page_link(item, channel)),
        ("image_link", first),
        *[("additional_image_link", src) for src in others[: profile.pictures]],
        ("condition", "new"),
        ("brand", cut(_spoken(entry.maker.name, lang), profile.brand)),
        ("identifier_exists", "no"),  # nobody gave a handmade thing a number, and none is invented
        ("google_product_category", place_of(item, table)),
    ]
    if kind := item.category_name.get(lang):
        said.append(("product_type", cut(word(kind), profile.product_type)))
    if item.variants > 1:
        said.append(("item_group_id", item.product_id))
    said += _options(item, lang)
    said += _sending(entry, channel)
    said += _measures(item)
    said += _highlights(item, lang)
    said += _labels(item)
    said.append(("external_seller_id", entry.maker.id))
    return said


def _texts(item: ExportItem, channel: Channel, profile: Profile) -> tuple[Pair, Pair]:
    title = cut(_title(item, channel), profile.title)
    description = cut(_description(item, channel), profile.description)
    if not profile.declares_machines or channel.language in item.reviewed:
        return ("title", title), ("description", description)
    return (
        ("structured_title", (("digital_source_type", MACHINE), ("content", title))),
        ("structured_description", (("digital_source_type", MACHINE), ("content", description))),
    )


def _name(item: ExportItem, channel: Channel) -> str:
    return latest_line(channel.text(item.name))


def _title(item: ExportItem, channel: Channel) -> str:
    name = _name(item, channel)
    option = word(channel.text(item.option)) if item.variants > 1 else ""
    return f"{name}, {option}" if name and option else name


def _description(item: ExportItem, channel: Channel) -> str:
    return latest(channel.text(item.description)) or latest(channel.text(item.summary))


def _spoken(words: Words, lang: str) -> str:
    """A name in the channel's language, or else as she writes it herself."""
    return word(words.get(lang) or next(iter(words.values()), ""))


def _options(item: ExportItem, lang: str) -> list[Pair]:
    said: list[Pair] = []
    for code, words in item.attributes:
        name = SAME.get(code)
        if name and (text := word(words.get(lang, ""))) and name not in dict(said):
            said.append((name, text[:100]))
    made_of = [word(words.get(lang, "")) for _code, words in item.materials]
    if text := "/".join([name for name in made_of if name][:3]):
        said.append(("material", cut(text, 200)))
    return said


def _sending(entry: Entry, channel: Channel) -> list[Pair]:
    """What sending one piece to the channel's country adds to the price, duties included.

    Rows that were frozen before it was known say nothing of it until they are frozen anew.
    """
    cost = entry.offer.sending_to(channel.country)
    if cost is None:
        return []
    price = f"{amount(cost, channel.currency)} {channel.currency}"
    return [(SENDING, (("country", channel.country), ("price", price)))]


def _measures(item: ExportItem) -> list[Pair]:
    said: list[Pair] = []
    if item.net_quantity and item.net_unit in MEASURED:
        said.append(("unit_pricing_measure", f"{item.net_quantity} {item.net_unit}"))
        said.append(("unit_pricing_base_measure", MEASURED[item.net_unit]))
    if item.weight_g:
        said.append(("shipping_weight", f"{item.weight_g} g"))
    return said


def _highlights(item: ExportItem, lang: str) -> list[Pair]:
    """What is proven of it and how it is made; one alone is not read."""
    if len(item.claims) + len(item.techniques) < LEAST_HIGHLIGHTS:
        return []
    found = [word(claim.name.get(lang, "")) for claim in item.claims]
    found += [word(words.get(lang, "")) for _code, words in item.techniques]
    found = [text for text in found if text][:MOST_HIGHLIGHTS]
    is_read = len(found) >= LEAST_HIGHLIGHTS
    return [("product_highlight", cut(text, LONGEST_HIGHLIGHT)) for text in found] if is_read else []


def _labels(item: ExportItem) -> list[Pair]:
    """Codes by which whoever advertises groups offers: region, family, technique."""
    family = item.categories[0] if item.categories else ""
    technique = item.techniques[0][0] if item.techniques else ""
    codes = (("custom_label_0", item.region), ("custom_label_1", family), ("custom_label_2", technique))
    return [(name, code[:100]) for name, code in codes if code]
