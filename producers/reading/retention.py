"""What is kept of people and for how long, as a list that a person reads."""

from collections.abc import Iterator

from producers.personal import personal_tables


def retention_list() -> Iterator[str]:
    """Say for every table what is personal in it, why it is kept, how it goes and for how long it stays."""
    for table in sorted(personal_tables(), key=lambda one: one.model):
        yield f"{table.model} ({', '.join(table.fields)}): {table.purpose}. {table.way.value}. {table.kept}."
