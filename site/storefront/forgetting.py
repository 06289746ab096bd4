"""What the site's libraries keep of people, and letting go of it."""

from datetime import timedelta
from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from wagtail_localize.models import String, StringSegment, Template, TemplateSegment, TranslatableObject


def forget_sessions() -> None:
    """Delete sessions that have ended."""
    SessionStore.clear_expired()


TASK_DAYS = 30


def forget_tasks() -> int:
    """Delete results of tasks that ended a month ago; return how many."""
    since = timezone.now() - timedelta(days=TASK_DAYS)
    return DBTaskResult.objects.filter(finished_at__lt=since).delete()[0]


def erase_translations(work: UUID) -> None:
    """Delete what translators were given of a page, and the texts that no other page uses."""
    TranslatableObject.objects.filter(translation_key=work).delete()
    String.objects.exclude(pk__in=StringSegment.objects.values("string")).delete()
    Template.objects.exclude(pk__in=TemplateSegment.objects.values("template")).delete()
