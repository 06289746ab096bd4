"""The maker's band, and the signs of our pages, as papers draw them: in SVG."""

import re
from functools import cache

from django.template.loader import render_to_string

from producers.domain.bands import INKS, SIGNS, band, cells_path

# The inks as they are printed; the style sheets' tokens of the same names.
COLOURS = {
    "majorelle": "#3534a8",
    "safran": "#f0ae2b",
    "henne": "#9c3b22",
    "nuit": "#1b1d4a",
    "menthe": "#1f6b4f",
}
SIGN, STEP, HEIGHT, PAD = 9, 11, 11, 1
REPEATS = 3


def band_svg(number: int) -> str:
    """Draw the band of the producer with this number: her three signs, over and over."""
    own = band(number)
    inks = [COLOURS[name] for name in INKS[own.inks]]
    width = STEP * len(own.signs) * REPEATS
    signs = "".join(
        f'<g transform="translate({place * STEP + PAD} {PAD})">'
        f'<path fill="{inks[0]}" d="{cells_path(SIGNS[name], "#")}"/>'
        f'<path fill="{inks[1]}" d="{cells_path(SIGNS[name], "o")}"/></g>'
        for place, name in enumerate(own.signs * REPEATS)
    )
    return f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {HEIGHT}">{signs}</svg>'


@cache
def sign_svg(name: str, colour: str = COLOURS["nuit"]) -> str:
    """Draw a sign of our pages, such as ``person``. Raises ``KeyError`` for one that there is not."""
    found = re.search(
        rf'<symbol id="tz-{re.escape(name)}" viewBox="([^"]+)">(.*?)</symbol>',
        render_to_string("producers/elements/sprite.html"),
        re.DOTALL,
    )
    if found is None:
        raise KeyError(name)
    box, drawn = found.groups()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="{box}" fill="none" stroke="{colour}"'
        f' stroke-width="1.75" stroke-linecap="round" stroke-linejoin="round">{drawn}</svg>'
    )
