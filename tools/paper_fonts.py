"""Make the fonts that papers are set in: ``python tools/paper_fonts.py``. Run by hand when a source changes.

Fustat comes from the storefront's own variable subset, the others from Debian's ``fonts-noto-core``. Each is
cut to the scripts it is there for. Arabic is set in Noto Sans: Fustat builds its letters from a skeleton and
loose dots, so that text copied out of a PDF would be broken.
"""

from pathlib import Path

from fontTools.subset import Options, Subsetter
from fontTools.ttLib import TTFont
from fontTools.varLib.instancer import instantiateVariableFont

ROOT = Path(__file__).resolve().parents[1]
FUSTAT = ROOT / "site/static/storefront/fonts/fustat-latin-var.woff2"
NOTO = Path("/usr/share/fonts/truetype/noto")
TARGET = ROOT / "shop/papers/fonts"
WEIGHTS = {"Regular": 400, "Bold": 700}
SAME_DAY = 3786825600  # no clock in the files: made again, they are the same
LATIN = [*range(0x20, 0x180), 0x218, 0x219, 0x21A, 0x21B, *range(0x1E00, 0x1F00)]
MARKS = [*range(0x300, 0x370), *range(0x2010, 0x2028), *range(0x2030, 0x203B), 0x20AC, 0x2116, 0x2122, 0x2212]
EUROPEAN = [*LATIN, *MARKS, *range(0x370, 0x400), *range(0x400, 0x530), 0x25CC]
ARABIC = [*range(0x600, 0x700), *range(0x750, 0x780), 0x200C, 0x200D, 0x25CC, *range(0xFB50, 0xFDFF)]
TIFINAGH = [0x20, 0xA0, *range(0x2D30, 0x2D80)]


def main() -> None:
    """Write every font."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for style, weight in WEIGHTS.items():
        write(fixed(FUSTAT, style, weight), f"Fustat-{style}")
        write(cut(NOTO / f"NotoSans-{style}.ttf", EUROPEAN), f"NotoSans-{style}")
        write(cut(NOTO / f"NotoSansArabic-{style}.ttf", ARABIC), f"NotoSansArabic-{style}")
    write(cut(NOTO / "NotoSansTifinagh-Regular.ttf", TIFINAGH), "NotoSansTifinagh-Regular")


def fixed(path: Path, style: str, weight: int) -> TTFont:
    """Return one weight of a variable font as a font of its own, named after its weight."""
    font = TTFont(path, recalcTimestamp=False)
    font.flavor = None
    instantiateVariableFont(font, {"wght": weight}, inplace=True)
    if "STAT" in font:
        del font["STAT"]
    names = {1: "Fustat", 2: style, 3: f"Fustat {style} papers", 4: f"Fustat {style}", 6: f"Fustat-{style}"}
    for number in (16, 17, 25):
        font["name"].removeNames(nameID=number)
    for number, text in names.items():
        font["name"].removeNames(nameID=number)
        font["name"].setName(text, number, 3, 1, 0x409)
    font["OS/2"].usWeightClass = weight
    font["OS/2"].fsSelection = 0x20 if style == "Bold" else 0x40
    font["head"].macStyle = 1 if style == "Bold" else 0
    return font


def cut(path: Path, letters: list[int]) -> TTFont:
    """Return a font with these letters alone, everything needed to shape them included."""
    font = TTFont(path, recalcTimestamp=False)
    options = Options(layout_features=["*"], hinting=False, name_IDs=["*"], notdef_outline=True)
    subsetter = Subsetter(options)
    subsetter.populate(unicodes=letters)
    subsetter.subset(font)
    return font


def write(font: TTFont, name: str) -> None:
    """Save a font so that the same input gives the same bytes."""
    font["head"].created = font["head"].modified = SAME_DAY
    font.save(TARGET / f"{name}.ttf")


if __name__ == "__main__":
    main()
