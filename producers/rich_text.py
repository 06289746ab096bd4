"""Blocks of rich text that is cleaned when it is read and when it is written, whoever wrote it."""

from typing import Any

from wagtail import blocks
from wagtail.rich_text import RichText

from producers.sanitize import clean_html

FEATURES = ["h2", "h3", "bold", "italic", "link", "ol", "ul"]


class CleanTextBlock(blocks.RichTextBlock):
    """Rich text with only the marks that an editor can set. Wagtail itself cleans in its editor alone."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"features": FEATURES, **kwargs})

    def to_python(self, value: str) -> RichText:
        return RichText(clean_html(value or ""))

    def get_prep_value(self, value: Any) -> str:
        return clean_html(getattr(value, "source", value) or "")


class CleanStreamBlock(blocks.StreamBlock):
    """A stream that is cleaned as a whole."""

    def get_prep_value(self, value: Any) -> Any:
        """Read every block before it is written: a block nobody has looked at would pass uncleaned."""
        list(value or ())
        return super().get_prep_value(value)
