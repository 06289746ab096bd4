"""Who does something, and on whose behalf: the value that every action is given."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Actor:
    """A user or the system itself. ``organisation_id`` says for whom, when an agent acts for a producer."""

    user_id: int | None
    name: str
    organisation_id: int | None = None

    @property
    def key(self) -> str:
        """Who it is without a name: what is written where nothing can be taken back."""
        return f"user:{self.user_id}" if self.user_id is not None else self.name

    @property
    def is_system(self) -> bool:
        """Say whether no person did it."""
        return self.user_id is None


SYSTEM = Actor(None, "system")
# A guest has no user; what she does is done by her all the same.
BUYER = Actor(None, "buyer")
