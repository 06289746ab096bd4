"""The demo's awards: one edition, whose funnel adds up to its rows, published."""

import pytest

from home.awards.models import Edition, FollowUp, Mark, Nomination, Portrait
from home.awards.reading.funnel import read_funnel
from producers.models import Message
from producers.testing.builders import a_producer
from shop.testing.builders import a_market
from storefront.demo.awards import load_awards

pytestmark = pytest.mark.django_db


def test_the_demo_holds_an_edition_with_its_funnel_and_a_second_run_changes_nothing(client):
    a_market()
    for number in range(6):
        a_producer(slug=f"maker-{number}", voice="woman")
    load_awards()
    edition = Edition.objects.get()
    assert (edition.state, edition.is_fictional) == ("published", True)
    steps = [int(one.total) for one in read_funnel(edition, "fr", least=1)["funnel"]]
    assert steps == sorted(steps[:3], reverse=True) + steps[3:]
    assert steps[0] == Nomination.objects.count() == 36
    assert steps[4] == Portrait.objects.filter(edition=edition).count() == FollowUp.objects.count() == 8
    counts = Nomination.objects.count(), Mark.objects.count()
    load_awards()
    assert (Nomination.objects.count(), Mark.objects.count()) == counts
    assert not Message.objects.exists()
    for address in ("", "ceremony/"):
        assert client.get(f"/fr/awards/prix-2025/{address}").status_code == 200
