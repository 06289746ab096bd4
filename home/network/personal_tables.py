"""What is personal in the network, why it is kept, and how it goes."""

from producers.domain.personal import Personal, Way

NETWORK_TABLES = (
    Personal(
        "tiwizi_network.Listing",
        ("words",),
        "what a maker needs and offers, for other members, with her consent for each part",
        Way.DELETE,
        "a year after it ended",
        {
            "organisations": ("organisation__in",),
            "users": ("seat__user__in",),
            "emails": ("seat__email__iexact",),
            "phones": ("seat__phone",),
        },
    ),
    Personal(
        "tiwizi_network.Talk",
        ("words",),
        "what makers wrote to each other through the platform",
        Way.BLANK,
        "a year; then what they agreed to stays without words",
        {
            "organisations": ("sender__in",),
            "users": ("sender_seat__user__in",),
            "emails": ("sender_seat__email__iexact",),
            "phones": ("sender_seat__phone",),
        },
    ),
)
