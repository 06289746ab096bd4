"""The legal texts in force on a day."""

from dataclasses import dataclass, replace
from datetime import date

from producers.domain.shown import Shown, shown
from producers.editions.memory import remembered
from shop.models import LegalText


@dataclass(frozen=True)
class Block:
    """One piece of a text: kind is ``heading``, ``paragraph`` or ``list``."""

    kind: str
    lines: tuple[str, ...]


@dataclass(frozen=True)
class LegalShown:
    """A text as it is shown."""

    slug: str
    title: Shown
    body: Shown
    blocks: tuple[Block, ...]
    version: str
    effective_from: date


def in_force(on: date) -> dict[str, LegalText]:
    """Return the published text of each slug that is in effect on this day."""
    return remembered("legal", ("words",), (on,), lambda: _in_force(on), size=60)


def _in_force(on: date) -> dict[str, LegalText]:
    rows = LegalText.objects.filter(published_at__isnull=False, effective_from__lte=on).order_by(
        "effective_from", "pk"
    )
    return {row.slug: row for row in rows}


def accepted_versions(on: date) -> dict[str, str]:
    """Return the versions that a buyer accepts with her order on this day, by slug."""
    return {slug: row.version for slug, row in in_force(on).items() if row.is_accepted_by_buyers}


def legal_shown(row: LegalText, lang: str) -> LegalShown:
    """Return a text in a language, its plain lines read as headings, lists and paragraphs."""
    body = shown(row.body, lang, row.original_language)
    title = shown(row.title, body.lang, row.original_language)
    title = replace(title, is_fallback=title.lang != lang)
    return LegalShown(row.slug, title, body, tuple(_blocks(body.text)), row.version, row.effective_from)


def _blocks(text: str) -> list[Block]:
    blocks: list[Block] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        if line.startswith("# "):
            blocks.append(Block("heading", (line[2:],)))
        elif line.startswith("- ") and blocks and blocks[-1].kind == "list":
            blocks[-1] = Block("list", (*blocks[-1].lines, line[2:]))
        elif line.startswith("- "):
            blocks.append(Block("list", (line[2:],)))
        else:
            blocks.append(Block("paragraph", (line,)))
    return blocks
