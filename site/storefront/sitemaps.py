"""What the site's own map lists besides the shop's: the editors' pages."""

from collections import defaultdict
from collections.abc import Iterator

from wagtail.models import Page

from producers.models import ProducerPage
from shop.reading.sitemap import SECTIONS as OF_THE_SHOP
from shop.reading.sitemap import Entry, Section


def pages(number: int) -> Iterator[Entry]:
    """Published pages with their translations; an alias shows another language, and is not one.

    A producer's page is left out: her profile is listed with the shop's.
    """
    rows = Page.objects.live().public().filter(alias_of=None, depth__gt=1).not_type(ProducerPage)
    by_key: defaultdict[object, list[Page]] = defaultdict(list)
    for page in rows.select_related("locale").order_by("pk"):
        by_key[page.translation_key].append(page)
    for translations in by_key.values():
        addresses = [(page.locale.language_code, page.full_url) for page in translations]
        newest = max(
            (page.last_published_at for page in translations if page.last_published_at), default=None
        )
        yield Entry(tuple((code, address) for code, address in addresses if address), newest)


SECTIONS = {"pages": Section(lambda: 1, pages), **OF_THE_SHOP}
