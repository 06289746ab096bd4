"""The signed list or a photograph that shows that cash reached a maker. Without it nothing is confirmed."""

from django.core.files.base import File
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.kept_files import Laid, keep_once
from shop.domain.states import IllegalMoveError, PayoutStatus
from shop.models import Payout, PayoutProof

MOST = 10


def prove_payout(payout: Payout, file: "File[bytes] | None", *, actor: Actor) -> PayoutProof:
    """Keep a proof where no address serves it; the same file again is the one that is there.

    Raises ``BAD_FILE`` as ``send_proof`` does, ``IllegalMoveError`` for what is not under way.
    """
    if payout.status not in (PayoutStatus.SENT, PayoutStatus.CONFIRMED):
        raise IllegalMoveError(PayoutStatus(payout.status), PayoutStatus.CONFIRMED)
    return keep_once(
        file,
        among=payout.proofs.all(),
        folder="payouts",
        most=MOST,
        write=lambda laid: _write(payout, laid, actor),
    )


@transaction.atomic(durable=True)
def _write(payout: Payout, laid: Laid, actor: Actor) -> PayoutProof:
    proof, is_new = PayoutProof.objects.get_or_create(
        payout=payout, sha256=laid.sha256, defaults={"file": laid.name, "content_type": laid.content_type}
    )
    if is_new:
        record(verb="payout.proved", row=payout, actor=actor, after={"proof": proof.pk})
    return proof
