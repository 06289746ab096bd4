"""The single answer to "may she touch this row": every view that is not public starts from ``for_actor``."""

from typing import Any, TypeVar

from django.contrib.auth import get_user_model
from django.db.models import Model, Q, QuerySet
from django.utils import timezone

from producers.domain.grants import Permission
from producers.models.grants import Grant
from producers.models.organisations import Membership, Organisation

Row = TypeVar("Row", bound=Model)


def acting_for(actor: object) -> "QuerySet[Organisation]":
    """Organisations that ``actor`` (a user) belongs to, or acts for under a live grant.

    Somebody who is not signed in, or inactive, gets none: unknown is refused.
    """
    if not getattr(actor, "is_authenticated", False) or not getattr(actor, "is_active", False):
        return Organisation.objects.none()
    own = Membership.objects.filter(user=actor)
    as_agent = own.filter(role=Membership.Role.AGENT).values("organisation")
    granted = Grant.objects.live(timezone.localdate()).filter(receiver__in=as_agent).values("giver")
    return Organisation.objects.filter(Q(pk__in=own.values("organisation")) | Q(pk__in=granted))


def for_actor(rows: "QuerySet[Row]", actor: object) -> "QuerySet[Row]":
    """Keep only the rows that ``actor`` may touch. The model names the way to its owner in ``actor_path``."""
    path: str = rows.model.actor_path  # type: ignore[attr-defined]  # a model without one cannot be asked for
    return rows.filter(**{f"{path}__in": acting_for(actor).values("pk")})


def door_users() -> "QuerySet[Any]":
    """Users who may come in by phone, card and pictures: people of makers, and nobody with more in her hands.

    An agent, and whoever works in the back office, needs a second factor that this door does not ask for.
    """
    makers = Organisation.objects.sellers().filter(erased_at=None)
    people = Membership.objects.filter(organisation__in=makers).exclude(role=Membership.Role.AGENT)
    users = get_user_model()._default_manager.filter(is_active=True, is_staff=False, is_superuser=False)
    allowed = Q(user_permissions__isnull=True) & Q(groups__isnull=True)
    return users.filter(allowed, pk__in=people.values("user")).exclude(pk__in=agents().values("user"))


def agents() -> "QuerySet[Membership]":
    """Memberships of those who act for others."""
    return Membership.objects.filter(role=Membership.Role.AGENT)


def holds_more(user: Any) -> bool:
    """Say whether a user may be more than a maker: staff, an agent, or with rights of any kind."""
    rights = Q(user_permissions__isnull=False) | Q(groups__isnull=False)
    more = rights | Q(is_staff=True) | Q(is_superuser=True) | Q(pk__in=agents().values("user"))
    return bool(get_user_model()._default_manager.filter(more, pk=user.pk).exists())


def is_agent(user: Any) -> bool:
    """Say whether a user acts for others: agents need a second factor."""
    return bool(user.is_authenticated and agents().filter(user=user).exists())


def may_see_money_of(actor: object) -> "QuerySet[Organisation]":
    """Of those for whom ``actor`` acts, return the ones whose sums she may read."""
    money = [Permission.SEE_MONEY.value, Permission.RECEIVE_MONEY.value]
    own = Membership.objects.filter(user__in=[getattr(actor, "pk", None)])
    as_agent = own.filter(role=Membership.Role.AGENT).values("organisation")
    granted = Grant.objects.live(timezone.localdate()).filter(receiver__in=as_agent, permission__in=money)
    is_hers = Q(pk__in=own.values("organisation")) | Q(pk__in=granted.values("giver"))
    return acting_for(actor).filter(is_hers)


def is_operator(actor: object) -> bool:
    """Operators run the shop: active users who hold the permission to operate it."""
    return _may(actor, "tiwizi_shop.operate_shop")


def is_editor(actor: object) -> bool:
    """Editors check what producers send and say what screens say; so do operators."""
    return _may(actor, "tiwizi_producers.moderate") or is_operator(actor)


def keeps_books(actor: object) -> bool:
    """Accountants read the books and settle with producers; so do operators."""
    return _may(actor, "tiwizi_shop.keep_books") or is_operator(actor)


def approves_money(actor: object) -> bool:
    """Accountants approve what operators propose: payouts, and whatever else needs a second person."""
    return _may(actor, "tiwizi_shop.approve_money")


def _may(actor: object, permission: str) -> bool:
    return bool(getattr(actor, "is_active", False)) and actor.has_perm(permission)  # type: ignore[attr-defined]  # any user model
