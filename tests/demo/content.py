"""Reads the demo shop's content for its checks, as plain data."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2] / "site" / "demo"
LANGUAGES = ("fr", "ar", "en")
SELLERS = ("producer", "cooperative", "group")


def load(name: str) -> Any:
    return yaml.load((ROOT / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def product_files() -> list[str]:
    return [f"products/{path.name}" for path in sorted((ROOT / "products").glob("*.yaml"))]


@cache
def taxonomy() -> dict[str, Any]:
    return load("taxonomy.yaml")


@cache
def organisations() -> dict[str, dict[str, Any]]:
    return {row["key"]: row for row in load("organisations.yaml")["organisations"]}


@cache
def products() -> list[dict[str, Any]]:
    return [row for name in product_files() for row in load(name)["products"]]


@cache
def roots() -> dict[str, dict[str, Any]]:
    """Every category slug with the root category whose rules it follows."""
    found = {}
    for root in taxonomy()["categories"]:
        found[root["slug"]] = root
        found.update({child["slug"]: root for child in root["children"]})
    return found


def family(product: dict[str, Any]) -> str | None:
    return roots()[product["category"]]["craft_family"]


def flags(product: dict[str, Any]) -> set[str]:
    """The warnings that the product's craft carries."""
    return next((set(row["flags"]) for row in taxonomy()["crafts"] if row["code"] == product["craft"]), set())


def codes(section: str) -> set[str]:
    return {row["code"] for row in taxonomy()[section]}


def goods() -> list[dict[str, Any]]:
    return [row for row in products() if row["kind"] == "good"]


def variants() -> list[tuple[dict[str, Any], dict[str, Any]]]:
    return [(product, variant) for product in products() for variant in product["variants"]]


def sellers() -> dict[str, dict[str, Any]]:
    return {key: row for key, row in organisations().items() if row["kind"] in SELLERS}


def texts(node: Any, path: str = "") -> list[tuple[str, str, str]]:
    """Every (path, language, text) below a node."""
    if isinstance(node, dict):
        return [hit for key, value in node.items() for hit in texts(value, f"{path}/{key}")]
    if isinstance(node, list):
        return [hit for index, value in enumerate(node) for hit in texts(value, f"{path}/{index}")]
    language = next((part for part in reversed(path.split("/")) if part in (*LANGUAGES, "zgh")), "")
    return [(path, language, node)] if isinstance(node, str) else []


@cache
def every_text() -> list[tuple[str, str, str]]:
    files = ["taxonomy.yaml", "organisations.yaml", "regions.yaml", "care.yaml", *product_files()]
    return [hit for name in files for hit in texts(load(name), name)]
