"""What WCAG 2.2 asks of a page and axe does not see: ``page_checks.py ADDRESS AXE VISITORS``.

Text that grows and words that spread (1.4.4, 1.4.12), a phone on its side (1.3.4), the way of the Tab key
(2.1.2), the focus in sight (2.4.7) and not covered (2.4.11), motion that is not wanted (2.3.3), and names
that hold what is written on a control (2.5.3).
"""

import json
import sys
from pathlib import Path
from typing import Any

from keyboard import FOCUS, a_browser
from looks import WIDER, clipped_when_grown, clipped_when_spaced

PHONE, SIDEWAYS, DESK = (390, 844), (844, 390), (1280, 900)
IN_ARABIC = {
    "",
    "shop/",
    "shop/p/tapis-marmoucha-commande/",
    "cart/",
    "checkout/address/",
    "checkout/review/",
}
MOST_STOPS = 250
# Whether anything of what has the focus can be seen: some point of it lies on top.
COVERED = """() => {
  const e = document.activeElement;
  const parts = [e, ...(e.labels || [])];
  const onTop = (x, y, part) => { const top = document.elementFromPoint(x, y);
    return top && (part.contains(top) || top.contains(part)); };
  return !parts.some((part) => [...part.getClientRects()].some((box) => {
    const xs = [.1, .5, .9].map((share) => box.left + box.width * share);
    const ys = [.1, .5, .9].map((share) => box.top + box.height * share);
    return xs.some((x) => ys.some((y) => onTop(x, y, part)));
  }));
}"""
STOP = f"""() => {{
  const focus = ({FOCUS})();
  return {{...focus, isCovered: !focus.isBody && ({COVERED})()}};
}}"""
MOVING = """() => [...document.querySelectorAll('*')].filter((e) => {
  const style = getComputedStyle(e);
  const long = (times) => times.split(',').some((time) => parseFloat(time) > .011);
  return (style.animationName !== 'none' && long(style.animationDuration))
    || (style.transitionProperty !== 'none' && long(style.transitionDuration));
}).map((e) => `${e.tagName.toLowerCase()}.${e.className}`).slice(0, 5)"""
NAMES = """async () => {
  const found = await axe.run(document, {runOnly: {type: 'rule', values: ['label-content-name-mismatch']},
    rules: {'label-content-name-mismatch': {enabled: true}}});
  return found.violations.flatMap((one) => one.nodes.map((node) => node.target.join(' ')));
}"""


def check(base: str, axe: str, visits: list[dict[str, Any]]) -> list[str]:
    """Return what is wrong on any of the audited pages."""
    faults: list[str] = []
    with a_browser() as browser:
        for visit in visits:
            context = browser.new_context(reduced_motion="reduce", service_workers="block")
            if visit["cookie"]:
                name, _, value = visit["cookie"].partition("=")
                context.add_cookies([{"name": name, "value": value, "url": base}])
            page = context.new_page()
            for path in (path for path in visit["paths"] if _is_chosen(path)):
                address = base + path.removesuffix("=404")
                faults += [f"{path}: {fault}" for fault in _faults(page, address, axe)]
            context.close()
    return faults


def _is_chosen(path: str) -> bool:
    """Every kind of page in French, and in Arabic those with the most on them."""
    lang, _, rest = path.removeprefix("/").partition("/")
    return lang == "fr" or rest in IN_ARABIC


def _faults(page: Any, address: str, axe: str) -> list[str]:
    _fit(page, PHONE)
    page.goto(address)
    found = _walk(page)
    found += [f"moves for who wants no motion: {text}" for text in page.evaluate(MOVING)]
    page.evaluate(axe)
    found += [f"is not called what is written on it: {text}" for text in page.evaluate(NAMES)]
    for name, size in (("phone", PHONE), ("desk", DESK)):
        _fit(page, size)
        found += [f"cut off with wide spacing ({name}): {text}" for text in clipped_when_spaced(page)]
        grown = clipped_when_grown(page, may_scroll=name == "phone")
        found += [f"cut off with large text ({name}): {text}" for text in grown]
    _fit(page, SIDEWAYS)
    if page.evaluate(WIDER):
        found.append("scrolls sideways on a phone on its side")
    return found


def _fit(page: Any, size: tuple[int, int]) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})


def _walk(page: Any) -> list[str]:
    """Walk through the page with the Tab key, to its end."""
    found = []
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        focus = page.evaluate(STOP)
        if focus["isBody"]:
            return found
        name = f"{focus['name'] or focus['text'][:30]} {focus['href']}".strip()
        if not focus["isSeen"]:
            found.append(f"the focus cannot be seen: {name}")
        if focus["isCovered"]:
            found.append(f"the focus is covered: {name}")
    return [*found, f"the Tab key does not come to the end in {MOST_STOPS} steps"]


def main(base: str, axe: str, visitors: str) -> int:
    """Check all; say what was found; return 1 when anything is wrong."""
    visits = json.loads(Path(visitors).read_text(encoding="utf-8"))
    faults = check(base, Path(axe).read_text(encoding="utf-8"), visits)
    for fault in faults:
        print(f"-- page: {fault}")
    print(f"-- pages checked for text, focus and motion: {len(faults)} faults")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
