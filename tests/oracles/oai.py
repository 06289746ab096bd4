"""Holds answers to harvesters against the schemas of OAI-PMH and Dublin Core."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path

import xmlschema
from lxml import etree

SPECS = Path(__file__).resolve().parents[1] / "specs" / "oai-pmh"
RECORD = "{http://www.openarchives.org/OAI/2.0/oai_dc/}dc"


@cache
def _envelope() -> etree.XMLSchema:
    """What stands in records has a schema of its own, and is held against that."""
    tree = etree.parse(SPECS / "OAI-PMH.xsd")
    for anything in tree.iter("{http://www.w3.org/2001/XMLSchema}any"):
        anything.set("processContents", "lax")
    return etree.XMLSchema(tree)


@cache
def _dublin_core() -> xmlschema.XMLSchema:
    elements = {"http://purl.org/dc/elements/1.1/": str(SPECS / "simpledc20021212.xsd")}
    return xmlschema.XMLSchema(str(SPECS / "oai_dc.xsd"), locations=elements, allow="local")


def faults(text: bytes) -> Iterator[str]:
    """Say what is wrong with one answer, envelope and records."""
    root = etree.fromstring(text)
    if not _envelope().validate(root):
        yield from (str(fault) for fault in _envelope().error_log)
    for record in root.iter(RECORD):
        yield from (str(fault) for fault in _dublin_core().iter_errors(etree.tostring(record).decode()))
