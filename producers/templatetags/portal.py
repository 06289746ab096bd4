"""Small presentation tags of the portal. None asks the database about a row; recordings are remembered."""

from typing import Any

from django import template
from django.utils.translation import get_language

from producers import conf
from producers.domain.shown import Shown, shown
from producers.keeping import who_of
from producers.models import Organisation
from producers.prompts.known import find_prompt
from producers.reading import prompts

register = template.Library()


@register.filter
def name_in(organisation: Organisation, lang: str) -> Shown:
    """Return an organisation's name as a screen in ``lang`` shows it."""
    return shown(organisation.name, lang, organisation.original_language)


@register.simple_tag
def help_phone() -> str:
    """Return the number of the person whom one can call, empty where there is none."""
    return conf.help_phone()


@register.inclusion_tag("producers/portal/elements/say.html")
def say(code: str, text: str = "") -> dict[str, Any]:
    """Offer to read a screen aloud: a prompt by its code; ``text`` where its words change."""
    return {"code": code, "text": text}


@register.simple_tag
def sound_of(code: str) -> str:
    """Return the address of a prompt in the listener's voice, empty where nobody has recorded it."""
    return prompts.sound_of(code, get_language() or "fr")


@register.simple_tag
def words_of(code: str, text: str = "") -> str:
    """Return the words of a prompt, in the language of the page."""
    known = find_prompt(code)
    return text or (str(known.text) if known else "")


@register.simple_tag(takes_context=True)
def who(context: Any) -> str:
    """Return whom this phone keeps things for: one word for each person, which says nothing about her."""
    request = context.get("request")
    return who_of(request.user) if request else ""
