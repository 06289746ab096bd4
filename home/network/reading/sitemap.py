"""What the map of the site lists of the network."""

from collections.abc import Iterator

from producers.conf import languages
from producers.reading.head import in_languages
from shop.reading.sitemap import Entry, Section


def network(number: int) -> Iterator[Entry]:
    """The one page that the public reads."""
    yield Entry(in_languages("network:network", (), languages()))


SECTIONS = {"network": Section(lambda: 1, network)}
