"""New products as an Atom feed (RFC 4287), per language and market."""

from hashlib import sha256

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from producers.policy import public
from producers.reading.head import absolute
from shop.reading.market import current_country, current_market
from shop.reading.new_products import News, new_products

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@public
@require_safe
def new_products_feed(request: HttpRequest) -> HttpResponse:
    """List what was put on sale last; nothing new is said in one line."""
    lang, country = get_language() or "fr", current_country(request)
    news = new_products(current_market(request), country, lang)
    text = _feed(news, lang, country, request.path)
    etag = f'"{sha256(text.encode()).hexdigest()[:32]}"'
    if etag in request.headers.get("If-None-Match", ""):
        return HttpResponse(status=304, headers={"ETag": etag})
    return HttpResponse(text, content_type=CONTENT_TYPE, headers={"ETag": etag})


def _feed(news: list[News], lang: str, country: str, path: str) -> str:
    own = f"{absolute(path)}?country={country}"
    newest = max((one.changed_at for one in news), default=None)
    feed = _Feed(
        title=_("New products"), link=absolute(reverse("shop:catalogue")), description="", language=lang,
        feed_url=own, feed_guid=own, latest=newest, author_name="Tiwizi",
    )  # fmt: skip
    for one in news:
        feed.add_item(
            title=one.title, link=one.address, description=one.summary, unique_id=one.id,
            author_name=one.maker, pubdate=one.published_at, updateddate=one.changed_at,
        )  # fmt: skip
    return feed.writeString("utf-8")


class _Feed(Atom1Feed):
    """Its day of change is that of what stands in it: an empty feed changes with nothing."""

    def latest_post_date(self):
        """Return when the newest entry was changed."""
        return self.feed["latest"] or super().latest_post_date()
