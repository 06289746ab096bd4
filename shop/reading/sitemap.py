"""Every public address for search engines, file by file, in memory that does not grow with the shop."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from django.core.files.storage import default_storage
from django.db.models import Exists, Max, OuterRef

from producers.models import Organisation
from producers.reading.head import absolute, in_languages, written_in
from shop.models import Category, LegalText, Listing, Product, ProductPicture

PRODUCTS_PER_FILE = 5_000
MAKERS_PER_FILE = 10_000
MOST_PICTURES = 3
AT_ONCE = 500
OF_PRODUCT = ("pk", "slug", "name", "original_language", "text_states", "last_published_at")
PLACE = "slug-of-the-page"  # stands in an address for what differs from page to page


@dataclass(frozen=True)
class Entry:
    """One thing with its address in each language it is written in; ``changed_at`` only where it is known."""

    addresses: tuple[tuple[str, str], ...]
    changed_at: datetime | None = None
    pictures: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """One kind of thing: how many files it takes, and what stands in each; the first is 1."""

    files: Callable[[], int]
    entries: Callable[[int], Iterable[Entry]]


def places(number: int) -> Iterator[Entry]:
    """The lists, the directory, and the texts of the site."""
    families = [category.name for category in Category.objects.filter(parent=None)]
    languages = set.intersection(*(set(written_in(name, "fr")) for name in families)) if families else {"fr"}
    yield _entry("shop:catalogue", (), languages)
    yield _entry("producers:directory", (), languages)
    texts = LegalText.objects.filter(published_at__isnull=False).order_by("slug", "effective_from")
    newest = {text.slug: text for text in texts}
    for text in newest.values():
        languages = set(written_in(text.title, text.original_language))
        yield _entry("shop:legal", (text.slug,), languages, text.published_at)


def categories(number: int) -> Iterator[Entry]:
    """The pages of categories."""
    for category in Category.objects.all():
        yield _entry("shop:category", (category.slug,), written_in(category.name, "fr"))


def makers(number: int) -> Iterator[Entry]:
    """The profiles of those who make and sell."""
    rows = Organisation.objects.shown().filter(pk__range=_ids(number, MAKERS_PER_FILE)).order_by("pk")
    for maker in rows.iterator(chunk_size=500):
        yield _entry("producers:profile", (maker.slug,), written_in(maker.name, maker.original_language))


def associations(number: int) -> Iterator[Entry]:
    """The pages of those who vouch for makers."""
    for one in Organisation.objects.shown_associations().order_by("pk"):
        yield _entry("producers:association", (one.slug,), written_in(one.name, one.original_language))


def _any_associations() -> int:
    """A file without an address is none."""
    return int(Organisation.objects.shown_associations().exists())


def products(number: int) -> Iterator[Entry]:
    """The pages of offers that some market lists: read as plain values, since there are very many."""
    listed = Exists(Listing.objects.filter(product=OuterRef("pk")))
    rows = Product.objects.public().filter(listed, pk__range=_ids(number, PRODUCTS_PER_FILE)).order_by("pk")
    values = iter(rows.values_list(*OF_PRODUCT).iterator(chunk_size=AT_ONCE))
    addresses = _Addresses("shop:product")
    while chunk := list(islice(values, AT_ONCE)):
        pictures = _pictures([pk for pk, *_rest in chunk])
        for pk, slug, name, original, states, changed_at in chunk:
            languages = written_in(name, original, states) or [original]
            yield Entry(addresses.of(slug, languages), changed_at, tuple(pictures.get(pk, ())))


class _Addresses:
    """The addresses of many pages of one kind: worked out once for each choice of languages."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._known: dict[tuple[str, ...], tuple[tuple[str, str], ...]] = {}

    def of(self, slug: str, languages: Iterable[str]) -> tuple[tuple[str, str], ...]:
        """Return the address of a page in each of its languages; a slug needs no quoting."""
        key = tuple(languages)
        if key not in self._known:
            self._known[key] = in_languages(self._name, (PLACE,), key)
        return tuple([(code, address.replace(PLACE, slug)) for code, address in self._known[key]])


def _entry(
    name: str,
    args: tuple[str, ...],
    languages: Iterable[str],
    changed_at: datetime | None = None,
    pictures: tuple[str, ...] = (),
) -> Entry:
    return Entry(in_languages(name, args, languages), changed_at, pictures)


def _pictures(products: list[int]) -> dict[int, list[str]]:
    """Return the addresses of the first pictures of each product that are ready and stay."""
    rows = ProductPicture.objects.filter(product__in=products, picture__removal_due_at=None)
    found: dict[int, list[str]] = {}
    for pk, path in rows.order_by("position").values_list("product", "picture__files__fallback"):
        own = found.setdefault(pk, [])
        if path and len(own) < MOST_PICTURES:
            own.append(absolute(default_storage.url(path)))
    return found


def _ids(number: int, size: int) -> tuple[int, int]:
    """Return the first and the last id of a file."""
    return (number - 1) * size + 1, number * size


def _files_of(model: type[Product] | type[Organisation], size: int) -> int:
    """Return how many files ids of this size take; nothing is counted."""
    highest = model.objects.aggregate(highest=Max("pk"))["highest"] or 0
    return -(-highest // size)


SECTIONS: Mapping[str, Section] = {
    "places": Section(lambda: 1, places),
    "categories": Section(lambda: 1, categories),
    "makers": Section(lambda: _files_of(Organisation, MAKERS_PER_FILE), makers),
    "associations": Section(_any_associations, associations),
    "products": Section(lambda: _files_of(Product, PRODUCTS_PER_FILE), products),
}
