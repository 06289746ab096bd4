"""Whether the people in a story agree, today."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from home.domain.consent import Lack, why_not
from home.models import StoryConsent, StoryPage


def lack_of(story: StoryPage, on: date | None = None) -> Lack | None:
    """Return why a story may not be shown, None when it may. One query."""
    return why_not(consents_to(story), story.uses, on or timezone.localdate())


def consents_to(story: StoryPage) -> Iterable[StoryConsent]:
    """Return what was heard about a work, in whatever language it is told."""
    return StoryConsent.objects.filter(work=story.translation_key)


def agreed(stories: Iterable[StoryPage], *more: str) -> list[StoryPage]:
    """Keep the stories that may be shown today, with ``more`` uses than their own. One query for all."""
    kept, heard, today = list(stories), defaultdict(list), timezone.localdate()
    for row in StoryConsent.objects.filter(work__in={story.translation_key for story in kept}):
        heard[row.work].append(row)
    return [one for one in kept if not why_not(heard[_key(one)], one.uses | set(more), today)]


def said(lack: Lack) -> str:
    """Say to an editor why a story is not published, and what to do."""
    return {
        Lack.NOBODY_ASKED: _("Not published: no consent is recorded for this story. Ask her and record it."),
        Lack.NOT_LIVE: _("Not published: somebody's consent to this story has ended or was withdrawn."),
        Lack.USE_MISSING: _("Not published: the story shows more than was agreed to. Ask, or leave it out."),
        Lack.CHILDS_FACE: _("Not published: a child's face is never shown."),
    }[lack]


def _key(story: StoryPage) -> UUID:
    return story.translation_key
