"""A channel: to whom, in which dialect, language, country and currency, and what of the catalogue."""

from dataclasses import dataclass, field

from shop.domain.exports import ExportItem, ExportMaker, ExportOffer, Words


@dataclass(frozen=True)
class Selection:
    """What a channel carries, by codes and permanent ids; an empty choice takes everything."""

    categories: frozenset[str] = frozenset()
    regions: frozenset[str] = frozenset()
    makers: frozenset[str] = frozenset()
    labels: frozenset[str] = frozenset()


@dataclass(frozen=True)
class Channel:
    """The values of a channel profile that a serialiser reads; it sees no model and no request.

    ``base`` is the address of the site without a slash at the end. ``is_delta`` has an item of the dialect
    carry only what changes often (price, stock). ``has_trade_terms`` lets it say what shops pay. ``consent``
    is what a maker has to have agreed to, a code of ``Consent.Scope``.
    """

    code: str
    dialect: str
    title: str
    language: str
    country: str
    market: str
    currency: str
    base: str
    licence_of_texts: str = ""
    licence_of_pictures: str = ""
    selection: Selection = field(default_factory=Selection)
    is_delta: bool = False
    has_trade_terms: bool = False
    consent: str = "sharing"

    def text(self, words: Words) -> str:
        """Return a text in the language of the channel, empty where nobody wrote it."""
        return words.get(self.language, "")


@dataclass(frozen=True)
class Entry:
    """An item with its maker and what the channel's market says of it; ``offer`` is never None in a file."""

    item: ExportItem
    maker: ExportMaker
    offer: ExportOffer
