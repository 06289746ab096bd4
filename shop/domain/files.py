"""What a file is, told by its first bytes: never by its name, nor by what its sender says."""

from dataclasses import dataclass


@dataclass(frozen=True)
class FileKind:
    """A kind of file that we take."""

    extension: str
    content_type: str


PDF = FileKind("pdf", "application/pdf")
JPEG = FileKind("jpg", "image/jpeg")
PNG = FileKind("png", "image/png")
WEBP = FileKind("webp", "image/webp")


def kind_of(content: bytes) -> FileKind | None:
    """Return the kind of a PDF, JPEG, PNG or WebP file; None for anything else, cut-off files included."""
    if content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]:
        return PDF
    if content.startswith(b"\xff\xd8\xff"):
        return JPEG
    if content.startswith(b"\x89PNG\r\n\x1a\n") and content[12:16] == b"IHDR":
        return PNG
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return WEBP
    return None
