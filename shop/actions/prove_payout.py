"""The signed list or a photograph that shows that cash reached a maker. Without it nothing is confirmed."""

import hashlib

from django.core.files.base import ContentFile, File
from django.db import transaction

from producers.actions.record import record
from producers.domain.actors import Actor
from shop.actions.kept_files import content_of, kept
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.domain.states import IllegalMoveError, PayoutStatus
from shop.models import Payout, PayoutProof

MOST = 10


def prove_payout(payout: Payout, file: "File[bytes] | None", *, actor: Actor) -> PayoutProof:
    """Keep a proof where no address serves it; the same file again is the one that is there.

    Raises ``BAD_FILE`` as ``send_proof`` does, ``IllegalMoveError`` for what is not under way.
    """
    if payout.status not in (PayoutStatus.SENT, PayoutStatus.CONFIRMED):
        raise IllegalMoveError(PayoutStatus(payout.status), PayoutStatus.CONFIRMED)
    content = content_of(file)
    sha256 = hashlib.sha256(content).hexdigest()
    known = PayoutProof.objects.filter(payout=payout, sha256=sha256).first()
    if known is not None:
        return known
    if payout.proofs.count() >= MOST:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    paper = kept(content)
    # The file may lie on another machine, so it is written before the transaction; its name tells nothing.
    name = private_storage().save(f"payouts/{sha256}{paper.suffix}", ContentFile(paper.content))
    proof = _write(payout, name, sha256, paper.content_type, actor)
    if proof.file.name != name:
        private_storage().delete(name)
    return proof


@transaction.atomic(durable=True)
def _write(payout: Payout, name: str, sha256: str, content_type: str, actor: Actor) -> PayoutProof:
    proof, is_new = PayoutProof.objects.get_or_create(
        payout=payout, sha256=sha256, defaults={"file": name, "content_type": content_type}
    )
    if is_new:
        record(verb="payout.proved", row=payout, actor=actor, after={"proof": proof.pk})
    return proof
