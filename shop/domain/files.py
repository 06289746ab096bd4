"""What a document is, told by its bytes: never by its name, nor by what its sender says."""


def is_pdf(content: bytes) -> bool:
    """Say whether it is a whole PDF; a cut-off one is none."""
    return content.startswith(b"%PDF-") and b"%%EOF" in content[-1024:]
