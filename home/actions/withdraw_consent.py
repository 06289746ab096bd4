"""Take a consent back: the story goes in all its languages, at once."""

from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from home.models import StoryConsent, StoryPage
from home.reading.consents import lack_of
from home.reading.story_pictures import pictures_only_in
from producers.actions.record import record
from producers.actions.remove_pictures import hide_pictures
from producers.domain.actors import SYSTEM, Actor


@transaction.atomic
def withdraw_consent(consent: StoryConsent, *, actor: Actor, reason: str = "") -> StoryConsent:
    """Withdraw a consent and take its work down. Repeating it changes nothing."""
    work = list(StoryConsent.objects.select_for_update().filter(work=consent.work).order_by("pk"))
    row = next(one for one in work if one.pk == consent.pk)
    if row.withdrawn_at is None:
        row.withdrawn_at = timezone.now()
        row.save(update_fields=["withdrawn_at"])
        record(
            verb="withdraw_consent",
            row=row,
            actor=actor,
            reason=reason,
            before={"uses": sorted(row.uses)},
            for_organisation=row.producer,
        )
    take_down(row.work, actor=actor)
    return row


def take_down_lapsed() -> int:
    """Take down every public or scheduled story that somebody no longer agrees to; return how many."""
    works = {page.translation_key for page in _showing(StoryPage.objects.all()) if lack_of(page)}
    return sum(take_down(work, actor=SYSTEM) for work in works)


@transaction.atomic
def take_down(work: UUID, *, actor: Actor) -> int:
    """Unpublish a work in all languages unless its people agree; return how many pages went."""
    gone = [page for page in _showing(StoryPage.objects.filter(translation_key=work)) if lack_of(page)]
    for page in gone:
        page.revisions.filter(approved_go_live_at__isnull=False).update(approved_go_live_at=None)
        if page.live:
            page.unpublish()
        record(verb="take_down_story", row=page, actor=actor, for_organisation=page.producer)
    if gone:
        hide_pictures(pictures_only_in(work), actor=actor, reason="consent withdrawn")
    return len(gone)


def _showing(pages: QuerySet[StoryPage]) -> list[StoryPage]:
    """Those that readers see, or will by a schedule."""
    return [page for page in pages.select_related("producer") if page.live or page.approved_schedule]
