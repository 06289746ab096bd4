"""What every dialect has to do: subclass the contract in your tests and give it your dialect."""

import io
from collections.abc import Iterator
from dataclasses import replace

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportItem, ExportMaker, ExportOffer, ExportPicture, LeftOut
from shop.feeds.base import Dialect

WORDS = {"fr": "Tapis de laine", "ar": "زربية من الصوف", "en": "Woollen rug"}
CHANNEL = Channel(
    code="contract",
    dialect="contract",
    title="Contract",
    language="fr",
    country="FR",
    market="eu",
    currency="EUR",
    base="https://shop.example",
)
HOSTILE = {
    "markup": "<script>alert(1)</script> & <b>doux</b>",
    "formula": '=HYPERLINK("https://example.test")',
    "separators": 'a,b;c\td"e"\nf',
    "clusters": "👩‍🌾" * 120,
    "long Arabic": "زَرْبِيَّة " * 900,
}


def an_entry(number: int = 1, **item: object) -> Entry:
    """Build an entry that every dialect can carry."""
    offer = ExportOffer("eu", "EUR", 12050, "in_stock", pieces=3, countries=("DE", "FR"), withdrawal_days=14)
    maker = ExportMaker(
        f"maker{number}", "les-cedres", "cooperative", WORDS, WORDS, region="MA-07", region_name=WORDS
    )
    values = {
        "id": f"variant{number}", "product_id": f"product{number}", "maker_id": maker.id, "slug": "tapis",
        "sku": f"SKU-{number}", "kind": "good", "position": 1, "variants": 1, "name": WORDS, "summary": WORDS,
        "description": WORDS, "reviewed": ("ar", "en", "fr"), "category": "tapis-noues",
        "categories": ("tapis-et-tissage", "tapis-noues"),
        "category_name": {"fr": "Maison > Tapis"}, "weight_g": 900, "hs6": "570210", "region": "MA-07",
        "pictures": (ExportPicture("https://shop.example/media/rug.jpg", 1200, 1200, WORDS),),
        "offers": (offer,),
    }  # fmt: skip
    return Entry(ExportItem(**(values | item)), maker, offer)  # type: ignore[arg-type]  # by their names


class FeedContract:
    """For a dialect: give ``dialect``, and ``channel`` where it needs another than this one."""

    channel = CHANNEL

    def dialect(self) -> Dialect:
        """Return the dialect under test, freshly built."""
        raise NotImplementedError

    def written(self, *entries: Entry, channel: Channel | None = None) -> bytes:
        """Return the file of some entries."""
        out = io.BytesIO()
        self.dialect().write(iter(entries), channel or self.channel, out)
        return out.getvalue()

    def test_it_says_what_its_files_are(self) -> None:
        dialect = self.dialect()
        assert dialect.suffix.isalnum()
        assert dialect.suffix == dialect.suffix.lower()
        assert "/" in dialect.content_type

    def test_it_carries_what_lacks_nothing(self) -> None:
        assert self.dialect().lacks(an_entry(), self.channel) is None

    def test_it_says_why_it_does_not_carry_a_thing_without_a_price(self) -> None:
        entry = an_entry()
        bare = replace(entry, offer=replace(entry.offer, minor=None))
        assert self.dialect().lacks(bare, self.channel) is LeftOut.NO_PRICE

    def test_a_reason_is_one_that_health_pages_know(self) -> None:
        entry = an_entry()
        for poor in (
            replace(entry, item=replace(entry.item, pictures=())),
            replace(entry, item=replace(entry.item, name={}, description={})),
            replace(entry, item=replace(entry.item, kind="service")),
            replace(entry, item=replace(entry.item, category="", categories=())),
            replace(entry, offer=replace(entry.offer, countries=())),
        ):
            why = self.dialect().lacks(poor, self.channel)
            assert why is None or isinstance(why, LeftOut)

    def test_nothing_at_all_is_a_file_too(self) -> None:
        assert self.written()

    def test_more_entries_make_a_longer_file(self) -> None:
        few = len(self.written(an_entry(1)))
        assert len(self.written(*(an_entry(number) for number in range(1, 30)))) > few

    def test_it_takes_entries_one_by_one(self) -> None:
        """It may look some hundreds ahead, and must have written by the time that thousands have come."""
        held, longest = [0], [0]
        out = _Watched(held)

        def coming() -> Iterator[Entry]:
            for number in range(1_600):
                held[0] += 1
                longest[0] = max(longest[0], held[0])
                yield an_entry(number)

        self.dialect().write(coming(), self.channel, out)
        assert longest[0] <= self.most_held

    most_held = 1_000

    def test_the_file_only_grows(self) -> None:
        out = _Watched([0])
        self.dialect().write(iter([an_entry(1), an_entry(2)]), self.channel, out)
        assert out.getvalue()

    def test_two_files_share_no_state(self) -> None:
        dialect, first, second = self.dialect(), io.BytesIO(), io.BytesIO()
        dialect.write(iter([an_entry(1)]), self.channel, first)
        dialect.write(iter([an_entry(2)]), self.channel, second)
        assert b"variant1" not in second.getvalue()

    def test_hostile_texts_do_not_break_it(self) -> None:
        for number, text in enumerate(HOSTILE.values()):
            words = dict.fromkeys(WORDS, text)
            assert self.written(an_entry(number, name=words, description=words, summary=words))

    def test_it_writes_every_language_and_a_delta(self) -> None:
        for language in ("fr", "ar", "en"):
            assert self.written(an_entry(), channel=replace(self.channel, language=language))
        assert self.written(an_entry(), channel=replace(self.channel, is_delta=True))


class _Watched(io.BytesIO):
    """Counts down what is held back at every write, and lets nobody go back."""

    def __init__(self, held: list[int]) -> None:
        super().__init__()
        self._held = held

    def seekable(self) -> bool:
        """It is written once, from its start to its end."""
        return False

    def seek(self, *_where: object) -> int:
        """Refuse."""
        raise io.UnsupportedOperation("the file only grows")

    def write(self, data: object, /) -> int:
        """Take more."""
        self._held[0] = 0
        return super().write(data)  # type: ignore[arg-type]  # whatever bytes are
