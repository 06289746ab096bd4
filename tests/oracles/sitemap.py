"""Holds files of a sitemap against the schema of sitemaps.org and the rules for languages beside it."""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

SPECS = Path(__file__).resolve().parents[1] / "specs" / "sitemaps"
MOST = 50_000
OWN = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
LINK = "{http://www.w3.org/1999/xhtml}link"


def faults(text: bytes) -> Iterator[str]:
    """Say what is wrong with one file, an index or a part."""
    root = etree.fromstring(text)
    if root.tag == f"{OWN}urlset":
        yield from _languages(root)
        for foreign in [node for node in root.iter() if not str(node.tag).startswith(OWN)]:
            if foreign.getparent() is not None:
                foreign.getparent().remove(foreign)
    name = "sitemap.xsd" if root.tag == f"{OWN}urlset" else "siteindex.xsd"
    schema = etree.XMLSchema(etree.parse(SPECS / name))
    if not schema.validate(root):
        yield from (str(fault) for fault in schema.error_log)
    for place in root.iter(f"{OWN}loc"):
        if not str(place.text).startswith(("http://", "https://")):
            yield f"{place.text} is no whole address"
    if len(root) > MOST:
        yield f"{len(root)} addresses in one file"


def _languages(root: etree._Element) -> Iterator[str]:
    """Each address names itself and all others, and each of them names it too."""
    links = {
        str(url.findtext(f"{OWN}loc")): {link.get("hreflang"): link.get("href") for link in url.iter(LINK)}
        for url in root
    }
    for address, others in links.items():
        if others and address not in others.values():
            yield f"{address} does not name itself"
        if others and "x-default" not in others:
            yield f"{address} has no default"
        for code, other in others.items():
            if links.get(other) != others:
                yield f"{address} names {other} ({code}), which does not answer"
