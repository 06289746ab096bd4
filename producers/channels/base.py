"""What a channel is: something that takes a message and sends it, or raises."""

import hashlib
from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True)
class Outgoing:
    """One message as a channel gets it. ``attempt`` counts from 1; ``key`` is the same at every attempt."""

    key: str
    kind: str
    recipient: str
    language: str
    subject: str
    text: str
    html: str = ""
    attempt: int = 1

    @property
    def may_be_repeated(self) -> bool:
        """Say whether it may have been sent before: an earlier attempt was never heard of again."""
        return self.attempt > 1

    @property
    def id(self) -> str:
        """A stable id that says nothing: whoever gets the message twice can tell."""
        return hashlib.sha256(self.key.encode()).hexdigest()[:32]


class UndeliverableError(Exception):
    """It will never arrive there: a number or an address that does not exist. Not tried again."""


class Channel(Protocol):
    """Sends messages. Built with the options of its setting; called outside of any transaction."""

    def send(self, message: Outgoing) -> None:
        """Send, or raise: ``UndeliverableError`` for good, anything else to be tried again later."""
