"""A maker's name as the public sees it: her own, or her number while she does not want it shown."""

from django.utils.translation import gettext as _
from django.utils.translation import override

from producers.domain.shown import Shown, direction, shown, spoken
from producers.models import Organisation
from producers.reading.shown_of import shown_of


def name_shown(organisation: Organisation, lang: str) -> Shown:
    """Return what stands for her on public pages.

    A person who has taken back that her name be shown is called by her number, which her band is drawn from.
    Groups have names of their own. Who was never asked keeps the name that she came with.
    """
    is_person = organisation.kind == Organisation.Kind.PRODUCER
    if is_person and organisation.pk in shown_of().names_back:
        return _by_number(organisation.number, spoken(lang))
    return shown(organisation.name, lang, organisation.original_language)


def _by_number(number: int, lang: str) -> Shown:
    with override(lang):
        return Shown(_("Maker no. %(number)d") % {"number": number}, lang, direction(lang))
