"""A translation that a service suggests, put into the form for somebody to review."""

from dataclasses import dataclass, replace

from django.conf import settings

from producers.domain.moderation import Word
from producers.reading.desk import ChangeShown
from producers.translators.base import TranslatorError
from producers.translators.registry import translator


@dataclass(frozen=True)
class Suggested:
    """Words that a service suggests; none when nothing was asked, or when it failed."""

    words: tuple[Word, ...] = ()
    language: str = ""
    is_refused: bool = False


def targets(shown: ChangeShown) -> list[str]:
    """Return the languages that the thing has no words in and that the service offers."""
    if not shown.kind.is_multilingual or not shown.after.words:
        return []
    source, service = shown.after.words[0].language, translator()
    there = {word.language for word in shown.after.words if word.text}
    return [code for code, _name in settings.LANGUAGES if code not in there and service.offers(source, code)]


def suggested_words(shown: ChangeShown, target: str) -> Suggested:
    """Ask the service for the words in another language; nothing is stored."""
    if not target or target not in targets(shown):
        return Suggested()
    source = shown.after.words[0].language
    words = [word for word in shown.after.words if word.language == source]
    try:
        texts = translator().translate([word.text for word in words], source, target)
        pairs = list(zip(words, texts, strict=True))
    except (TranslatorError, ValueError):
        return Suggested(is_refused=True)
    return Suggested(
        tuple(replace(word, language=target, text=text, state="suggested") for word, text in pairs), target
    )
