"""Making a producer's page public."""

from typing import TYPE_CHECKING

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import ProducerPage

if TYPE_CHECKING:
    from wagtail.models import Revision


@transaction.atomic
def publish_profile(page: ProducerPage, revision: "Revision", actor: Actor) -> None:
    """Publish a revision of her page. Whether it is shown, her consent decides each time it is read."""
    before = {"live": page.live, "revision": page.live_revision_id}
    revision.publish()
    page.refresh_from_db()
    record(
        verb="profile.publish",
        row=page,
        actor=actor,
        before=before,
        after={"live": page.live, "revision": page.live_revision_id},
        for_organisation=page.organisation,
    )
