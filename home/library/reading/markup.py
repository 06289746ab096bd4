"""What search engines read of a document: schema.org, from the same values as its page."""

from typing import TYPE_CHECKING

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.library.domain.citing import Cited
from home.library.domain.kinds import KINDS
from home.library.domain.licences import LICENCES
from home.library.domain.names import Name
from home.library.models import Document
from producers.reading.head import absolute
from producers.reading.markup import Node, as_script, crumbs_node

if TYPE_CHECKING:
    from home.library.reading.record import FileShown


def document_markup(one: Document, said: Cited, canonical: str, file: "FileShown | None") -> SafeString:
    """Return one document, and the way back to the list."""
    steps = [(_("Documentation fund"), absolute(reverse("library:list"))), (said.title, canonical)]
    return as_script([_node(one, said, canonical, file), crumbs_node(steps)])


def _node(one: Document, said: Cited, canonical: str, file: "FileShown | None") -> Node:
    more: Node = {
        "description": said.abstract,
        "author": [_person(name) for name in said.creators],
        "contributor": [_person(name) for name in said.contributors],
        "publisher": {"@type": "Organization", "name": said.publisher} if said.publisher else None,
        "datePublished": said.issued,
        "inLanguage": [language.code for language in one.languages.all()],
        "keywords": list(said.subjects),
        "isbn": said.isbn if one.kind == "work" else "",
        "issn": said.issn if one.kind == "journal" else "",
        "bookEdition": said.edition if one.kind == "work" else "",
        "spatialCoverage": one.coverage,
        "license": LICENCES[one.licence].url if one.licence in LICENCES else "",
        "copyrightHolder": {"@type": "Organization", "name": one.rights_holder}
        if one.rights_holder
        else None,
        "sameAs": one.address,
        "encoding": _encoding(file) if file else None,
    }
    return {
        "@type": KINDS[one.kind].schema,
        "@id": said.url,
        "url": canonical,
        "name": said.title,
        "identifier": one.export_id,
        **{key: value for key, value in more.items() if value},
    }


def _person(name: Name) -> Node:
    if name.is_body:
        return {"@type": "Organization", "name": name.family}
    return {"@type": "Person", "name": name.natural, "familyName": name.family, "givenName": name.given}


def _encoding(file: "FileShown") -> Node:
    return {
        "@type": "MediaObject",
        "contentUrl": absolute(file.url),
        "encodingFormat": file.media_type,
        "contentSize": str(file.size),
    }
