"""Which pages are measured, and how many statements each of them sends."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import django

django.setup()

from django.conf import settings  # noqa: E402  after the settings
from django.db import connection  # noqa: E402  after the settings
from django.test import Client  # noqa: E402  after the settings
from django.test.utils import CaptureQueriesContext  # noqa: E402  after the settings

from home.models import StoryPage  # noqa: E402  after the settings
from shop.models import Product  # noqa: E402  after the settings

OTHERS = 400
PAST = "_={}"  # a parameter that no page knows: every number is an address that no cache has seen
COOKIE = "seen=1"  # whoever sends one never gets a page from memory


@dataclass(frozen=True)
class Page:
    """A page under the addresses that it is asked at, and the statements that it needs when computed."""

    name: str
    addresses: tuple[str, ...]
    cookie: str = ""
    sql: int = 0


def pages() -> list[Page]:
    """Return the pages to measure, each computed and from the cache."""
    product = Product.objects.public().filter(kind="good").order_by("pk").last()
    assert product, "the catalogue is filled"
    story = StoryPage.objects.live().filter(locale__language_code="fr").first()
    assert story, "a story is published"
    once = {
        "home": "/fr/",
        "catalogue": "/fr/shop/",
        "category": "/fr/shop/c/tapis-et-tissage/",
        "product": f"/fr/shop/p/{product.slug}/",
        "producer": f"/fr/producers/{product.producer.slug}/",
        "story": story.relative_url(None) or "/fr/stories/",
        "search": "/fr/shop/?q=tapis",
        "documents": "/fr/library/",
        "search in documents": "/fr/library/?q=laine",
    }
    found = []
    for name, address in once.items():
        computed = Page(f"{name}, computed", tuple(_past(address)), COOKIE)
        found += [computed, Page(f"{name}, from cache", (address,))]
    facets = tuple(
        f"/fr/shop/?region=MA-{n:02}&price_min={low}" for low in range(1, 40) for n in range(1, 13)
    )
    return [*found, Page("facets never chosen before", facets, COOKIE)]


def statements(listed: Iterable[Page]) -> list[Page]:
    """Count the statements of each page, asked in this process."""
    client = Client(HTTP_HOST=settings.ALLOWED_HOSTS[0], HTTP_X_FORWARDED_PROTO="https")
    counted = []
    for page in listed:
        client.get(page.addresses[0])
        with CaptureQueriesContext(connection) as queries:
            client.get(page.addresses[-1])
        counted.append(replace(page, sql=len(queries)))
    return counted


def backend() -> int:
    """Return the process of the database server that answers us."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_backend_pid()")
        return int(cursor.fetchone()[0])


def _past(address: str) -> list[str]:
    sign = "&" if "?" in address else "?"
    return [f"{address}{sign}{PAST.format(number)}" for number in range(OTHERS)]
