"""The map of the site for search engines: an index, and files written while they are read."""

from collections.abc import Iterator, Mapping
from datetime import UTC
from itertools import islice
from xml.sax.saxutils import escape, quoteattr

from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from producers.policy import public
from producers.reading.head import absolute
from shop.reading.sitemap import SECTIONS, Entry, Section

AN_HOUR = 3600
AT_ONCE = 100
SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"
XML = '<?xml version="1.0" encoding="UTF-8"?>\n'
HEAD = (
    f'{XML}<urlset xmlns="{SITEMAP}"'
    ' xmlns:xhtml="http://www.w3.org/1999/xhtml"'
    ' xmlns:image="http://www.google.com/schemas/sitemap-image/1.1">\n'
)


@public
@require_safe
def index(request: HttpRequest, sections: Mapping[str, Section] = SECTIONS) -> HttpResponse:
    """List the files of the map. A site with more to show gives its own ``sections``."""
    files = [(name, number) for name, section in sections.items() for number in range(1, section.files() + 1)]
    rows = [f"<sitemap><loc>{escape(_file(name, number))}</loc></sitemap>\n" for name, number in files]
    text = f'{XML}<sitemapindex xmlns="{SITEMAP}">\n{"".join(rows)}</sitemapindex>\n'
    return HttpResponse(text, content_type="application/xml", headers=_headers())


@public
@require_safe
def section(
    request: HttpRequest, name: str, number: int, sections: Mapping[str, Section] = SECTIONS
) -> StreamingHttpResponse:
    """Write one file of the map. Raises ``Http404`` for one that the index does not list."""
    found = sections.get(name)
    if found is None or not 1 <= number <= found.files():
        raise Http404(name)
    return StreamingHttpResponse(_file_of(found, number), content_type="application/xml", headers=_headers())


def _file_of(found: Section, number: int) -> Iterator[str]:
    yield HEAD
    entries = iter(found.entries(number))
    while some := list(islice(entries, AT_ONCE)):
        yield "".join([text for entry in some for text in _urls(entry)])
    yield "</urlset>\n"


def _urls(entry: Entry) -> Iterator[str]:
    """One address per language, each naming all of them."""
    links = "".join(
        f'<xhtml:link rel="alternate" hreflang={quoteattr(code)} href={quoteattr(address)}/>'
        for code, address in _alternates(entry)
    )
    changed = (
        f"<lastmod>{entry.changed_at.astimezone(UTC):%Y-%m-%dT%H:%M:%SZ}</lastmod>"
        if entry.changed_at
        else ""
    )
    images = "".join(
        f"<image:image><image:loc>{escape(one)}</image:loc></image:image>" for one in entry.pictures
    )
    for _code, address in entry.addresses:
        yield f"<url><loc>{escape(address)}</loc>{changed}{links}{images}</url>\n"


def _alternates(entry: Entry) -> Iterator[tuple[str, str]]:
    """The address in each language, and the one for readers of any other: French, or what there is."""
    if len(entry.addresses) > 1:
        yield from entry.addresses
        by_code = dict(entry.addresses)
        yield "x-default", by_code.get("fr", entry.addresses[0][1])


def _file(name: str, number: int) -> str:
    return absolute(reverse("tiwizi_sitemap_section", args=[name, number]))


def _headers() -> dict[str, str]:
    return {"Cache-Control": f"public, max-age={AN_HOUR}"}
