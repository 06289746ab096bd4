"""The tags in the head by which reference managers and scholarly searches read a document.

Highwire Press tags as Google Scholar asks for them (https://scholar.google.com/intl/en/scholar/inclusion.html),
Dublin Core as the DCMI writes it in HTML (https://www.dublincore.org/specifications/dublin-core/dcq-html/).
"""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from home.library.domain.kinds import KINDS
from home.library.domain.names import names_in
from home.library.models import Document
from producers.domain.shown import shown
from producers.reading.head import absolute

if TYPE_CHECKING:
    from home.library.reading.record import DocumentShown

Tag = tuple[str, str, str]
"""Name, content, and the language of the content or nothing."""


def meta_tags(one: Document, read: "DocumentShown", canonical: str) -> list[Tag]:
    """Return the tags of a document; those without content are left out."""
    return [tag for tag in (*_highwire(one, read, canonical), *_dublin_core(one, canonical)) if tag[1]]


def _highwire(one: Document, read: "DocumentShown", canonical: str) -> Iterator[Tag]:
    own = one.original_language
    yield "citation_title", shown(one.title, own, own).text, own
    yield from (("citation_author", str(name), "") for name in names_in(one.creators))
    yield "citation_publication_date", one.issued.replace("-", "/"), ""
    yield "citation_publisher", one.publisher, ""
    yield "citation_isbn", one.isbn, ""
    yield "citation_issn", one.issn, ""
    yield from (("citation_language", language.code, "") for language in one.languages.all())
    yield "citation_public_url", canonical, ""
    if read.file and read.file.media_type == "application/pdf":
        yield "citation_pdf_url", absolute(read.file.url), ""


def _dublin_core(one: Document, canonical: str) -> Iterator[Tag]:
    own = one.original_language
    for lang, text in _each(one.title, own):
        yield "DC.title", text, lang
    yield from (("DC.creator", str(name), "") for name in names_in(one.creators))
    yield from (("DC.contributor", str(name), "") for name in names_in(one.contributors))
    for subject in one.subjects.all():
        for lang, text in _each(subject.name, own):
            yield "DC.subject", text, lang
    yield "DC.publisher", one.publisher, ""
    yield "DC.date", one.issued, ""
    yield "DC.type", KINDS[one.kind].dcmi, ""
    yield "DC.identifier", canonical, ""
    yield from (("DC.language", language.code, "") for language in one.languages.all())
    yield "DC.rights", one.get_licence_display() if one.licence else "", ""


def _each(text: object, original: str) -> list[tuple[str, str]]:
    data = getattr(text, "data", text)
    if isinstance(data, dict):
        return [(lang, value) for lang, value in data.items() if value]
    return [(original, str(data))]
