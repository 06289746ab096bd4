"""The description of a table after the Data Package standard 2.0: its columns, their limits, its licences."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from shop.domain.channels import Channel
from shop.feeds.line_sheet_columns import Column
from shop.feeds.text import line

PROFILE = "https://datapackage.org/profiles/2.0/datapackage.json"
SCHEMA_PROFILE = "https://datapackage.org/profiles/2.0/tableschema.json"


def package(channel: Channel, columns: Sequence[Column], path: str = "products.csv") -> dict[str, Any]:
    """Return the descriptor of a channel's line sheet. ``titles`` of a field are ours: one a language."""
    described: dict[str, Any] = {
        "$schema": PROFILE,
        "name": f"line-sheet-{channel.code}",
        "title": line(channel.title),
        "homepage": f"{channel.base}/{channel.language}/",
        "resources": [_table(columns, path)],
    }
    licences = [
        {"name": _code(said), "title": f"{what}: {line(said)}"}
        for what, said in (("texts", channel.licence_of_texts), ("pictures", channel.licence_of_pictures))
        if said
    ]
    return described | ({"licenses": licences} if licences else {})


def _table(columns: Sequence[Column], path: str) -> dict[str, Any]:
    return {
        "name": "products",
        "type": "table",
        "path": path,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "dialect": {"delimiter": ",", "lineTerminator": "\r\n", "header": True},
        "schema": {
            "$schema": SCHEMA_PROFILE,
            "fields": [_field(column) for column in columns],
            "primaryKey": ["id"],
        },
    }


def _field(column: Column) -> dict[str, Any]:
    french, arabic, english = column.titles
    said: dict[str, Any] = {
        "name": column.name,
        "title": english,
        "titles": {"fr": french, "ar": arabic, "en": english},
        "type": column.kind,
    }
    limits: Mapping[str, Any] = column.limits
    return said | ({"constraints": dict(limits)} if limits else {})


def _code(licence: str) -> str:
    """A licence's short name: the standard asks for one, of few signs."""
    return re.sub(r"[^A-Za-z0-9.-]+", "-", line(licence)).strip("-") or "other"
