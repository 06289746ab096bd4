"""Rows of the ground floor: who, on whose behalf, with what consent and proof."""

from producers.models.acts import Act, Announcement, Message, Report
from producers.models.editions import Edition
from producers.models.evidence import Consent, Evidence, Label
from producers.models.grants import DoneForHer, Grant, GrantRequest
from producers.models.organisations import Craft, FormerSlug, Membership, Organisation
from producers.models.pages import ProducerPage
from producers.models.pictures import Picture

__all__ = [
    "Act",
    "Announcement",
    "Consent",
    "Craft",
    "DoneForHer",
    "Edition",
    "Evidence",
    "FormerSlug",
    "Grant",
    "GrantRequest",
    "Label",
    "Membership",
    "Message",
    "Organisation",
    "Picture",
    "ProducerPage",
    "Report",
]
