"""The demo's payouts: in every state, made by the shop's own actions, to accounts that do not exist.

Every RIB starts with 000, which is no bank's code, and passes the check digits all the same; phones are of
the range that nobody is given.
"""

from collections.abc import Sequence

from django.contrib.auth import get_user_model

from producers.domain.actors import Actor
from producers.models import Grant, Organisation
from shop.actions.destinations import enter_destination
from shop.actions.pay_out import confirm_payout, fail_payout, return_payout
from shop.actions.payout_batches import approve_batch, propose_batch, send_batch
from shop.domain.payouts import Details, Kind
from shop.domain.rib import with_key
from shop.models import Payout, PayoutBatch
from shop.reading.payouts import owed_on, payable_accounts

BANK, PHONE, CASH = 4, 1, 1
LEAST = 100  # dirhams, below which nothing is paid out
FICTIONAL = "fictif"


def load_payouts() -> None:
    """Pay makers whose goods were delivered; a second run finds the batches and does nothing."""
    if PayoutBatch.objects.exists():
        return
    operator, accountant = _actor("operator"), _actor("accountant")
    for place, maker in enumerate(_owed(BANK + PHONE + CASH)):
        _tell_where(maker, place, operator)
    sent = approve_batch(propose_batch("MAD", "bank", actor=operator), actor=accountant)
    send_batch(sent, actor=operator)
    _end(list(sent.payouts.order_by("pk")), accountant)
    propose_batch("MAD", "mobile", actor=operator)
    approve_batch(propose_batch("MAD", "agent", actor=operator), actor=accountant)


def _end(payouts: Sequence[Payout], accountant: Actor) -> None:
    """Let one arrive, one fail and one come back; what is left is under way."""
    confirm_payout(payouts[0], actor=accountant, reason="relevé de démonstration, ligne 1")
    if len(payouts) > 1:
        fail_payout(payouts[1], actor=accountant, reason="compte clos (démonstration)")
    if len(payouts) > 2:
        confirm_payout(payouts[2], actor=accountant, reason="relevé de démonstration, ligne 2")
        return_payout(payouts[2], actor=accountant, reason="revenu de la banque (démonstration)")


def _actor(role: str) -> Actor:
    user = get_user_model().objects.get(username=f"{role}@demo.test")
    return Actor(user.pk, user.get_username())


def _owed(count: int) -> list[Organisation]:
    """Return the makers to whom most is owed."""
    rows = [row for row in payable_accounts("MAD")[: count * 2] if owed_on(row).amount >= LEAST]
    return [row.organisation for row in rows if row.organisation][:count]


def _tell_where(maker: Organisation, place: int, actor: Actor) -> None:
    name = f"{maker.slug.replace('-', ' ').title()} ({FICTIONAL})"
    if place < BANK:
        details = Details(Kind.BANK, "MAD", name, with_key(f"000780{maker.number:016}"))
    elif place < BANK + PHONE:
        details = Details(Kind.MOBILE, "MAD", name, phone="0790000011")
    else:
        association = maker.vouched_by or Organisation.objects.filter(kind="association").first()
        assert association is not None  # the demo has some
        Grant.objects.get_or_create(
            giver=maker, receiver=association, permission="receive_money", withdrawn_at=None
        )
        details = Details(Kind.AGENT, "MAD", name, agent=association.pk)
    enter_destination(maker, details, actor=actor)
