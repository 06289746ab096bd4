"""Holds structured data against the vocabulary of schema.org: every type and property exists and fits."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

FILE = Path(__file__).resolve().parents[1] / "specs" / "schemaorg" / "schemaorg-all-https.30.0.jsonld"
SCHEMA = "schema:"


def faults(node: Any, where: str = "") -> Iterator[str]:
    """Say what no release 30.0 knows: a type, a property, a property on a type that does not have it."""
    if isinstance(node, list):
        for part in node:
            yield from faults(part, where)
    elif isinstance(node, dict):
        yield from _of_node(node, where)


def _of_node(node: dict[str, Any], where: str) -> Iterator[str]:
    kind = node.get("@type")
    if kind is None:
        if set(node) - {"@id", "@context", "@graph"}:
            yield f"{where}: no type"
        yield from faults(node.get("@graph", []), where)
        return
    if SCHEMA + kind not in _terms():
        yield f"{where}: {kind} is no type"
        return
    for name, value in node.items():
        if name.startswith("@"):
            continue
        domains = _domains(name)
        if not domains & _above(SCHEMA + kind):
            yield f"{where}: {kind} has no {name}"
        yield from faults(value, f"{where}/{kind}.{name}")


@cache
def _terms() -> dict[str, dict[str, Any]]:
    return {term["@id"]: term for term in json.loads(FILE.read_text("utf-8"))["@graph"]}


def _domains(name: str) -> set[str]:
    term = _terms().get(SCHEMA + name, {})
    return set() if "schema:supersededBy" in term else set(_ids(term.get("schema:domainIncludes")))


@cache
def _above(kind: str) -> frozenset[str]:
    found = {kind}
    for parent in _ids(_terms()[kind].get("rdfs:subClassOf")):
        found |= _above(parent) if parent in _terms() else set()
    return frozenset(found)


def _ids(value: Any) -> list[str]:
    rows = value if isinstance(value, list) else [value] if value else []
    return [row["@id"] for row in rows]
