"""A message is written down, to be sent by a job. Nothing is sent from here."""

from producers.domain.letters import Letter, Recipient
from producers.models import Message

SUBJECT_LENGTH = 250


def tell(recipient: Recipient, letter: Letter, *, key: str, kind: str) -> Message:
    """Write a message once: the same key again returns the message that is there."""
    return Message.objects.get_or_create(
        key=key,
        defaults={
            "channel": recipient.channel,
            "recipient": recipient.address,
            "language": recipient.language,
            "kind": kind,
            "subject": letter.subject[:SUBJECT_LENGTH],
            "text": letter.text,
            "html": letter.html,
        },
    )[0]
