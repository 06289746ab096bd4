"""Makers, who acts for them, and who works in the office."""

from django.contrib.auth.models import AbstractBaseUser, Permission
from django.utils import timezone

from producers.domain.grants import Permission as Allowed
from producers.models import Grant, Organisation
from producers.testing.builders import (
    a_producer,
    a_user,
    an_accountant,
    an_agent_for,
    an_association,
    an_editor,
    an_operator,
    an_owner_of,
)

ACTORS = (
    "anonymous",
    "buyer",
    "producer A",
    "producer B",
    "agent of A",
    "former agent of A",
    "editor",
    "operator",
    "accountant",
    "staff without rights",
)
OWNERS_OF_A = {"producer A", "agent of A"}


def a_maker(letter: str, number: int) -> Organisation:
    """Return a maker whose phone and mail are nobody else's."""
    return a_producer(
        name=f"Atelier {letter}",
        slug=f"maker-{letter.lower()}",
        number=number,
        phone=f"+21266000000{number}",
        email=f"{letter.lower()}@private.test",
    )


def the_users(first: Organisation, second: Organisation) -> dict[str, AbstractBaseUser]:
    """Return who signs in, by what she is; the former agent's grant was withdrawn."""
    former = an_agent_for(first, association=an_association(), username="former")
    Grant.objects.filter(permission="manage_orders").update(withdrawn_at=timezone.now())
    editor = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    users = {
        "buyer": a_user("buyer"),
        "producer A": an_owner_of(first, username="owner-a"),
        "producer B": an_owner_of(second, username="owner-b"),
        "agent of A": an_agent_for(first, association=an_association(), username="agent"),
        "former agent of A": former,
        "editor": an_editor(username="moderator"),
        "operator": an_operator(username="operator"),
        "accountant": an_accountant(username="accountant"),
        "staff without rights": a_user("staff", is_staff=True),
        "editor without rights": a_user("editor"),
    }
    agency = users["agent of A"].tiwizi_memberships.get().organisation
    for permission in set(Allowed) - {Allowed.MANAGE_ORDERS}:
        Grant.objects.create(giver=first, receiver=agency, permission=permission.value)
    users["editor without rights"].user_permissions.add(editor)
    return users
