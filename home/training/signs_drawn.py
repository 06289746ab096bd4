"""The signs of the pages, drawn for paper."""

import re
from functools import cache

HEAD = (
    'xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="#1b1d4a" stroke-width="1.75"'
    ' stroke-linecap="round" stroke-linejoin="round"'
)


@cache
def sign_svg(name: str, sprite: str) -> str:
    """Return one symbol of the sprite as a drawing of its own."""
    found = re.search(rf'<symbol id="tz-{re.escape(name)}"[^>]*>(.*?)</symbol>', sprite, re.DOTALL)
    return f"<svg {HEAD}>{found.group(1) if found else ''}</svg>"
