"""The weaver's band: a strip of rug signs that belongs to one producer, drawn from her number alone."""

from dataclasses import dataclass

# Each sign is nine rows of nine cells: '#' takes the first ink, 'o' the second.
SIGNS: dict[str, tuple[str, ...]] = {
    "lozenge": (
        "....#....", "...#.#...", "..#.o.#..", ".#.ooo.#.", "#.ooooo.#",
        ".#.ooo.#.", "..#.o.#..", "...#.#...", "....#....",
    ),
    "cross": (
        "#.......#", ".#.....#.", "..#.o.#..", "...#o#...", "..ooooo..",
        "...#o#...", "..#.o.#..", ".#.....#.", "#.......#",
    ),
    "hourglass": (
        "#########", ".#######.", "..#####..", "...###...", "....o....",
        "...###...", "..#####..", ".#######.", "#########",
    ),
    "water": (
        "#...#...#", ".#.#.#.#.", "..#...#..", ".........", "o...o...o",
        ".o.o.o.o.", "..o...o..", ".........", "#########",
    ),
    "comb": (
        "#.#.#.#.#", "#.#.#.#.#", "#.#.#.#.#", "#########", "....o....",
        "#########", "#.#.#.#.#", "#.#.#.#.#", "#.#.#.#.#",
    ),
    "seed": (
        "....#....", "...#o#...", "..#o.o#..", ".#o.#.o#.", "#o.###.o#",
        ".#o.#.o#.", "..#o.o#..", "...#o#...", "....#....",
    ),
    "hand": (
        "#.#.#.#..", "#.#.#.#..", "#.#.#.#.#", "#.#.#.#.#", "#######.#",
        "#########", ".#######.", "..##o##..", "...###...",
    ),
    "eye": (
        ".........", "..#####..", ".#.....#.", "#..ooo..#", "#..o#o..#",
        "#..ooo..#", ".#.....#.", "..#####..", ".........",
    ),
}  # fmt: skip
INKS: tuple[tuple[str, str], ...] = (
    ("majorelle", "safran"),
    ("henne", "nuit"),
    ("menthe", "henne"),
    ("nuit", "safran"),
    ("henne", "safran"),
    ("majorelle", "menthe"),
)
SPREAD = 1237  # shares no factor with BANDS, so neighbouring numbers look unlike each other
BANDS = 8 * 7 * 6 * 6


@dataclass(frozen=True)
class Band:
    """Three signs, in their order, in one pair of inks (an index into ``INKS``)."""

    signs: tuple[str, str, str]
    inks: int


def band(number: int) -> Band:
    """Return the band of a producer; the first 2016 numbers all get different ones."""
    index, inks = divmod(number * SPREAD % BANDS, len(INKS))
    pool, signs = list(SIGNS), []
    for size in (8, 7, 6):
        index, place = divmod(index, size)
        signs.append(pool.pop(place))
    return Band((signs[0], signs[1], signs[2]), inks)


def cells_path(rows: tuple[str, ...], ink: str) -> str:
    """Return SVG path data for the cells of one ink, neighbours in a row joined."""
    return "".join(f"M{x} {y}h{n}v1h-{n}z" for y, row in enumerate(rows) for x, n in _runs(row, ink))


def _runs(row: str, ink: str) -> list[tuple[int, int]]:
    runs, x = [], 0
    while x < len(row):
        n = len(row[x:]) - len(row[x:].lstrip(ink))
        if n:
            runs.append((x, n))
        x += n or 1
    return runs
