"""One of everything about payouts, by the name of the address that shows it."""

from django.core.files.base import ContentFile
from django.utils import timezone

from producers.models import Organisation
from shop.models import PayoutBatch, PayoutProof, PayoutShare
from shop.testing.payouts import a_destination, a_hold_row, a_payout_row

PAYOUT_STEPS = {
    "payout_batch_step": ["send"],
    "payout_paper": ["csv"],
    "payout_step": ["confirm"],
    "destination_step": ["confirm"],
}
PAYOUT_POSTS = ("payout_batch_step", "payout_step", "payout_prove", "destination_step")


def payout_rows(maker: Organisation) -> dict[str, int]:
    """Write them, and return their keys."""
    destination = a_destination(maker)
    payout = a_payout_row(maker)
    PayoutBatch.objects.update(status="approved", approved_by=2, approved_at=timezone.now())
    proof = PayoutProof(payout=payout, sha256="a" * 64, content_type="image/jpeg")
    proof.file.save("payouts/a.jpg", ContentFile(b"x"))
    batch = dict.fromkeys(
        ("payout_batch", "payout_approve", "payout_statement", "payout_paper", "payout_batch_step"),
        payout.batch_id,
    )
    one = dict.fromkeys(("payout", "payout_prove", "payout_step", "payout_shares"), payout.pk)
    share = PayoutShare.objects.create(payout=payout, name="Tamou", amount=payout.amount)
    places = dict.fromkeys(("destination", "destination_step"), destination.pk)
    return {
        **batch,
        **one,
        **places,
        "payout_proof": proof.pk,
        "share_confirm": share.pk,
        "hold": a_hold_row(maker).pk,
    }
