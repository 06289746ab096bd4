"""Pillow's reader of phones' pictures, loaded with the first of them: its library is 5 MB of every process.

It registers itself when it is imported, which Willow does at a start. Until one is opened, this reader stands
in its place and only looks at how a file begins.
"""

import sys
from typing import IO, Any

from PIL import Image

FORMAT = "HEIF"
BRANDS = (b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"hevm", b"hevs", b"mif1", b"msf1")
LIBRARY = "pillow_heif"


def wait_for_one() -> None:
    """Keep Willow from loading the library; read such a file all the same once there is one."""
    if LIBRARY in sys.modules:
        return
    sys.modules[LIBRARY] = None  # type: ignore[assignment]  # which is how a module is said not to be there
    try:
        import willow  # noqa: F401  it is asked for what is not there
    finally:
        del sys.modules[LIBRARY]
    Image.register_open(FORMAT, _open, _is_one)  # type: ignore[arg-type]  # it may give nothing back


def _is_one(prefix: bytes) -> bool:
    return prefix[4:8] == b"ftyp" and prefix[8:12] in BRANDS


def _open(file: IO[bytes], name: Any) -> Any:
    """Load the library, which takes this place, and have it open the file."""
    try:
        from pillow_heif import register_heif_opener
    except ImportError as error:
        raise SyntaxError("pictures of phones cannot be read here") from error
    register_heif_opener()
    reader, _accepts = Image.OPEN[FORMAT]
    return reader(file, name)
