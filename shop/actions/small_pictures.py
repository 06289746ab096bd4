"""Pictures drawn anew: upright, at most so long, and without the place where they were taken."""

from io import BytesIO

from PIL import Image

from producers.uploads import UploadError, checked_picture
from shop.domain.errors import RefusedError, Why


def small_jpeg(content: bytes, *sides: int, quality: int = 80) -> list[bytes]:
    """Return a JPEG of what was sent for each length in pixels, longest first. Raises ``BAD_FILE``."""
    try:
        whole = checked_picture(BytesIO(content))
    except UploadError as error:
        raise RefusedError(Why.BAD_FILE, reason=error.fault.value) from error
    made = []
    with Image.open(whole) as picture:
        drawn = picture.convert("RGB")
    for side in sides:
        drawn.thumbnail((side, side), Image.Resampling.LANCZOS)
        file = BytesIO()
        drawn.save(file, "JPEG", quality=quality, optimize=True)
        made.append(file.getvalue())
    return made
