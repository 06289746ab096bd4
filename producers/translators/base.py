"""What a translation service has to do. ``PRODUCERS["TRANSLATOR"]`` names the class of one."""

from typing import Protocol


class TranslatorError(Exception):
    """The service gave no translation; nothing else is lost."""


class Translator(Protocol):
    """Suggests words in another language. What it says is marked as a suggestion until somebody reviews it.

    Called outside of any transaction, with the words of one thing; never with names, phones or notes.
    """

    def offers(self, source: str, target: str) -> bool:
        """Say whether it translates from one language into the other."""
        ...

    def translate(self, texts: list[str], source: str, target: str) -> list[str]:
        """Return one translation for each text, in the same order. Raises ``TranslatorError``."""
        ...
