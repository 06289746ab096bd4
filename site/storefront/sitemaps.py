"""What the site's own map lists besides the shop's: the editors' pages."""

from collections import defaultdict
from collections.abc import Iterator

from wagtail.models import Page

from home.awards.reading.sitemap import SECTIONS as OF_THE_AWARDS
from home.events.reading.sitemap import SECTIONS as OF_THE_AGENDA
from home.exhibition.reading.sitemap import SECTIONS as OF_THE_EXHIBITION
from home.impact.reading.sitemap import impact_pages
from home.library.reading.sitemap import LIBRARY
from home.models import StoryPage
from home.network.reading.sitemap import SECTIONS as OF_THE_NETWORK
from home.reading.consents import agreed
from home.training.reading.sitemap import SECTIONS as OF_TRAINING
from producers.models import ProducerPage
from producers.reading.head import absolute
from shop.reading.sitemap import SECTIONS as OF_THE_SHOP
from shop.reading.sitemap import Entry, Section


def pages(number: int) -> Iterator[Entry]:
    """Published pages with their translations; an alias shows another language, and is not one.

    A producer's page is left out: her profile is listed with the shop's.
    """
    rows = Page.objects.live().public().filter(alias_of=None, depth__gt=1).not_type(ProducerPage)
    withheld = _withheld_stories()
    by_key: defaultdict[object, list[Page]] = defaultdict(list)
    for page in rows.select_related("locale").order_by("pk"):
        if page.pk not in withheld:
            by_key[page.translation_key].append(page)
    for translations in by_key.values():
        addresses = tuple(_address(page) for page in translations if page.get_url_parts())
        newest = max(
            (page.last_published_at for page in translations if page.last_published_at), default=None
        )
        yield Entry(addresses, newest)


def _withheld_stories() -> set[int]:
    """Live stories that somebody no longer agrees to, until the next round takes them down."""
    stories = list(StoryPage.objects.live())
    return {one.pk for one in stories} - {one.pk for one in agreed(stories)}


def _address(page: Page) -> tuple[str, str]:
    """The address of a page on the public site, whatever the editor's own record of the site says."""
    _site, _root, path = page.get_url_parts()
    return page.locale.language_code, absolute(path)


SECTIONS = {
    "pages": Section(lambda: 1, pages),
    "impact": Section(lambda: 1, impact_pages),
    **OF_THE_AGENDA,
    **OF_TRAINING,
    **OF_THE_NETWORK,
    **OF_THE_SHOP,
    "library": LIBRARY,
    **OF_THE_AWARDS,
    **OF_THE_EXHIBITION,
}
