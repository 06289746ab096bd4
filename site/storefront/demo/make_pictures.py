"""Redraw the demo's pictures and make their renditions: ``python make_pictures.py``. The result is committed.

Needs Pillow with AVIF, and Chromium through Playwright (``CHROMIUM`` names another one) for the drawings.
"""

import io
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import Any

ROOT = Path(__file__).resolve().parents[3]
sys.path[:0] = [str(ROOT), str(ROOT / "site")]

import yaml  # noqa: E402  the path comes first
from PIL import Image  # noqa: E402  the path comes first
from playwright.sync_api import sync_playwright  # noqa: E402  the path comes first

from producers.renditions import SUFFIXES, written  # noqa: E402  the path comes first
from storefront.demo.drawing import clothes, house, jewels, weaving  # noqa: E402  the path comes first

FOLDER = ROOT / "site" / "demo" / "pictures"
READY = FOLDER / "renditions"
WIDTHS = (240, 480, 720)
SLOWER: dict[str, dict[str, int]] = {"avif": {"speed": 3}, "webp": {"method": 6}, "jpeg": {}}
FORMATS = {"avif": WIDTHS, "webp": WIDTHS, "jpeg": (480,)}
MODULES: tuple[ModuleType, ...] = (weaving, clothes, jewels, house)


def read(name: str) -> dict[str, Any]:
    """Return one of the lists beside the pictures."""
    data: dict[str, Any] = yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))
    return data


def rendered() -> Iterator[tuple[str, str, dict[str, str], Image.Image]]:
    """Yield the path-traced pictures: stem, kind, alternative texts, image."""
    for row in read("pictures.yaml")["pictures"]:
        with Image.open(FOLDER / "originals" / row["file"]) as image:
            yield Path(row["file"]).stem, row["family"], row["alt"], image.convert("RGB")


def drawn() -> Iterator[tuple[str, str, dict[str, str], Image.Image]]:
    """Yield the drawings in the same shape."""
    with sync_playwright() as machine:
        browser = machine.chromium.launch(executable_path=os.environ.get("CHROMIUM"), args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 720, "height": 900})
        for stem, row in read("drawings.yaml")["drawings"].items():
            page.set_content(f"<style>*{{margin:0}}svg{{display:block}}</style>{draw(stem)}")
            yield stem, row["kind"], row["alt"], Image.open(io.BytesIO(page.screenshot())).convert("RGB")
        browser.close()


def draw(stem: str) -> str:
    """Return the SVG of one drawing. Raises ``LookupError`` when nobody can draw it."""
    for module in MODULES:
        if function := getattr(module, stem.replace("-", "_"), None):
            return str(function())
    raise LookupError(stem)


def save(stem: str, image: Image.Image) -> None:
    """Write every rendition of one picture."""
    for kind, widths in FORMATS.items():
        for width in widths:
            small = image.resize((width, width * 5 // 4), Image.Resampling.LANCZOS)
            file = READY / f"{stem}-{width}.{SUFFIXES[kind]}"
            file.write_bytes(written(small, kind, **SLOWER[kind]).content)


def main() -> None:
    """Make all pictures and the manifest that the demo reads."""
    READY.mkdir(exist_ok=True)
    pictures = {}
    for source in (rendered, drawn):
        for stem, kind, alt, image in source():
            save(stem, image)
            formats = {name: list(widths) for name, widths in FORMATS.items()}
            pictures[stem] = {"kind": kind, "illustration": True, "alt": alt, "formats": formats}
    manifest = {"pictures": pictures, "offers": read("drawings.yaml")["offers"]}
    text = yaml.safe_dump(manifest, allow_unicode=True, sort_keys=False, width=110, default_flow_style=None)
    first = "# Made by make_pictures.py: do not edit.\n"
    (FOLDER / "manifest.yaml").write_text(first + text, encoding="utf-8")


if __name__ == "__main__":
    main()
