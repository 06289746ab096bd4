"""Pictures of every element in every state, in both directions: ``gallery.py ADDRESS FOLDER AXE``.

A program of its own, because it needs the packages of the tests. Fails on a blank picture, a console error,
sideways scroll, an axe violation, and on a control that looks the same whether it has the focus or not.
"""

import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from keyboard import a_browser
from looks import clipped_when_spaced, is_blank

WIDTHS = {"phone": 390, "desktop": 1280}
FINGER_OR_POINTER = ".button, .choice, .check, .page-link, .chip, input, select, textarea"
FOCUS = "(e) => (e.matches('a, button, input, select, textarea') ? e : e.querySelector('input')).focus()"
MOST_STATES = 3  # of each kind of control
TALLEST = 6000  # pixels of one picture
ELEMENTS = """() => [...document.querySelectorAll('[data-element]')].map((e) => {
  const box = e.getBoundingClientRect();
  return {id: e.id, x: box.x + scrollX, y: box.y + scrollY, width: box.width, height: box.height};
})"""
IN_SIGHT = """(e) => { e.scrollIntoView({block: 'center', behavior: 'instant'});
  const box = e.getBoundingClientRect();
  return {x: box.x, y: box.y, width: box.width, height: box.height}; }"""
Box = dict[str, Any]
OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Only rules of WCAG: the same navigation stands here once for each of its states.
AXE = """async () => {
  const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
  const found = await axe.run(document, {runOnly: {type: 'tag', values: tags}});
  return found.violations.map((one) => `${one.id}: ${one.nodes.map((n) => n.target.join(' ')).join(', ')}`);
}"""


class Looked:
    """What was seen, and what is wrong with it."""

    def __init__(self, folder: Path) -> None:
        self.folder, self.pictures, self.faults = folder, 0, list[str]()

    def keep(self, picture: Any, name: str) -> None:
        """Keep a picture of a part of the page; note it when nothing is on it."""
        file = self.folder / f"{name}.png"
        file.parent.mkdir(parents=True, exist_ok=True)
        picture.save(file, compress_level=1)
        self.pictures += 1
        if is_blank(picture):
            self.faults.append(f"blank: {file}")


def look(base: str, folder: Path, axe: str) -> Looked:
    """Look at the gallery in French and Arabic, on a phone and on a desk."""
    looked = Looked(folder)
    with a_browser() as browser:
        for lang in ("fr", "ar"):
            for size, width in WIDTHS.items():
                url = f"{base}/{lang}/gallery/elements/"
                _look_at(browser, url, width, f"{lang}-{size}", axe, looked)
    return looked


def _look_at(browser: Any, url: str, width: int, name: str, axe: str, looked: Looked) -> None:
    page = browser.new_page(viewport={"width": width, "height": 900}, reduced_motion="reduce")
    page.on("console", lambda said: said.type == "error" and looked.faults.append(f"{name}: {said.text}"))
    page.on("pageerror", lambda error: looked.faults.append(f"{name}: {error}"))
    page.goto(url)
    _load_pictures(page)
    is_arabic = name.startswith("ar")
    if (page.evaluate("getComputedStyle(document.body).direction") == "rtl") is not is_arabic:
        looked.faults.append(f"{name}: wrong direction")
    if (wide := page.evaluate(OVERFLOW)) > 0:
        looked.faults.append(f"{name}: {wide} px too wide")
    for part, picture in _pictures(page):
        looked.keep(picture, f"{name}/{part}")
    _look_at_controls(page, name, looked)
    looked.faults += [f"{name}: clipped with wide spacing: {text}" for text in clipped_when_spaced(page)]
    page.evaluate(axe)
    looked.faults += [f"{name}: axe {fault}" for fault in page.evaluate(AXE)]
    page.close()


def _pictures(page: Any) -> Iterator[tuple[str, Any]]:
    """Take pictures of several elements at once and cut them apart: a picture costs more than its size."""
    boxes: list[Box] = page.evaluate(ELEMENTS)
    while boxes:
        top, near = boxes[0]["y"], [boxes[0]]
        near += [box for box in boxes[1:] if top <= box["y"] and box["y"] + box["height"] <= top + TALLEST]
        boxes = [box for box in boxes if box not in near]
        clip = _around(near)
        whole = _opened(page.screenshot(animations="disabled", full_page=True, clip=clip))
        for box in near:
            x, y = box["x"] - clip["x"], box["y"] - clip["y"]
            yield box["id"], whole.crop((int(x), int(y), int(x + box["width"]), int(y + box["height"])))


def _around(boxes: list[Box]) -> Box:
    x, y = min(int(box["x"]) for box in boxes), min(int(box["y"]) for box in boxes)
    right, end = (max(box[a] + box[b] for box in boxes) for a, b in (("x", "width"), ("y", "height")))
    return {"x": x, "y": y, "width": int(right - x) + 1, "height": int(end - y) + 1}


def _opened(picture: bytes) -> Any:
    from PIL import Image  # a package of the shop, not of the tools

    return Image.open(io.BytesIO(picture)).convert("RGB")


def _look_at_controls(page: Any, name: str, looked: Looked) -> None:
    """Whatever can be used changes its look under the focus."""
    for kind in FINGER_OR_POINTER.split(", "):
        for number, control in enumerate(page.locator(f"[data-element] {kind}:visible").all()[:MOST_STATES]):
            if control.is_disabled():
                continue
            around = control.locator("xpath=ancestor::div[@data-state][1]")
            page.evaluate("document.activeElement.blur()")
            before = _picture_of(page, around)
            _focus(page, control)
            after = _picture_of(page, around)
            looked.keep(_opened(after), f"{name}/states/{kind.strip('.')}-{number}-focus")
            if before == after:
                looked.faults.append(f"{name}: the focus cannot be seen on {kind} {number}")


def _picture_of(page: Any, part: Any) -> bytes:
    box = part.evaluate(IN_SIGHT)
    if box["height"] > page.viewport_size["height"]:
        return bytes(part.screenshot(animations="disabled"))
    return bytes(page.screenshot(animations="disabled", clip=box))


def _focus(page: Any, control: Any) -> None:
    """Come to a control as the Tab key does, so that the browser shows where the focus is."""
    control.evaluate(FOCUS)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    control.evaluate(FOCUS)


def _load_pictures(page: Any) -> None:
    page.evaluate("document.querySelectorAll('img').forEach((one) => { one.loading = 'eager'; })")
    page.wait_for_load_state("networkidle")
    page.evaluate("document.fonts.ready.then(() => true)")


def main(base: str, folder: str, axe: str) -> int:
    """Look; say what was seen; return 1 when anything is wrong."""
    looked = look(base, Path(folder), Path(axe).read_text(encoding="utf-8"))
    print(f"-- {looked.pictures} pictures of elements in {folder}")
    for fault in looked.faults:
        print(f"-- gallery: {fault}")
    return 1 if looked.faults or not looked.pictures else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
