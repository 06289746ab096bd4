"""Look into a file in a process of its own, with a clock: what breaks a reader breaks that process only."""

import json
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO, Any

from home.library.domain.files import FileError, FileFault

INSPECTOR = Path(__file__).with_name("inspector")
SECONDS = {"check": 60, "read": 180, "preview": 30}
"""By the clock on the wall; the process itself is bound to less by the clock of the machine."""


def count_pages(kind: str, file: IO[bytes]) -> int | None:
    """Return how many pages a file has, None for one without pages. Raises ``FileError``."""
    with _on_disk(file) as path:
        rows = _rows(_run("check", kind, path))
    pages: int | None = rows[0]["pages"] if rows else None
    return pages


def texts_in(kind: str, file: IO[bytes]) -> list[tuple[int, str]]:
    """Return the text of each page or piece with its number. Raises ``FileError``."""
    with _on_disk(file) as path:
        rows = _rows(_run("read", kind, path))
    return [(row["number"], row["text"]) for row in rows]


def first_page(kind: str, file: IO[bytes]) -> bytes:
    """Return the first page as a PNG. Raises ``FileError``."""
    with _on_disk(file) as path:
        drawn = _run("preview", kind, path)
    if not drawn.startswith(b"\x89PNG"):
        _rows(drawn)
        raise FileError(FileFault.BROKEN)
    return drawn


def _run(verb: str, kind: str, path: str) -> bytes:
    # The program is this very interpreter, cut off from its environment; a kind is one of our own words.
    command = [sys.executable, "-I", str(INSPECTOR), verb, kind, path]
    try:
        done = subprocess.run(command, capture_output=True, timeout=SECONDS[verb], check=False)  # noqa: S603  see above
    except subprocess.TimeoutExpired as error:
        raise FileError(FileFault.TOO_HEAVY) from error
    if done.returncode < 0:  # ended by the system: out of time, or by what it read
        raise FileError(FileFault.TOO_HEAVY)
    if done.returncode:
        is_missing = b"ModuleNotFoundError" in done.stderr
        raise FileError(FileFault.NO_READER if is_missing else FileFault.BROKEN)
    return done.stdout


def _rows(output: bytes) -> list[dict[str, Any]]:
    rows = [json.loads(line) for line in output.splitlines()]
    for row in rows:
        if fault := row.get("fault"):
            raise FileError(FileFault(fault))
    return rows


@contextmanager
def _on_disk(file: IO[bytes]) -> Iterator[str]:
    """Give the file a name: a reader jumps about in it, and a storage may be elsewhere."""
    file.seek(0)
    with tempfile.NamedTemporaryFile(prefix="fund-") as copy:
        shutil.copyfileobj(file, copy)
        copy.flush()
        yield copy.name
