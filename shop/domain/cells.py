"""Cells of sheets that people open in a spreadsheet program."""

# A cell that begins like this is computed by some programs when the file is opened.
COMPUTED = ("=", "+", "-", "@", "\t", "\r")


def harmless(text: str) -> str:
    """Return a text that no spreadsheet program computes. ``as_meant`` takes it back."""
    return f"'{text}" if text.lstrip("'").startswith(COMPUTED) else text


def as_meant(text: str) -> str:
    """Return what a text said before ``harmless`` made it safe."""
    return text[1:] if text[:1] == "'" and text.lstrip("'").startswith(COMPUTED) else text
