"""Whether a letter speaks its reader's language to its last word, and leads to pages in it."""

import html
import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db.models import Model
from django.db.models.signals import pre_save
from django.test import override_settings

from producers.domain.shown import direction
from producers.models import Message
from tests.letters.world import World

NOT_A_READERS = {"Document", "Message", "Recording", "SearchRow", "SearchWord", "Session"}
"""Rows whose language is that of what they hold."""
ARABIC = re.compile(r"[\u0621-\u064a]")
LATIN = re.compile(r"[A-Za-zÀ-ÿ’']{3,}")
FRENCH = re.compile(r"\b(les?|des|une|est|sont|vous|votre|pour|avec|dans|sur|chez|pas)\b", re.IGNORECASE)
TAG = re.compile(r"<style.*?</style>|<[^>]+>", re.DOTALL)
OF_NO_LANGUAGE = re.compile(r"https?://\S+|\S+@\S+|\S*\d\S*|\b[A-Z]{2,}\b")
"""Addresses, numbers, and codes."""
PREFIX = re.compile(r"http://testserver/(fr|ar|en|zgh)/\w")
TYPED = frozenset(
    LATIN.findall(
        "Acheteuse Amana Argane Artisanat Association Atelier Banque Boutique Centre Curieuse "
        "Destinataire Example Fatima Fixer Foire Huile Merci Nous Oui Pas Plus Prix Quartier Rugs "
        "Réponse Réseau Son Tapis Trois Une assez bleu d’argan grand histoire lumière l’année maker "
        "manque mot other photo place printemps prix regardons son test une "
    )
)
"""What people of the examples wrote themselves: names, titles, reasons and answers."""


@contextmanager
def speaking(world: World, lang: str) -> Iterator[None]:
    """Have everybody speak a language, also who is written down in the meantime, and those who operate."""

    def speak(instance: Model, **kwargs: Any) -> None:
        if type(instance).__name__ not in NOT_A_READERS and "language" in instance.__dict__:
            instance.language = lang

    rows = (world.order, world.other, world.draft, world.first, world.second)
    pre_save.connect(speak)
    with override_settings(LANGUAGE_CODE=lang):  # which operators are written to in
        for row in rows:
            row.language = lang
        for model in {type(row) for row in rows}:
            model._default_manager.update(language=lang)
        try:
            yield
        finally:
            pre_save.disconnect(speak)
            for row in rows:
                row.language = "fr"


def unspoken(message: Message, lang: str) -> list[str]:
    """Return what is not in the language of a letter."""
    found = [] if message.language == lang else [f"is said to be in {message.language}"]
    if message.html and f'lang="{lang}" dir="{direction(lang)}"' not in message.html:
        found.append(f"its HTML is not marked as {lang}")
    text = f"{message.subject}\n{message.text}\n{message.html}"
    found += [f"leads to {other}" for other in set(PREFIX.findall(text)) - {lang}]
    words = OF_NO_LANGUAGE.sub(" ", html.unescape(TAG.sub(" ", text)))
    if lang == "ar":
        found += [] if ARABIC.search(words) else ["has no Arabic word"]
        found += sorted(set(LATIN.findall(words)) - TYPED)
    elif ARABIC.search(words):
        found.append("has Arabic words")
    if lang == "en":
        found += sorted(set(FRENCH.findall(words)) - TYPED)
    return found
