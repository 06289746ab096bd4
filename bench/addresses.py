"""Which pages are measured, and how many statements each of them sends."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import combinations
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402  after the settings
from django.db import connection  # noqa: E402  after the settings
from django.test import Client  # noqa: E402  after the settings
from django.test.utils import CaptureQueriesContext  # noqa: E402  after the settings

from home.library.models import LibraryWords  # noqa: E402  after the settings
from home.models import StoryPage  # noqa: E402  after the settings
from shop.models import Product  # noqa: E402  after the settings

OTHERS = 400
LOOKED_AT = 500  # documents
FREQUENT = 60  # words that most documents hold; each two of them are a question
PAST = "_={}"  # a parameter that no page knows: every number is an address that no cache has seen
FROM_CACHE, MANY = 2, 100_000
COOKIE = "seen=1"  # whoever sends one never gets a page from memory


@dataclass(frozen=True)
class Page:
    """A page under the addresses that it is asked at, and the statements that it needs when computed.

    ``most`` is how many times the floor it may cost.
    """

    name: str
    addresses: tuple[str, ...]
    cookie: str = ""
    sql: int = 0
    most: float = 0


def pages() -> list[Page]:
    """Return the pages to measure, each computed and from the cache."""
    product = Product.objects.public().filter(kind="good").order_by("pk").last()
    assert product, "the catalogue is filled"
    story = StoryPage.objects.live().filter(locale__language_code="fr").first()
    assert story, "a story is published"
    once = {
        "home": ("/fr/", 15),
        "catalogue": ("/fr/shop/", 12),
        "category": ("/fr/shop/c/tapis-et-tissage/", 12),
        "product": (f"/fr/shop/p/{product.slug}/", 10),
        "producer": (f"/fr/producers/{product.producer.slug}/", 15),
        "story": (story.relative_url(None) or "/fr/stories/", 15),
        "search": ("/fr/shop/?q=tapis", 20),
        "documents": ("/fr/library/", 12),
        "search in documents": ("/fr/library/?q=laine", 12),
        "search in everything": ("/fr/search/?q=laine", 20),
    }
    found = []
    for name, (address, most) in once.items():
        computed = Page(f"{name}, computed", tuple(_past(address)), COOKIE, most=most)
        found += [computed, Page(f"{name}, from cache", (address,), most=FROM_CACHE)]
    facets = tuple(
        f"/fr/shop/?region=MA-{n:02}&price_min={low}" for low in range(1, 40) for n in range(1, 13)
    )
    return [
        *found,
        Page(
            "facets never chosen before", facets, COOKIE, most=60 if Product.objects.count() < MANY else 150
        ),
        Page("documents, never asked before", _never_asked("/fr/library/"), COOKIE, most=12),
        Page("everything, never asked before", _never_asked("/fr/search/"), COOKIE, most=20),
    ]


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


def _never_asked(address: str) -> tuple[str, ...]:
    """Return questions of two words, each of which a great many documents hold; no two are the same."""
    texts = LibraryWords.objects.order_by("-pk").values_list("words", flat=True)[:LOOKED_AT]
    held = Counter(word for text in texts for word in text.split())
    words = sorted(held, key=lambda word: (-held[word], word))
    pairs = combinations(words[:FREQUENT], 2)
    return tuple(f"{address}?{urlencode({'q': f'{one} {other}'})}" for one, other in pairs)


def _past(address: str) -> list[str]:
    sign = "&" if "?" in address else "?"
    return [f"{address}{sign}{PAST.format(number)}" for number in range(OTHERS)]
