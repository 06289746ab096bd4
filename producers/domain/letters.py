"""What is said to one person, and how she is reached."""

from dataclasses import dataclass
from hashlib import sha256

EMAIL, PHONE = "email", "message"


@dataclass(frozen=True)
class Recipient:
    """One person on one channel (``EMAIL`` or ``PHONE``), told in her language."""

    channel: str
    address: str
    language: str

    @property
    def key(self) -> str:
        """What tells her from others in the key of a message, without saying her address."""
        return sha256(self.address.encode()).hexdigest()[:16]


@dataclass(frozen=True)
class Letter:
    """A message as it is read. ``html`` says the same as ``text``; a phone gets the text alone."""

    subject: str
    text: str
    html: str = ""


def reach(*, email: str, phone: str, language: str) -> Recipient | None:
    """Choose how to reach somebody: by e-mail if she gave one, else on her phone; None for neither."""
    if email:
        return Recipient(EMAIL, email, language)
    return Recipient(PHONE, phone, language) if phone else None
