"""Making a producer's page public."""

from typing import TYPE_CHECKING

from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation, ProducerPage

if TYPE_CHECKING:
    from wagtail.models import Revision


@transaction.atomic
def publish_profile(page: ProducerPage, revision: "Revision", actor: Actor) -> None:
    """Publish a revision of her page. Whether it is shown, her consent decides each time it is read."""
    before = {"live": page.live, "revision": page.live_revision_id}
    revision.publish()
    page.refresh_from_db()
    _show_everywhere(page)
    record(
        verb="profile.publish",
        row=page,
        actor=actor,
        before=before,
        after={"live": page.live, "revision": page.live_revision_id},
        for_organisation=page.organisation,
    )


def _show_everywhere(page: ProducerPage) -> None:
    """Her portrait is one: beside her products stands the picture that was approved for her page."""
    if page.picture_id is not None:
        Organisation.objects.filter(pk=page.organisation_id).update(picture=page.picture_id)
