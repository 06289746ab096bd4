from datetime import timedelta
from pathlib import Path
from smtplib import SMTPRecipientsRefused, SMTPServerDisconnected

import pytest
from django.core import mail
from django.db import connection
from django.utils import timezone

from producers.actions import send_messages as module
from producers.actions.send_messages import LEASE, MOST_ATTEMPTS, send_messages
from producers.actions.tell import tell
from producers.channels.base import Outgoing
from producers.channels.registry import channel
from producers.domain.letters import Letter, Recipient
from producers.models import Message

pytestmark = pytest.mark.django_db
LETTER = Letter("Votre commande", "Bonjour Salma", "<p>Bonjour Salma</p>")


class KilledError(BaseException):
    """The process dies: nothing catches it."""


class Recorded:
    """A channel that keeps what it gets, and fails as told."""

    def __init__(self) -> None:
        self.sent: list[Outgoing] = []
        self.errors: list[BaseException] = []

    def send(self, message: Outgoing) -> None:
        self.sent.append(message)
        if self.errors:
            raise self.errors.pop(0)


@pytest.fixture
def recorded(monkeypatch) -> Recorded:
    one = Recorded()
    monkeypatch.setattr(module, "channel", lambda alias: one)
    return one


def written(key: str = "order:1:placed:buyer", *, to: str = "email", language: str = "fr") -> Message:
    address = "salma@example.test" if to == "email" else "+212600000000"
    return tell(Recipient(to, address, language), LETTER, key=key, kind="order.placed")


def test_a_mail_goes_out_once_as_text_and_html_in_its_language():
    written()
    assert (send_messages(), send_messages()) == (1, 0)
    sent = mail.outbox[0]
    assert (sent.subject, sent.body, sent.to) == ("Votre commande", "Bonjour Salma", ["salma@example.test"])
    assert sent.alternatives[0].content == "<p>Bonjour Salma</p>"
    assert sent.extra_headers["Content-Language"] == "fr"
    assert sent.extra_headers["Message-ID"].endswith("@testserver>")
    assert "X-Sent-Before" not in sent.extra_headers
    row = Message.objects.get()
    assert (row.state, row.error) == ("sent", "")
    assert row.sent_at


def test_nothing_is_sent_inside_a_transaction(monkeypatch):
    blocks: list[int] = []
    before = len(connection.atomic_blocks)

    class Watching:
        def send(self, message: Outgoing) -> None:
            blocks.append(len(connection.atomic_blocks))

    monkeypatch.setattr(module, "channel", lambda alias: Watching())
    written()
    send_messages()
    assert blocks == [before]


def test_killed_between_sending_and_marking_it_is_sent_again_and_says_so(recorded):
    written()
    recorded.errors = [KilledError()]
    with pytest.raises(KilledError):
        send_messages()
    assert send_messages() == 0
    assert send_messages(now=timezone.now() + LEASE) == 1
    first, second = recorded.sent
    assert (first.may_be_repeated, second.may_be_repeated) == (False, True)
    assert first.id == second.id


def test_a_repeated_mail_bears_the_same_id_and_a_mark():
    written()
    Message.objects.update(attempts=1)
    send_messages()
    Message.objects.update(state="waiting", due_at=timezone.now())
    send_messages()
    first, second = mail.outbox
    assert first.extra_headers["Message-ID"] == second.extra_headers["Message-ID"]
    assert second.extra_headers["X-Sent-Before"] == "perhaps"


def test_a_mail_server_that_is_down_for_an_hour_loses_nothing(recorded):
    written()
    recorded.errors = [SMTPServerDisconnected("down")] * 9
    now = timezone.now()
    for minutes in range(90):
        send_messages(now=now + timedelta(minutes=minutes))
    row = Message.objects.get()
    assert row.state == "sent"
    assert len(recorded.sent) == 10


def test_what_never_works_ends_as_failed_with_its_error(recorded):
    written()
    recorded.errors = [OSError("no route")] * 99
    for days in range(MOST_ATTEMPTS + 3):
        send_messages(now=timezone.now() + timedelta(days=days))
    row = Message.objects.get()
    assert (row.state, row.error, row.attempts) == ("failed", "OSError: no route", MOST_ATTEMPTS)


def test_an_address_that_does_not_exist_is_not_tried_again(monkeypatch):
    def refuse(self: object, **kwargs: object) -> None:
        raise SMTPRecipientsRefused({"salma@example.test": (550, b"no such user")})

    monkeypatch.setattr("django.core.mail.EmailMultiAlternatives.send", refuse)
    written()
    assert send_messages() == 0
    assert Message.objects.get().state == "failed"


def test_one_that_fails_does_not_stop_the_others(recorded):
    written("one")
    written("two")
    recorded.errors = [OSError("once")]
    assert send_messages() == 1
    assert set(Message.objects.values_list("key", "state")) == {("one", "waiting"), ("two", "sent")}


def test_a_channel_that_nobody_set_up_keeps_its_messages(settings):
    settings.PRODUCERS = {"MESSAGE_CHANNELS": {}}
    written()
    assert send_messages() == 0
    assert Message.objects.get().state == "waiting"


def test_what_is_for_a_phone_can_be_written_to_the_terminal(settings, capsys):
    console = {"BACKEND": "producers.channels.console.Console"}
    settings.PRODUCERS = {"MESSAGE_CHANNELS": {"message": console}}
    written(to="message", language="ar")
    assert send_messages() == 1
    assert "order.placed to +212600000000 in ar" in capsys.readouterr().out


def test_messages_can_be_files(settings, tmp_path: Path):
    files = {"BACKEND": "producers.channels.file.Files", "OPTIONS": {"folder": tmp_path / "out"}}
    settings.PRODUCERS = {"MESSAGE_CHANNELS": {"message": files}}
    written(to="message")
    send_messages()
    channel("message").send(
        Outgoing("order:1:placed:buyer", "order.placed", "+212", "fr", "", "again", attempt=2)
    )
    (path,) = (tmp_path / "out").iterdir()
    assert "Sent before: perhaps" in path.read_text()


def test_a_header_cannot_be_smuggled_in():
    tell(
        Recipient("email", "a@example.test", "fr"),
        Letter("Bonjour\nBcc: all@example.test", "x"),
        key="k",
        kind="x",
    )
    assert send_messages() == 0
    assert not mail.outbox
