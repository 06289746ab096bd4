"""The stories of a language as an Atom feed."""

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from home.reading.stories import in_the_feed
from producers.policy import public
from producers.reading.head import absolute
from shop.domain.plain_words import plain


@public
@require_safe
def stories_feed(request: HttpRequest) -> HttpResponse:
    """List the newest stories whose people agree to feeds."""
    lang = get_language() or "fr"
    feed = Atom1Feed(
        title=_("Stories"), link=absolute(f"/{lang}/stories/"), description="", language=lang,
        feed_url=absolute(request.path),
    )  # fmt: skip
    for story in in_the_feed(lang):
        feed.add_item(
            title=plain(story.title),
            link=absolute(story.url or ""),
            description=plain(story.summary),
            unique_id=f"urn:uuid:{story.translation_key}",
            pubdate=story.first_published_at,
            updateddate=story.last_published_at,
        )
    answer = HttpResponse(content_type=feed.content_type)
    feed.write(answer, "utf-8")
    return answer
