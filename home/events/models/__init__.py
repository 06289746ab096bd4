"""The tables of the agenda."""

from home.events.models.attendance import Attendance, Certificate, DoorKey
from home.events.models.events import Event, Exhibitor, Series, Session, Theme
from home.events.models.outcomes import Declared
from home.events.models.registrations import Places, Registration

__all__ = [
    "Attendance",
    "Certificate",
    "Declared",
    "DoorKey",
    "Event",
    "Exhibitor",
    "Places",
    "Registration",
    "Series",
    "Session",
    "Theme",
]
