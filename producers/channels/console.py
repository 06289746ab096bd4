"""Messages on the terminal, for development."""

import sys

from producers.channels.base import Outgoing


class Console:
    """Writes each message to standard output."""

    def send(self, message: Outgoing) -> None:
        """Write it."""
        again = " (perhaps sent before)" if message.may_be_repeated else ""
        head = f"--- {message.kind} to {message.recipient} in {message.language}{again}"
        sys.stdout.write("\n".join(part for part in (head, message.subject, message.text, "---\n") if part))
