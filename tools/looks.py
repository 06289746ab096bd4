"""What can be measured of how a page looks: whether a picture is blank, whether words fit when they grow."""

from typing import Any

# The spacing that a reader may ask for by WCAG 2.2, 1.4.12.
SPACED = """p { margin-block-end: 2em !important; }
* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important; }"""
# Words cut off: an element with text of its own that hides what does not fit into it.
CLIPPED = """() => {
  const found = [];
  for (const e of document.body.querySelectorAll('*')) {
    const style = getComputedStyle(e);
    const hides = [style.overflowX, style.overflowY].some((how) => how === 'hidden' || how === 'clip');
    const box = e.getBoundingClientRect();
    const isSeen = box.width > 1 && box.height > 1 && e.checkVisibility() && !e.closest('.hidden, svg');
    if (!hides || !isSeen || !e.textContent.trim()) continue;
    if (e.scrollHeight > e.clientHeight + 2 || e.scrollWidth > e.clientWidth + 2)
      found.push(`${e.tagName.toLowerCase()}.${e.className} "${e.textContent.trim().slice(0, 40)}"`);
  }
  return found;
}"""
GROWN = "html { font-size: 200% !important; }"
STYLED = """(css) => { const s = new CSSStyleSheet(); s.replaceSync(css);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, s]; return s; }"""
WIDER = "document.documentElement.scrollWidth > document.documentElement.clientWidth"


def is_blank(picture: Any) -> bool:
    """Say whether an opened picture is of one colour."""
    return not picture.width or all(low == high for low, high in picture.getextrema())


def clipped_when_spaced(page: Any) -> list[str]:
    """Return what is cut off, or pushes the page sideways, when a reader widens lines, words and letters."""
    return _clipped(page, SPACED)


def clipped_when_grown(page: Any, *, may_scroll: bool) -> list[str]:
    """Return what is cut off when a reader doubles the size of the letters.

    On a phone half a line fits then, and the page may scroll sideways to long words.
    """
    return _clipped(page, GROWN, may_scroll=may_scroll)


def _clipped(page: Any, css: str, *, may_scroll: bool = False) -> list[str]:
    before = set(page.evaluate(CLIPPED))
    style = page.evaluate_handle(STYLED, css)
    found = [one for one in page.evaluate(CLIPPED) if one not in before]
    if not may_scroll and page.evaluate(WIDER):
        found.append("the page scrolls sideways")
    style.evaluate("(s) => s.replaceSync('')")
    return found
