"""Rich text as it may stand in a page: cleaned on every way in, not only in the editor."""

import nh3

TAGS = {"p", "br", "b", "strong", "i", "em", "a", "ul", "ol", "li", "h2", "h3", "h4", "hr"}
ATTRIBUTES = {"a": {"href", "linktype", "id", "lang"}, "p": {"lang"}}
SCHEMES = {"http", "https", "mailto", "tel"}


def clean_html(html: str) -> str:
    """Return rich text with only the marks that an editor can set; the rest loses its mark, scripts all."""
    return nh3.clean(html, tags=TAGS, attributes=ATTRIBUTES, url_schemes=SCHEMES, link_rel=None)
