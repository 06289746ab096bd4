"""The picture of somebody who takes part: that of her own page, as long as she lets it be shown."""

from collections.abc import Iterable

from django.utils import timezone

from producers.domain.shown import PictureShown
from producers.models import Consent, Membership, Organisation, Picture
from producers.reading.pictures import picture_shown


def portraits(users: Iterable[int | None], lang: str) -> dict[int, PictureShown]:
    """Return the pictures of these users as pages show them; see ``portrait_rows``."""
    found = {user: picture_shown(row, lang) for user, row in portrait_rows(users).items()}
    return {user: picture for user, picture in found.items() if picture}


def portrait_rows(users: Iterable[int | None]) -> dict[int, Picture]:
    """Return the pictures of these users in one query; nobody without a consent that counts today."""
    agreed = Consent.objects.valid(timezone.localdate()).filter(scope=Consent.Scope.PHOTO)
    rows = Membership.objects.filter(
        user__in={one for one in users if one},
        role=Membership.Role.OWNER,
        organisation__in=Organisation.objects.shown().filter(
            kind=Organisation.Kind.PRODUCER, pk__in=agreed.values("organisation")
        ),
    )
    found = {
        row.user_id: row.organisation.picture
        for row in rows.select_related("organisation__picture").order_by("pk")
    }
    return {user: picture for user, picture in found.items() if picture}
