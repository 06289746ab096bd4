"""Answers to harvesters as XML of OAI-PMH 2.0, with simple Dublin Core as the metadata."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

from shop.domain.oai import OaiError, Record, Verb, stamp

OAI = "http://www.openarchives.org/OAI/2.0/"
DC = "http://purl.org/dc/elements/1.1/"
OAI_DC = "http://www.openarchives.org/OAI/2.0/oai_dc/"
SCHEMA = "http://www.w3.org/2001/XMLSchema-instance"
LANG = "{http://www.w3.org/XML/1998/namespace}lang"
PREFIX = "oai_dc"
register_namespace("", OAI)
register_namespace("oai_dc", OAI_DC)
register_namespace("dc", DC)
register_namespace("xsi", SCHEMA)


class Answer:
    """One answer in the making: the envelope, and below it what the verb asks for."""

    def __init__(self, base: str, now: datetime, arguments: Mapping[str, str]) -> None:
        self.root = Element(f"{{{OAI}}}OAI-PMH")
        where = f"{OAI} http://www.openarchives.org/OAI/2.0/OAI-PMH.xsd"
        self.root.set(f"{{{SCHEMA}}}schemaLocation", where)
        self._said(self.root, "responseDate", stamp(now))
        self._said(self.root, "request", base, **arguments)

    def error(self, fault: OaiError) -> None:
        """Say what is wrong."""
        self._said(self.root, "error", fault.why, code=fault.fault.value)

    def identify(self, name: str, base: str, email: str, earliest: datetime) -> None:
        """Say what this repository is."""
        node = self._below(self.root, Verb.IDENTIFY)
        for tag, text in (
            ("repositoryName", name),
            ("baseURL", base),
            ("protocolVersion", "2.0"),
            ("adminEmail", email),
            ("earliestDatestamp", stamp(earliest)),
            ("deletedRecord", "persistent"),
            ("granularity", "YYYY-MM-DDThh:mm:ssZ"),
        ):
            self._said(node, tag, text)

    def formats(self) -> None:
        """Say in which forms records can be had."""
        one = self._below(self._below(self.root, Verb.FORMATS), "metadataFormat")
        self._said(one, "metadataPrefix", PREFIX)
        self._said(one, "schema", "http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
        self._said(one, "metadataNamespace", OAI_DC)

    def sets(self, named: Iterable[tuple[str, str]]) -> None:
        """List the sets, each with its name."""
        node = self._below(self.root, Verb.SETS)
        for spec, name in named:
            one = self._below(node, "set")
            self._said(one, "setSpec", spec)
            self._said(one, "setName", name)

    def records(self, verb: Verb, records: Iterable[Record], *, token: str | None = None) -> None:
        """List records, or their heads alone; ``token`` is empty at the end of a list that went on."""
        node = self._below(self.root, verb)
        for record in records:
            if verb == Verb.IDENTIFIERS:
                self._head(node, record)
            else:
                self._record(self._below(node, "record"), record)
        if token is not None:
            self._said(node, "resumptionToken", token)

    def text(self) -> bytes:
        """Return the document."""
        return b'<?xml version="1.0" encoding="UTF-8"?>\n' + tostring(self.root, encoding="utf-8")

    def _record(self, node: Element, record: Record) -> None:
        self._head(node, record)
        if record.is_deleted:
            return
        dc = SubElement(self._below(node, "metadata"), f"{{{OAI_DC}}}dc")
        dc.set(f"{{{SCHEMA}}}schemaLocation", f"{OAI_DC} http://www.openarchives.org/OAI/2.0/oai_dc.xsd")
        for name, text, lang in record.words:
            one = SubElement(dc, f"{{{DC}}}{name}")
            one.text = text
            if lang:
                one.set(LANG, lang)

    def _head(self, node: Element, record: Record) -> None:
        head = self._below(node, "header")
        if record.is_deleted:
            head.set("status", "deleted")
        self._said(head, "identifier", record.identifier)
        self._said(head, "datestamp", stamp(record.changed_at))
        for spec in record.sets:
            self._said(head, "setSpec", spec)

    def _said(self, node: Element, tag: str, text: str, **attributes: str) -> None:
        one = self._below(node, tag)
        one.text = text
        for name, value in attributes.items():
            one.set(name, value)

    def _below(self, node: Element, tag: str) -> Element:
        return SubElement(node, f"{{{OAI}}}{tag}")
