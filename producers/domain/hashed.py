"""Values that are keys again and again: their hash is computed once."""

from typing import Any, TypeVar

C = TypeVar("C", bound=type)
_HASH = "_hash_once"


def hashed_once(cls: C) -> C:
    """Decorate a frozen dataclass so that the hash over all its fields is computed at the first asking."""
    plain: Any = cls.__hash__

    def hash_once(self: Any) -> int:
        kept: int | None = self.__dict__.get(_HASH)
        if kept is None:
            kept = plain(self)
            object.__setattr__(self, _HASH, kept)
        return kept

    cls.__hash__ = hash_once  # type: ignore[assignment]  # that is what it is for
    return cls
