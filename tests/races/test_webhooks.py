"""Several senders of messages to partners at the same moment: each message is sent once."""

from threading import Barrier, Lock

import pytest
from django.utils import timezone

from shop.actions import webhooks
from shop.actions.webhooks import send_webhooks
from shop.domain.webhooks import Scope
from shop.models import WebhookMessage
from shop.testing.builders import a_market
from shop.testing.partners import a_partner, an_endpoint
from shop.webhook_post import Answer
from tests.races.together import WAIT, at_once

SENDERS, MESSAGES = 4, 3


@pytest.fixture
def sent(monkeypatch) -> list[str]:
    """The ids of what was posted, in the order of arrival."""
    arrived, lock = [], Lock()

    def receive(url, body, headers):
        with lock:
            arrived.append(headers["webhook-id"])
        return Answer(204, None)

    monkeypatch.setattr(webhooks, "post", receive)
    return arrived


@pytest.fixture
def ids() -> set[str]:
    """Messages that are due."""
    now, endpoint = timezone.now(), an_endpoint(a_partner(Scope.READ, market=a_market()))
    rows = [
        WebhookMessage(
            endpoint=endpoint, key=str(number), kind="product.changed", next_at=now, happened_at=now
        )
        for number in range(MESSAGES)
    ]
    return {row.message_id for row in WebhookMessage.objects.bulk_create(rows)}


def test_who_looks_and_then_sends_sends_it_as_often_as_there_are_senders(monkeypatch, sent, ids):
    """The control: every sender has seen a message waiting before the first one sends it."""
    seen = Barrier(SENDERS)

    def look(row):
        is_waiting = WebhookMessage.objects.filter(pk=row.pk, state="waiting").exists()
        seen.wait(WAIT)
        return is_waiting

    monkeypatch.setattr(webhooks, "_take", look)
    at_once([send_webhooks] * SENDERS)
    assert len(sent) > MESSAGES


def test_each_message_is_sent_once_however_many_have_seen_it(monkeypatch, sent, ids):
    seen, take = Barrier(SENDERS), webhooks._take

    def take_together(row):
        seen.wait(WAIT)
        return take(row)

    monkeypatch.setattr(webhooks, "_take", take_together)
    arrived = at_once([send_webhooks] * SENDERS)
    assert sorted(sent) == sorted(ids)
    assert sum(arrived) == MESSAGES
    assert not WebhookMessage.objects.exclude(state="sent", attempts=1).exists()
    assert send_webhooks() == 0
