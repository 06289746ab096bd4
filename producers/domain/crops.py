"""Which part of a photo is shown: four by five, around the point that matters, never enlarged."""

from dataclasses import dataclass

ACROSS, DOWN = 4, 5
WIDTHS = (240, 480, 720, 1200)
FALLBACK_WIDTH = 480


@dataclass(frozen=True)
class Box:
    """A part of a picture in pixels, right and bottom excluded."""

    left: int
    top: int
    right: int
    bottom: int

    @property
    def width(self) -> int:
        """Pixels across."""
        return self.right - self.left

    @property
    def height(self) -> int:
        """Pixels down."""
        return self.bottom - self.top


def crop_box(width: int, height: int, focal_x: float = 0.5, focal_y: float = 0.5) -> Box:
    """Return the largest part of four by five, as near around the focal point (0 to 1) as the edges allow.

    Raises ``ValueError`` for a picture without pixels.
    """
    if width < 1 or height < 1:
        raise ValueError("a picture has pixels")
    across = max(1, min(width, height * ACROSS // DOWN))
    down = max(1, min(height, across * DOWN // ACROSS))
    left, top = _start(width, across, focal_x), _start(height, down, focal_y)
    return Box(left, top, left + across, top + down)


def widths_for(available: int) -> tuple[int, ...]:
    """Return the widths worth making of a crop so wide: none enlarged, and its own if it is small."""
    return tuple(width for width in WIDTHS if width <= available) or (available,)


def height_for(width: int) -> int:
    """Return the height of a rendition of this width."""
    return max(1, width * DOWN // ACROSS)


def _start(size: int, part: int, focal: float) -> int:
    return max(0, min(size - part, round(size * focal - part / 2)))
