"""Pictures of a nomination."""

from django.db.models import QuerySet

from home.awards.models import Nomination, NominationPicture


def pictures_of(nomination: Nomination) -> "QuerySet[NominationPicture]":
    """Return the pictures that were sent with a nomination, whoever sent them."""
    return NominationPicture.objects.filter(backer__nomination=nomination)
