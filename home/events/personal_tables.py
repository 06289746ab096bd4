"""What is personal in the agenda, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

EVENT_TABLES = (
    Personal(
        "tiwizi_events.Session",
        ("speakers",),
        "who speaks at a public event, with consent",
        Way.KEEP,
        "as long as the programme is public, or until an editor takes the name out because she asks",
    ),
)
