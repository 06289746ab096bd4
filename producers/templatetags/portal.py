"""Small presentation tags of the portal. None of them asks the database anything."""

from django import template

from producers import conf
from producers.domain.shown import Shown, shown
from producers.models import Organisation

register = template.Library()


@register.filter
def name_in(organisation: Organisation, lang: str) -> Shown:
    """Return an organisation's name as a screen in ``lang`` shows it."""
    return shown(organisation.name, lang, organisation.original_language)


@register.simple_tag
def help_phone() -> str:
    """Return the number of the person whom one can call, empty where there is none."""
    return conf.help_phone()
