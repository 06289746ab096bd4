"""Letters about a maker's money."""

from datetime import timedelta

from django.utils import timezone

from producers.domain.told import Told
from shop.models import PayoutDestination
from shop.testing.payouts import a_hold_row, a_payout_row, a_rib
from tests.letters.examples import Example, Scene, example
from tests.letters.people import Person


@example("payout.confirmed", "payout.failed", "payout.returned")
def a_payout(scene: Scene) -> Example:
    return Example({"payout": a_payout_row(scene.world.first).pk}, makers=(scene.world.first,))


@example("hold.set", "hold.ended")
def a_hold(scene: Scene) -> Example:
    return Example({"hold": a_hold_row(scene.world.first).pk}, makers=(scene.world.first,))


@example("destination.changed")
def another_place(scene: Scene) -> Example:
    old, now = scene.world.first.payout_destinations.get(), timezone.now()
    before = scene.contact("ancienne", 5)
    PayoutDestination.objects.filter(pk=old.pk).update(
        contact_phone=before["phone"], contact_email=before["email"]
    )
    new = PayoutDestination.objects.create(
        organisation=scene.world.first, currency="MAD", kind="bank", status="waiting", account=a_rib(99),
        holder="Autre Titulaire", contact_phone="+212666666666", contact_email="nouvelle@private.test",
        entered_at=now, waits_until=now + timedelta(days=3),
    )  # fmt: skip
    contacts = tuple(Person(**{name: value}) for name, value in before.items() if value)
    hidden = Person(secrets=frozenset((a_rib(99), "Autre Titulaire", "nouvelle@private.test", "666666666")))
    return Example({"destination": new.pk, "old": old.pk}, people={Told.BEFORE: contacts}, about=(hidden,))
