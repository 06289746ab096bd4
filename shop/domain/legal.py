"""The parts of a legal text: plain lines that say what they are by how they begin."""

from dataclasses import dataclass

HEADING, ITEM = "# ", "- "


@dataclass(frozen=True)
class Block:
    """A paragraph, or the items of a list; one of the two is empty."""

    paragraph: str = ""
    items: tuple[str, ...] = ()


@dataclass(frozen=True)
class Section:
    """A heading, empty for what stands before the first one, and what is under it."""

    heading: str
    blocks: tuple[Block, ...]


def read_sections(body: str) -> tuple[Section, ...]:
    """Part a text: ``# `` begins a heading, ``- `` an item of a list, any other line is a paragraph."""
    sections: list[tuple[str, list[Block]]] = [("", [])]
    for line in (line.strip() for line in body.splitlines()):
        if line.startswith(HEADING):
            sections.append((line.removeprefix(HEADING).strip(), []))
        elif line:
            _add(sections[-1][1], line)
    return tuple(Section(heading, tuple(blocks)) for heading, blocks in sections if heading or blocks)


def _add(blocks: list[Block], line: str) -> None:
    if not line.startswith(ITEM):
        blocks.append(Block(paragraph=line))
        return
    item = line.removeprefix(ITEM).strip()
    if blocks and blocks[-1].items:
        blocks[-1] = Block(items=(*blocks[-1].items, item))
    else:
        blocks.append(Block(items=(item,)))
