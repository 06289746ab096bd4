"""What search engines read of the site itself: its name, and who runs it."""

from django.conf import settings
from django.utils.safestring import SafeString

from producers.reading.head import absolute
from producers.reading.markup import Node, as_script


def site_markup(lang: str, address: str) -> SafeString:
    """Return the site in one language, and who runs it; ``address`` is that of its first page."""
    owner = owner_node()
    site: Node = {
        "@type": "WebSite",
        "@id": address,
        "url": address,
        "name": settings.WAGTAIL_SITE_NAME,
        "inLanguage": lang,
        "publisher": {"@id": owner["@id"]},
    }
    return as_script([site, owner])


def owner_node() -> Node:
    """Return who runs the site."""
    return {
        "@type": "Organization",
        "@id": absolute("/#organization"),
        "name": settings.WAGTAIL_SITE_NAME,
        "url": absolute("/"),
    }
