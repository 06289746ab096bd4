"""No translation service: nothing is suggested."""

from producers.translators.base import TranslatorError


class NoTranslator:
    """Offers nothing."""

    def offers(self, source: str, target: str) -> bool:
        """Say no."""
        return False

    def translate(self, texts: list[str], source: str, target: str) -> list[str]:
        """Refuse."""
        raise TranslatorError("no translation service is set up")
