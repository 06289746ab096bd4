"""Texts that agree with the seller: a woman, a man, a group, or nobody's grammar in particular.

French and Arabic agree in places where English does not, so each voice is a message of its own, with the
voice as its gettext context. Translators see four entries and may write four different sentences.
"""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import pgettext_lazy

NEUTRAL = "neutral"

TEXTS: Mapping[str, Mapping[str, Promise]] = {
    "for_the_maker": {
        "woman": pgettext_lazy("woman", "for her"),
        "man": pgettext_lazy("man", "for him"),
        "group": pgettext_lazy("group", "for them, together"),
        "neutral": pgettext_lazy("neutral", "for the maker"),
    },
    "made_by": {
        "woman": pgettext_lazy("woman", "Made by her"),
        "man": pgettext_lazy("man", "Made by him"),
        "group": pgettext_lazy("group", "Made by them"),
        "neutral": pgettext_lazy("neutral", "Made by the maker"),
    },
    "her_page": {
        "woman": pgettext_lazy("woman", "Her page"),
        "man": pgettext_lazy("man", "His page"),
        "group": pgettext_lazy("group", "Their page"),
        "neutral": pgettext_lazy("neutral", "The maker's page"),
    },
    "her_work": {
        "woman": pgettext_lazy("woman", "Her work"),
        "man": pgettext_lazy("man", "His work"),
        "group": pgettext_lazy("group", "Their work"),
        "neutral": pgettext_lazy("neutral", "The maker's work"),
    },
    "more_by": {
        "woman": pgettext_lazy("woman", "More by her"),
        "man": pgettext_lazy("man", "More by him"),
        "group": pgettext_lazy("group", "More by them"),
        "neutral": pgettext_lazy("neutral", "More by this maker"),
    },
    "maker_paid": {
        "woman": pgettext_lazy("woman", "She has been paid"),
        "man": pgettext_lazy("man", "He has been paid"),
        "group": pgettext_lazy("group", "They have been paid"),
        "neutral": pgettext_lazy("neutral", "The maker has been paid"),
    },
    "about_maker": {
        "woman": pgettext_lazy("woman", "About her"),
        "man": pgettext_lazy("man", "About him"),
        "group": pgettext_lazy("group", "About them"),
        "neutral": pgettext_lazy("neutral", "About the maker"),
    },
}


def agreed_text(key: str, voice: str = NEUTRAL) -> str:
    """Return the text in the active language, agreeing with ``voice``; an unknown voice gets the neutral one.

    ``voice`` is a value of ``Organisation.Voice``. Raises ``KeyError`` for a key that is not in ``TEXTS``.
    """
    forms = TEXTS[key]
    return str(forms.get(voice, forms[NEUTRAL]))
