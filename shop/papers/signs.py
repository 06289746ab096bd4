"""The two drawings on papers, as SVG: the maker's band, and the code that leads to her page."""

from io import BytesIO

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


def code_svg(address: str) -> str:
    """Draw a QR code that holds an address. Raises ``ValueError`` for one that is too long."""
    import segno  # an extra, as the press is

    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="svg", border=2, xmldecl=False, scale=1, omitsize=True)
    return drawn.getvalue().decode().strip()
