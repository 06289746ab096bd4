"""Publish a story: the last question is asked in the transaction that publishes."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db import transaction

from home.domain.consent import Lack
from home.models import StoryConsent, StoryPage
from home.reading.consents import lack_of, said

SCHEDULED = "wagtail.publish.scheduled"
log = logging.getLogger(__name__)


class NoConsentError(PermissionDenied):
    """Somebody in the story does not agree, or no longer."""

    def __init__(self, lack: Lack) -> None:
        super().__init__(said(lack))
        self.lack = lack


def publish_story(
    page: StoryPage, revision: Any, publish: Callable[..., Any], *args: Any, **kwargs: Any
) -> Any:
    """Publish a revision of a story; ``publish`` does it.

    Raises ``NoConsentError``. A schedule that has come due is taken off instead, so that it does not keep
    the pages behind it from being published.
    """
    with transaction.atomic():
        lock_consents(page)
        lack = lack_of(revision.as_object())
        if lack is None:
            return publish(revision, *args, **kwargs)
        if kwargs.get("log_action") != SCHEDULED:
            raise NoConsentError(lack)
        type(revision).objects.filter(pk=revision.pk).update(approved_go_live_at=None)
    log.warning("the schedule of story %s is taken off: %s", page.pk, lack)
    return None


def lock_consents(page: StoryPage) -> None:
    """Make whoever publishes and whoever withdraws wait for each other."""
    list(StoryConsent.objects.select_for_update().filter(work=page.translation_key).order_by("pk"))
