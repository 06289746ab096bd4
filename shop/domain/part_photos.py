"""Pictures that a maker takes of an order: of the work under way, and of the parcel. Who sees which."""

from enum import StrEnum

from shop.domain.states import PhotoStatus


class PhotoKind(StrEnum):
    """What a picture shows."""

    PROGRESS = "progress"
    """The work under way: for the buyer of this order."""
    PARCEL = "parcel"
    """The parcel before it left: a proof for her and the office, never shown to the buyer."""


MOST_PHOTOS = 12
"""Of one kind with one part: enough to tell how it goes, too few to fill a disk."""
LONGEST_SIDE = 1600
"""Pixels that are kept."""


def is_for_buyer(kind: PhotoKind, state: PhotoStatus, *, has_consent: bool) -> bool:
    """Say whether the buyer of the order sees a picture on her order's page now.

    A picture of the work may show the maker. With her consent to photos it is seen at once, by this one buyer
    and nobody else; without it a person looks first whether anybody can be recognised. Taken down is gone.
    """
    if kind is not PhotoKind.PROGRESS or state is PhotoStatus.TAKEN_DOWN:
        return False
    return state is PhotoStatus.CHECKED or has_consent
