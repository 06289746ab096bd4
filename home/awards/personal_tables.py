"""What is personal in the awards, why it is kept, and how it goes."""

from producers.domain.personal import Personal

AWARD_TABLES: tuple[Personal, ...] = ()
