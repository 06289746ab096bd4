"""The translation service that the settings name."""

from django.utils.module_loading import import_string

from producers import conf
from producers.translators.base import Translator


def translator() -> Translator:
    """Return the service, built from the settings."""
    backend = conf.translator()
    built: Translator = import_string(backend["BACKEND"])(**backend.get("OPTIONS", {}))
    return built
