"""Rows of the network."""

from home.network.models.listings import Block, Listing, Talk
from home.network.models.meetings import (
    FollowUp,
    Meeting,
    MeetingChair,
    MeetingGuest,
    MeetingHour,
    MeetingPlan,
    MeetingWish,
)
from home.network.models.purchases import Pledge, Purchase

__all__ = [
    "Block",
    "FollowUp",
    "Listing",
    "Meeting",
    "MeetingChair",
    "MeetingGuest",
    "MeetingHour",
    "MeetingPlan",
    "MeetingWish",
    "Pledge",
    "Purchase",
    "Talk",
]
