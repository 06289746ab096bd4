"""What no revision brings back: columns that are written by actions, not drafted."""

from typing import Any, ClassVar, Self


class LiveStays:
    """For models with revisions, as their first base: the columns named in ``LIVE`` stay as they are."""

    LIVE: ClassVar[tuple[str, ...]] = ()

    def with_content_json(self, content: dict[str, Any]) -> Self:
        """Read a revision. What is live and not drafted stays, whatever stood there at that time."""
        revised: Self = super().with_content_json(content)  # type: ignore[misc]  # the next base has it
        for name in self.LIVE:
            setattr(revised, name, getattr(self, name))
        return revised
