"""Spaces of French that no line may break at: before : ; ! ? » and %, after «, inside of 20 000.

After the Lexique des règles typographiques of the Imprimerie nationale. U+00A0 stands for all of them, also
where the book asks for a thin one: our fonts have no U+202F, and another font's space may be of any width.
"""

import re

NO_BREAK = "\N{NO-BREAK SPACE}"
PLACE = re.compile(
    r"(?<=\S) (?=[:;!?»](?:\W|$))"  # before a mark, which is no part of a word or a smiley
    r"|(?<=«) (?=\S)"
    r"|(?<=\S) (?=%(?![(sd]))"  # not before a placeholder
    r"|(?<=\d) (?=\d{3}(?!\d))"
)


def kept_together(text: str) -> str:
    """Return a French text with its marks tied to their words."""
    return PLACE.sub(NO_BREAK, text)
