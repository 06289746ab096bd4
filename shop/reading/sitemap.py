"""Every public address for search engines, file by file, in memory that does not grow with the shop."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.core.files.storage import default_storage
from django.db.models import Exists, Max, OuterRef, Prefetch

from producers.models import Organisation
from producers.reading.head import absolute, in_languages, written_in
from shop.models import Category, LegalText, Listing, Product, ProductPicture

PRODUCTS_PER_FILE = 5_000
MAKERS_PER_FILE = 10_000
MOST_PICTURES = 3


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
    """The pages of offers that some market lists."""
    pictures = ProductPicture.objects.order_by("position").select_related("picture")
    listed = Exists(Listing.objects.filter(product=OuterRef("pk")))
    rows = Product.objects.public().filter(listed, pk__range=_ids(number, PRODUCTS_PER_FILE)).order_by("pk")
    shown = rows.only("slug", "name", "original_language", "text_states", "last_published_at")
    for product in shown.prefetch_related(Prefetch("pictures", pictures)).iterator(chunk_size=500):
        languages = written_in(product.name, product.original_language, product.text_states)
        yield _entry(
            "shop:product",
            (product.slug,),
            languages or [product.original_language],
            product.last_published_at,
            tuple(_files(product))[:MOST_PICTURES],
        )


def _entry(
    name: str,
    args: tuple[str, ...],
    languages: Iterable[str],
    changed_at: datetime | None = None,
    pictures: tuple[str, ...] = (),
) -> Entry:
    return Entry(in_languages(name, args, languages), changed_at, pictures)


def _files(product: Product) -> Iterator[str]:
    for one in product.pictures.all():
        if one.picture.files:
            yield absolute(default_storage.url(one.picture.files["fallback"]))


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
