"""What search engines read of pages: schema.org as JSON-LD, from the same values as the page."""

import json
from datetime import date
from typing import Any

from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from producers.domain.shown import PictureShown
from producers.models import Organisation
from producers.reading.associations import AssociationShown
from producers.reading.head import absolute
from producers.reading.profile import Profile

SCHEMA = "https://schema.org"
UNSAFE = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}
Node = dict[str, Any]


def as_script(graph: list[Node]) -> SafeString:
    """Write JSON-LD so that nothing in it can end the script element."""
    text = json.dumps({"@context": SCHEMA, "@graph": graph}, ensure_ascii=False)
    for sign, code in UNSAFE.items():
        text = text.replace(sign, code)
    return mark_safe(text)  # noqa: S308  every sign that HTML knows is escaped above


def crumbs_node(steps: list[tuple[str, str]]) -> Node:
    """Return the way back up from (name, full address) pairs; its last step is the page itself."""
    items = [
        {"@type": "ListItem", "position": place, "name": name, "item": address}
        for place, (name, address) in enumerate(steps, start=1)
    ]
    return {"@type": "BreadcrumbList", "itemListElement": items}


def certification_node(name: str, issuer: str, valid_until: date | None) -> Node:
    """Return what somebody vouches for; only what is proven today comes here."""
    node: Node = {"@type": "Certification", "name": name}
    if issuer:
        node["issuedBy"] = {"@type": "Organization", "name": issuer}
    if valid_until:
        node["expires"] = valid_until.isoformat()
    return node


def maker_markup(profile: Profile, directory: str) -> SafeString:
    """Return one maker and the way back to the directory, whose path is ``directory``."""
    return _under(directory, maker_node(profile), profile.card.name.text, profile.card.url)


def association_markup(one: AssociationShown, directory: str) -> SafeString:
    """Return one association and the way back to the directory, whose path is ``directory``."""
    node = _organisation(one.organisation, "association", one.place, one.picture)
    return _under(directory, node, one.name.text, one.url)


def maker_node(profile: Profile) -> Node:
    """Return who she is, as her page says it; where she is goes down to her commune."""
    card = profile.card
    node = _organisation(profile.organisation, "producer", profile.place, card.picture)
    node["address"]["addressRegion"] = profile.region
    return node | {key: value for key, value in _more(profile).items() if value}


def _organisation(own: Organisation, kind: str, place: str, picture: PictureShown | None) -> Node:
    node: Node = {
        "@type": "Organization",
        "@id": absolute(f"/id/{kind}/{own.export_id}"),
        "identifier": own.export_id,
        "address": {"@type": "PostalAddress", "addressCountry": "MA", "addressLocality": place},
    }
    if picture:
        node["image"] = absolute(picture.src)
    if own.since:
        node["foundingDate"] = str(own.since)
    return node


def _more(profile: Profile) -> Node:
    card, group = profile.card, profile.group
    return {
        "description": card.sentence.text if card.sentence else "",
        "knowsAbout": list(card.crafts),
        "memberOf": {"@type": "Organization", "name": group[0].text} if group else None,
        "hasCertification": [
            certification_node(proof.label.text, proof.issuer, proof.valid_until) for proof in profile.proofs
        ],
    }


def _under(directory: str, node: Node, name: str, url: str) -> SafeString:
    steps = [(_("The makers"), absolute(directory)), (name, absolute(url))]
    return as_script([node | {"name": name, "url": absolute(url)}, crumbs_node(steps)])
