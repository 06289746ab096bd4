"""Where the demo's data lies and how it is read."""

from functools import cache
from pathlib import Path
from typing import Any

import yaml
from i18nfield.strings import LazyI18nString

FOLDER = Path(__file__).resolve().parents[2] / "demo"


@cache
def read(name: str) -> Any:
    """Return the content of one YAML file of the demo."""
    return yaml.load((FOLDER / name).read_text(encoding="utf-8"), Loader=yaml.CSafeLoader)


def products() -> list[dict[str, Any]]:
    """Return all curated offers, family by family."""
    files = sorted((FOLDER / "products").glob("*.yaml"))
    return [offer for file in files for offer in read(f"products/{file.name}")["products"]]


def texts(value: dict[str, str] | str | None) -> LazyI18nString:
    """Turn a mapping of languages into the value of a multi-language field; empty languages are left out.

    What is said in French and Arabic and has English words in ``english.yaml`` gets them.
    """
    if isinstance(value, str):
        value = {"fr": value}
    if value and "ar" in value and "en" not in value:
        value = {**value, "en": read("english.yaml").get(value.get("fr", ""), "")}
    return LazyI18nString(
        {code: text.strip() for code, text in (value or {}).items() if text and text.strip()}
    )
