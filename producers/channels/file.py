"""Messages as files in a folder, for development and for shops that send by hand."""

from pathlib import Path

from producers.channels.base import Outgoing


class Files:
    """Writes each message to a file of its own in ``folder``; the same message again overwrites it."""

    def __init__(self, folder: str | Path) -> None:
        self.folder = Path(folder)

    def send(self, message: Outgoing) -> None:
        """Write it."""
        self.folder.mkdir(parents=True, exist_ok=True)
        head = [f"To: {message.recipient}", f"Language: {message.language}", f"Kind: {message.kind}"]
        head += [f"Subject: {message.subject}"] if message.subject else []
        head += ["Sent before: perhaps"] if message.may_be_repeated else []
        path = self.folder / f"{message.kind}-{message.id}.txt"
        path.write_text("\n".join([*head, "", message.text, ""]), encoding="utf-8")
