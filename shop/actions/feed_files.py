"""The files of a build, written in one pass: plain, packed, and their digest."""

from hashlib import sha256
from pathlib import Path
from types import TracebackType
from typing import Any, BinaryIO

from isal import igzip

PACKED = 2
"""The level of packing: beyond it the coder takes longer and saves little."""
BLOCK = 1 << 20
"""Bytes packed at once: always the same cuts, so that the same content is packed the same."""


class Growing:
    """A binary file that only ever grows, with its packed twin. Used with ``with``.

    Afterwards ``etag`` is known. Raises ``OSError`` where the disk is full, at the latest at the end.
    """

    closed = False

    def __init__(self, plain: Path, packed: Path) -> None:
        self._plain, self._out = plain.open("wb"), packed.open("wb")
        self._packer = coder(self._out)
        self._digest, self._buffer, self._size = sha256(), bytearray(), 0

    @property
    def etag(self) -> str:
        """The same for the same content."""
        return self._digest.hexdigest()[:40]

    def __enter__(self) -> "Growing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Write what is left; after an error nothing more."""
        self.closed = True
        with self._plain, self._out:
            if kind is None:
                self._take(bytes(self._buffer))
                self._packer.close()

    def write(self, content: Any) -> int:
        """Take bytes."""
        self._buffer += content
        self._size += len(content)
        while len(self._buffer) >= BLOCK:
            self._take(bytes(self._buffer[:BLOCK]))
            del self._buffer[:BLOCK]
        return len(content)

    def tell(self) -> int:
        """Return how much was taken."""
        return self._size

    def flush(self) -> None:
        """Nothing is promised before the end."""

    def readable(self) -> bool:
        """It is written only."""
        return False

    def writable(self) -> bool:
        """It is."""
        return True

    def seekable(self) -> bool:
        """It only grows."""
        return False

    def _take(self, block: bytes) -> None:
        self._digest.update(block)
        self._plain.write(block)
        self._packer.write(block)


def coder(out: BinaryIO) -> Any:
    """Return what packs into a file, without a name or a moment in it."""
    return igzip.IGzipFile(filename="", mode="wb", compresslevel=PACKED, fileobj=out, mtime=0)
