"""Who follows when a maker's standing changes, in its transaction: the shop's lists, for one."""

from collections.abc import Callable

Follower = Callable[[int], None]
_followers: list[Follower] = []


def follow_standing(follower: Follower) -> None:
    """Have a function called with her key whenever a maker starts or stops to sell or to be shown."""
    if follower not in _followers:
        _followers.append(follower)


def standing_followers() -> tuple[Follower, ...]:
    """Return who follows."""
    return tuple(_followers)
