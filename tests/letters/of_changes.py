"""Letters about what is otherwise with an order: changes, withdrawals, refunds, requests for help."""

from producers.domain.actors import Actor
from producers.domain.told import Told
from shop.actions.cases import Asker, Matter, open_case
from shop.actions.mark_paid import mark_paid
from shop.actions.refund import give_back
from shop.models import CaseMessage, Change, ChangeLine, Order
from tests.letters.examples import Example, Scene, example
from tests.letters.people import person

OFFICE = Actor(1, "Office")


def _a_change(scene: Scene, kind: str = "complaint", **fields: object) -> Change:
    order = scene.world.order
    change: Change = Change.objects.create(order=order, kind=kind, asked_by="buyer", language="fr", **fields)
    ChangeLine.objects.create(change=change, line=order.parts.get().lines.get(), quantity=1)
    return change


@example("change.asked", "change.agreed", "change.received", "change.settled", "change.refused")
def a_change(scene: Scene) -> Example:
    change = _a_change(scene, note="Une tache", answer="Nous regardons")
    return Example({"change": change.pk, "order": change.order_id}, order=scene.world.order)


@example("withdrawal.declared")
def a_withdrawal(scene: Scene) -> Example:
    change = _a_change(scene, "withdrawal")
    return Example({"changes": [change.pk], "order": change.order_id}, order=scene.world.order)


@example("order.contact_changed", "order.address_changed")
def a_correction(scene: Scene) -> Example:
    before = scene.contact("avant", 2) | {"buyer_name": "Acheteuse Avant"}
    change = _a_change(scene, "contact", data={"before": before, "after": {}})
    people = {Told.BEFORE: (person(type("Before", (), before)),)}
    return Example({"change": change.pk, "order": change.order_id}, order=scene.world.order, people=people)


@example("refund.succeeded")
def a_refund(scene: Scene) -> Example:
    order = scene.world.draft
    for line in ("one", "two"):
        mark_paid(order, amount=order.total, statement=line, actor=OFFICE)
    [refund] = give_back(Order.objects.get(pk=order.pk), actor=OFFICE)
    return Example({"refund": refund.pk, "order": order.pk}, order=order)


@example("case.opened", "case.answered", "case.closed", "case.written")
def a_case(scene: Scene) -> Example:
    asker = Asker("Demandeuse Une", language="fr", **scene.contact("demandeuse", 3))
    case = open_case(Matter("question"), asker, "Parole de la demandeuse")
    said = CaseMessage.objects.create(case=case, side="office", text="Réponse")
    told = {Told.ASKER: (person(asker, "Parole de la demandeuse", secrets=[case.token]),)}
    return Example({"case": case.pk, "message": said.pk}, people=told)
