"""Who is told what concerns a producer: herself, and the agents whom she lets act for her."""

from collections.abc import Iterator
from datetime import date

from producers.domain.grants import Permission, permits
from producers.domain.letters import EMAIL, PHONE, Recipient, reach
from producers.models import Grant, Membership, Organisation


def told_with(producer: Organisation, permission: Permission, on: date) -> list[Recipient]:
    """Return whom to tell, each address once: herself on every contact that she gave, then her agents.

    Agents are those of associations with a live grant that includes ``permission``. They are told in their
    association's language; an association none of whose agents has an e-mail is told itself.
    """
    found: dict[str, Recipient] = {}
    for recipient in [*_herself(producer), *_agents(producer, permission, on)]:
        found.setdefault(recipient.address.casefold(), recipient)
    return list(found.values())


def _herself(producer: Organisation) -> Iterator[Recipient]:
    if producer.phone:
        yield Recipient(PHONE, producer.phone, producer.language)
    if producer.email:
        yield Recipient(EMAIL, producer.email, producer.language)


def _agents(producer: Organisation, permission: Permission, on: date) -> Iterator[Recipient]:
    grants = list(Grant.objects.live(on).filter(giver=producer).select_related("receiver").order_by("pk"))
    for receiver in {grant.receiver_id: grant.receiver for grant in grants}.values():
        own = [grant for grant in grants if grant.receiver_id == receiver.pk]
        if permits(own, permission, on):
            yield from _agents_of(receiver)


def _agents_of(association: Organisation) -> Iterator[Recipient]:
    agents = Membership.objects.filter(
        organisation=association, role=Membership.Role.AGENT, user__is_active=True
    ).select_related("user")
    addresses = [address for agent in agents if (address := getattr(agent.user, "email", ""))]
    for address in addresses:
        yield Recipient(EMAIL, address, association.language)
    if not addresses:
        itself = reach(email=association.email, phone=association.phone, language=association.language)
        yield from [itself] if itself else []
