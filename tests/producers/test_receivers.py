import pytest
from django.core import mail
from django.test import override_settings

from producers.actions.deliver import deliver_announcements
from producers.actions.report import report_page
from producers.actions.send_messages import send_messages
from producers.checks import every_channel_can_be_imported
from producers.models import Message
from producers.testing.builders import a_user, an_operator

pytestmark = pytest.mark.django_db


def reported(**fields: str) -> None:
    defaults = {"path": "/fr/shop/p/tapis/", "reason": "rights", "text": "<b>Mon</b> motif", "contact": ""}
    report_page(**(defaults | {"language": "fr"} | fields))


def test_every_operator_is_told_of_a_report_once(settings):
    settings.PRODUCERS = {"OPERATORS": ["desk@example.test"]}
    an_operator(username="omar")
    a_user("nobody")
    reported()
    deliver_announcements()
    send_messages()
    assert sorted(sent.to[0] for sent in mail.outbox) == ["desk@example.test", "omar@example.test"]
    sent = mail.outbox[0]
    html = sent.alternatives[0].content
    assert "http://testserver/fr/shop/p/tapis/" in sent.body
    assert "<b>Mon</b> motif" in sent.body
    assert "&lt;b&gt;Mon&lt;/b&gt; motif" in html
    assert 'lang="fr"' in html


def test_a_path_that_leads_away_is_no_link():
    an_operator()
    reported(path="@evil.example/")
    deliver_announcements()
    message = Message.objects.get()
    assert "http://testserver@evil" not in message.text + message.html


@override_settings(PRODUCERS={"MESSAGE_CHANNELS": {"email": {"BACKEND": "nowhere.Email"}}})
def test_a_channel_that_is_not_there_is_named_by_check():
    (error,) = every_channel_can_be_imported(None)
    assert error.id == "producers.E001"
    assert "email" in error.msg
