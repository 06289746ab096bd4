"""What search engines read of a story."""

from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.models import StoryPage
from home.reading.languages import language_of
from home.reading.site import owner_node
from producers.domain.cards import ProducerCard
from producers.domain.shown import PictureShown
from producers.reading.head import absolute
from producers.reading.markup import Node, as_script, crumbs_node


def story_markup(
    page: StoryPage, address: str, maker: ProducerCard, picture: PictureShown | None
) -> SafeString:
    """Return a story, about whom it is, and the way back to all stories."""
    owner = owner_node()
    author = {"@id": owner["@id"]}
    article = _article(page, address) | {"publisher": author, "author": author, "about": _maker(page, maker)}
    if picture:
        article["image"] = absolute(picture.src)
    above = address.rstrip("/").rpartition("/")[0] + "/"
    return as_script([article, owner, crumbs_node([(_("Stories"), above), (page.title, address)])])


def _maker(page: StoryPage, maker: ProducerCard) -> Node:
    return {
        "@type": "Organization",
        "@id": absolute(f"/id/producer/{page.producer.export_id}"),
        "name": maker.name.text,
        "url": absolute(maker.url),
    }


def _article(page: StoryPage, address: str) -> Node:
    dates = {"datePublished": page.first_published_at, "dateModified": page.last_published_at}
    return {
        "@type": "Article",
        "@id": address,
        "url": address,
        "headline": page.title,
        "description": page.summary,
        "inLanguage": language_of(page)["text_language"],
        **{key: moment.isoformat() for key, moment in dates.items() if moment},
    }
