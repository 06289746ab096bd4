"""The demo's payouts: every state is there to look at, their accounts are nobody's, and the books agree."""

import pytest
from django.core.management import call_command

from shop.domain.rib import is_fictional, is_rib
from shop.models import Payout, PayoutBatch, PayoutDestination
from shop.reading.reconcile import differences

pytestmark = pytest.mark.django_db


def test_every_state_is_there_once_is_enough_and_no_account_is_real():
    call_command("demo", verbosity=0)
    assert set(PayoutBatch.objects.values_list("status", flat=True)) == {"sent", "proposed", "approved"}
    assert set(Payout.objects.values_list("status", flat=True)) == {
        "pending", "sent", "confirmed", "failed", "returned",
    }  # fmt: skip
    accounts = list(PayoutDestination.objects.exclude(account="").values_list("account", flat=True))
    assert accounts
    assert all(is_rib(account) and is_fictional(account) for account in accounts)
    assert all("fictif" in row.holder for row in PayoutDestination.objects.all())
    assert list(differences()) == []
    call_command("demo", verbosity=0)
    assert PayoutBatch.objects.count() == 3
