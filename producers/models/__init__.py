"""Rows of the ground floor: who, on whose behalf, with what consent and proof."""

from producers.models.acts import Act, Announcement, Message, Report
from producers.models.assessments import Assessment, FieldVisit, VisitPhoto
from producers.models.doors import (
    Device,
    DevicePerson,
    DoorCard,
    DoorPhone,
    OneTimeCode,
    PicturePin,
    Tries,
    Visit,
)
from producers.models.editions import Edition
from producers.models.evidence import Consent, Evidence, Label
from producers.models.grants import DoneForHer, Grant, GrantRequest
from producers.models.organisations import Craft, FormerSlug, Membership, Organisation
from producers.models.pages import ProducerPage
from producers.models.peers import PeerVisit
from producers.models.pictures import Picture
from producers.models.prompts import PromptRecording
from producers.models.received import SentOnce
from producers.models.recordings import Recording
from producers.models.requirements import ProducerRequirement, RequirementAnswer
from producers.models.rounds import Round
from producers.models.submissions import Submission

__all__ = [
    "Act",
    "Announcement",
    "Assessment",
    "Consent",
    "Craft",
    "Device",
    "DevicePerson",
    "DoneForHer",
    "DoorCard",
    "DoorPhone",
    "Edition",
    "Evidence",
    "FieldVisit",
    "FormerSlug",
    "Grant",
    "GrantRequest",
    "Label",
    "Membership",
    "Message",
    "OneTimeCode",
    "Organisation",
    "PeerVisit",
    "Picture",
    "PicturePin",
    "ProducerPage",
    "ProducerRequirement",
    "PromptRecording",
    "Recording",
    "Report",
    "RequirementAnswer",
    "Round",
    "SentOnce",
    "Submission",
    "Tries",
    "Visit",
    "VisitPhoto",
]
