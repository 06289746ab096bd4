"""A picture or a PDF that somebody has sent is kept where no address serves it."""

import hashlib
from dataclasses import dataclass

from django.core.files.base import ContentFile, File

from shop.actions.kept_files import content_of, kept
from shop.conf import private_storage


@dataclass(frozen=True)
class Stored:
    """Where a file lies, what was sent, and what it is. Its name tells nothing."""

    name: str
    sha256: str
    content_type: str


def keep_file(file: "File[bytes] | None", *, folder: str) -> Stored:
    """Check a file and store it, outside of any transaction: the storage may be another machine.

    A picture is drawn anew, a PDF is kept as it is. Raises ``BAD_FILE`` with ``reason`` ``empty``,
    ``too_big`` or ``kind``.
    """
    content = content_of(file)
    sha256 = hashlib.sha256(content).hexdigest()
    paper = kept(content)
    name = private_storage().save(f"{folder}/{sha256}{paper.suffix}", ContentFile(paper.content))
    return Stored(name, sha256, paper.content_type)


def forget_file(name: str) -> None:
    """Remove a stored file that no row has come to name."""
    private_storage().delete(name)
