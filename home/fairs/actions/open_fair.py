"""An event goes into fair mode: from now on goods can be there, and be sold."""

from django.db import transaction

from home.events.models import Event
from home.fairs.models import Fair
from producers.actions.record import record
from producers.domain.actors import Actor
from producers.models import Organisation
from shop.models import Place


class NoFairError(ValueError):
    """The event is no fair, or does not take place."""


@transaction.atomic(durable=True)
def open_fair(event: Event, holder: Organisation, *, actor: Actor) -> Fair:
    """Give a fair its place in the shop's stock; ``holder``'s agents hold the cash of its tills.

    The web shop does not sell from that place. Opened twice, it is the same fair. Raises ``NoFairError``.
    """
    locked = Event.objects.select_for_update(of=("self",), no_key=True).get(pk=event.pk)
    known = Fair.objects.filter(event=locked).first()
    if known is not None:
        return known
    if locked.kind != Event.Kind.FAIR or locked.is_cancelled:
        raise NoFairError(locked.slug)
    place = Place.objects.create(
        kind=Place.Kind.FAIR,
        organisation=holder,
        name=locked.title,
        region=locked.region,
        is_selling=False,
    )
    fair: Fair = Fair.objects.create(event=locked, place=place, holder=holder)
    record(verb="fair.opened", row=fair, actor=actor, after={"place": place.pk, "holder": holder.pk})
    return fair
