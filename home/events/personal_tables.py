"""What is personal in the agenda, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

EVENT_TABLES = (
    Personal(
        "tiwizi_events.Registration",
        ("name", "phone", "email", "person"),
        "she has a seat at an event, or waits for one",
        Way.BLANK,
        "two years after the event; then the row counts without her",
        {"users": ("user__in",), "emails": ("email__iexact",), "phones": ("phone",)},
        blank={"user": None, "organisation": None},
    ),
    Personal(
        "tiwizi_events.DoorKey",
        ("name",),
        "she stands at the door of an event, and is named beside whom she let in",
        Way.OWN,
        "two years after the event; forget_registrations takes the name away",
    ),
    Personal(
        "tiwizi_events.Session",
        ("speakers",),
        "who speaks at a public event, with consent",
        Way.KEEP,
        "as long as the programme is public, or until an editor takes the name out because she asks",
    ),
)
