"""What the site's libraries keep of people, and letting go of it."""

from uuid import UUID

from django.contrib.sessions.backends.db import SessionStore
from django.core.management import call_command
from wagtail_localize.models import String, StringSegment, Template, TemplateSegment, TranslatableObject


def forget_sessions() -> None:
    """Delete sessions that have ended."""
    SessionStore.clear_expired()


def forget_tasks() -> None:
    """Delete results of tasks that ended a month ago."""
    call_command("prune_db_task_results", "--min-age-days=30", verbosity=0)


def erase_translations(work: UUID) -> None:
    """Delete what translators were given of a page, and the texts that no other page uses."""
    TranslatableObject.objects.filter(translation_key=work).delete()
    String.objects.exclude(pk__in=StringSegment.objects.values("string")).delete()
    Template.objects.exclude(pk__in=TemplateSegment.objects.values("template")).delete()
