"""What languages are called, from the Unicode names that Babel ships."""

from babel import Locale

from producers.domain.written import LOCALES

# Babel calls them by names that few here use.
OWN = {
    "ary": {"fr": "darija", "ar": "الدارجة", "en": "Darija"},
    "shi": {"fr": "tachelhit", "ar": "تشلحيت", "en": "Tachelhit"},
    "tzm": {"fr": "tamazight", "ar": "تمازيغت", "en": "Tamazight"},
    "rif": {"fr": "tarifit", "ar": "تريفيت", "en": "Tarifit"},
}


def language_name(code: str, lang: str) -> str:
    """Return the name of a language in ``lang``, else in French; the code if nobody knows it."""
    language = lang.partition("-")[0]
    own = OWN.get(code, {})
    locale = Locale.parse(LOCALES.get(language, "fr"))
    name = own.get(language) or own.get("fr") or locale.languages.get(code)
    return str(name or Locale.parse("fr").languages.get(code) or code)
