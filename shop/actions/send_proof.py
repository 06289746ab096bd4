"""The picture or PDF of a transfer that a buyer sends in. It proves nothing: a person looks at it."""

import hashlib

from django.core.files.base import ContentFile, File
from django.db import transaction

from producers.actions.announce import announce
from shop.actions.kept_files import content_of, kept
from shop.conf import private_storage
from shop.domain.errors import RefusedError, Why
from shop.domain.states import OrderStatus
from shop.models import Order, Payment, TransferProof
from shop.reading.balance import balance_of

MOST = 10


def send_proof(order: Order, file: "File[bytes] | None") -> TransferProof:
    """Keep a proof where no address serves it; the same file again is the one that is there.

    A picture is drawn anew, so that it does not tell where it was taken; a PDF is kept as it is.
    Raises ``NOT_PAYABLE`` for an order that waits for no transfer, ``BAD_FILE`` with ``reason`` ``empty``,
    ``too_big``, ``kind`` or ``too_many``.
    """
    payment = Payment.objects.filter(order=order, gateway="transfer").order_by("pk").last()
    if payment is None or not (order.status == OrderStatus.DRAFT or balance_of(order)):
        raise RefusedError(Why.NOT_PAYABLE)
    content = content_of(file)
    sha256 = hashlib.sha256(content).hexdigest()
    known = TransferProof.objects.filter(payment=payment, sha256=sha256).first()
    if known is not None:
        return known
    if payment.proofs.count() >= MOST:
        raise RefusedError(Why.BAD_FILE, reason="too_many")
    paper = kept(content)
    # The file may lie on another machine, so it is written before the transaction; its name tells nothing.
    name = private_storage().save(f"proofs/{sha256}{paper.suffix}", ContentFile(paper.content))
    proof = _write(payment, name, sha256, paper.content_type)
    if proof.file.name != name:
        private_storage().delete(name)
    return proof


@transaction.atomic(durable=True)
def _write(payment: Payment, name: str, sha256: str, content_type: str) -> TransferProof:
    proof, is_new = TransferProof.objects.get_or_create(
        payment=payment, sha256=sha256, defaults={"file": name, "content_type": content_type}
    )
    if is_new:
        announce("payment.proof_sent", key=f"proof:{proof.pk}", proof=proof.pk, order=payment.order_id)
    return proof
