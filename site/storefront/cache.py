"""A cache that may be away: without Redis the shop is slower and goes on."""

import logging
from collections.abc import Callable
from typing import Any

from django.core.cache.backends.redis import RedisCache
from redis.exceptions import RedisError

log = logging.getLogger(__name__)


class RedisThatMayBeAway(RedisCache):
    """Redis as Django has it; while it does not answer, nothing is known and everything counts as new.

    ``add`` says yes then: a job that may run once in a while runs in every round, which each of them stands.
    Limits of how often something may be asked are not held for as long.
    """

    def add(self, *args: Any, **kwargs: Any) -> bool:
        """Add, or say that it was."""
        return bool(_or(super().add, *args, **kwargs, otherwise=True))

    def get(self, key: Any, default: Any = None, version: Any = None) -> Any:
        """Look up, or know nothing."""
        return _or(super().get, key, default, version, otherwise=default)

    def set(self, *args: Any, **kwargs: Any) -> None:
        """Set, if it can be."""
        _or(super().set, *args, **kwargs, otherwise=None)

    def touch(self, *args: Any, **kwargs: Any) -> bool:
        """Keep longer, if it is there."""
        return bool(_or(super().touch, *args, **kwargs, otherwise=False))

    def delete(self, *args: Any, **kwargs: Any) -> bool:
        """Delete, if it is there."""
        return bool(_or(super().delete, *args, **kwargs, otherwise=False))

    def get_many(self, *args: Any, **kwargs: Any) -> dict[Any, Any]:
        """Look several up, or know none."""
        return dict(_or(super().get_many, *args, **kwargs, otherwise={}))

    def set_many(self, *args: Any, **kwargs: Any) -> list[Any]:
        """Set several, if they can be."""
        return list(_or(super().set_many, *args, **kwargs, otherwise=[]))

    def has_key(self, *args: Any, **kwargs: Any) -> bool:
        """Say whether it is known."""
        return bool(_or(super().has_key, *args, **kwargs, otherwise=False))

    def incr(self, key: Any, delta: int = 1, version: Any = None) -> Any:
        """Count on; what cannot be counted counts as the first."""
        return _or(super().incr, key, delta, version, otherwise=delta)

    def delete_many(self, *args: Any, **kwargs: Any) -> None:
        """Delete several, if they are there."""
        _or(super().delete_many, *args, **kwargs, otherwise=None)

    def clear(self) -> bool:
        """Empty it, if it is there."""
        return bool(_or(super().clear, otherwise=False))


def _or(call: Callable[..., Any], *args: Any, otherwise: Any, **kwargs: Any) -> Any:
    try:
        return call(*args, **kwargs)
    except (RedisError, OSError) as error:
        log.warning("Redis does not answer: %s", type(error).__name__)
        return otherwise
