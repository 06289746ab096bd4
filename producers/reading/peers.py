"""What is known of two workshops, for whoever decides whether one may visit the other."""

from django.db.models import Max, QuerySet

from producers.domain.peers import Workshop
from producers.models import DoorPhone, FieldVisit, Membership, Organisation, PeerVisit

MOST_NEAR = 12


def workshop_of(one: Organisation) -> Workshop:
    """Return what counts of a maker; four queries."""
    people = Membership.objects.filter(organisation=one).exclude(role=Membership.Role.AGENT)
    users = frozenset(people.values_list("user", flat=True))
    numbers = {one.phone, *DoorPhone.objects.filter(user__in=users).values_list("number", flat=True)}
    came = FieldVisit.objects.filter(organisation=one, peer_visit__isnull=False)
    days = came.order_by().values_list("peer_visit__peer").annotate(last=Max("visited_on"))
    return Workshop(
        organisation=one.pk,
        sells=one.kind in Organisation.SELLING and one.may_sell,
        groups=frozenset({one.pk, one.group_id} - {None}),
        people=users,
        phones=frozenset(number for number in numbers if number),
        visited_by=tuple(days),
    )


def near(maker: Organisation) -> "QuerySet[Organisation]":
    """Return makers of her region whom one could ask: not those of her group. Who may is asked one by one."""
    rows = Organisation.objects.selling().filter(region=maker.region).exclude(pk=maker.pk)
    groups = {maker.pk, maker.group_id} - {None}
    rows = rows.exclude(pk__in=groups).exclude(group__in=groups)
    return rows.order_by("number")[:MOST_NEAR]


def open_visits_of(peer: Organisation) -> "QuerySet[PeerVisit]":
    """Return the visits that a maker is asked for and has not done."""
    return PeerVisit.objects.filter(peer=peer, ended_at=None).select_related("maker").order_by("pk")
