"""What kinds, languages and licences are called on pages."""

from babel import Locale, UnknownLocaleError
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from home.library.models import Document
from producers.domain.shown import spoken


def kind_names() -> dict[str, str]:
    """Return the heading of each kind, in the language that is active."""
    return {
        "work": pgettext("book", "Works"),
        "journal": _("Journals"),
        "publication": _("Publications of institutions"),
        "official": _("Official documents"),
        "audio": _("Sound recordings"),
        "video": _("Films"),
        "web": _("Web pages"),
    }


def kind_name(kind: str) -> str:
    """Return what one document of a kind is called."""
    return str(Document.Kind(kind).label)


def licence_name(licence: str) -> str:
    """Return the name of a licence, empty for none."""
    return str(Document.Licence(licence).label) if licence else ""


def language_called(code: str, lang: str) -> str:
    """Return the name of a language, in another; the code itself where nobody knows it."""
    try:
        locale = Locale.parse(spoken(lang).replace("-", "_"))
    except UnknownLocaleError:
        locale = Locale("fr")
    return locale.languages.get(code) or code
