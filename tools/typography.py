"""How French is set: the curved apostrophe, and the spaces that no line may break at.

Such spaces stand before : ; ! ? » and %, after «, inside of 20 000.

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

APOSTROPHE = "\N{RIGHT SINGLE QUOTATION MARK}"
ELISION = re.compile(r"(?<=[^\W\d_])'(?=[\w%{<«])")  # after a letter, before a word or what stands for one


def set_in_french(text: str) -> str:
    """Return a French text with its marks tied to their words and its apostrophes curved."""
    return PLACE.sub(NO_BREAK, ELISION.sub(APOSTROPHE, text))
