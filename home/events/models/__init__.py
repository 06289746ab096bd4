"""The tables of the agenda."""

from home.events.models.attendance import Attendance, Certificate, DoorKey
from home.events.models.corrections import Correction
from home.events.models.events import Event, Exhibitor, Funder, Series, Session, Theme
from home.events.models.outcomes import Declared
from home.events.models.registrations import Places, Registration

__all__ = [
    "Attendance",
    "Certificate",
    "Correction",
    "Declared",
    "DoorKey",
    "Event",
    "Exhibitor",
    "Funder",
    "Places",
    "Registration",
    "Series",
    "Session",
    "Theme",
]
