"""What is personal about stands, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

STAND_TABLES = (
    Personal(
        "tiwizi_stands.StandApplication",
        ("words", "reason"),
        "what a maker says when she asks for a stand, and the answer",
        Way.BLANK,
        "until she asks",
        by={"organisations": ("producer__in",)},
    ),
)
