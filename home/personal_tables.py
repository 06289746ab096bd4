"""What is personal in stories, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

OF_MAKER = {"organisations": ("producer__in",)}
HOME_TABLES = (
    Personal(
        "tiwizi_home.StoryConsent",
        ("person",),
        "proves that the people of a story agreed to it",
        Way.BLANK,
        "24 months, or until it is withdrawn; the yes and its days stay without the name",
        OF_MAKER,
    ),
    Personal(
        "tiwizi_home.StoryPage",
        ("summary", "body"),
        "stories about makers",
        Way.OWN,
        "erase_stories deletes them with all their versions",
        OF_MAKER,
    ),
)
