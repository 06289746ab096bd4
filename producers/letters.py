"""Writing letters from templates: ``<name>`` with ``.subject.txt``, ``.txt``, ``.html`` or ``.phone.txt``.

Absolute links are made from the site's own setting, never from a request: nobody's Host header gets into a
mail. A site that has ``mail/base.html`` and ``mail/base.txt`` frames the letters, else our plain ones do.
"""

from collections.abc import Mapping
from typing import Any

from django.template import Template
from django.template.loader import render_to_string, select_template
from django.urls import reverse
from django.utils import translation

from producers import conf
from producers.domain.letters import PHONE, Letter
from producers.domain.shown import spoken
from producers.domain.text import clean_line

SUBJECT_LENGTH = 200


def write_letter(name: str, context: Mapping[str, Any], *, language: str, channel: str) -> Letter:
    """Write a letter in a language for a channel; names of templates stand below the app's folder.

    Where few words of a language are known, the whole letter is in the one that its pages fall back to.
    """
    with translation.override(spoken(language)):
        if channel == PHONE:
            return Letter("", _text(f"{name}.phone.txt", context))
        subject = clean_line(render_to_string(f"{name}.subject.txt", dict(context)), SUBJECT_LENGTH)
        full = {**context, "subject": subject, "site_url": conf.site_url(), "is_demo": conf.is_demo()}
        html = render_to_string(f"{name}.html", {**full, "layout": _layout("html")})
        return Letter(subject, _text(f"{name}.txt", {**full, "layout": _layout("txt")}), html)


def link(view: str, *, language: str, **kwargs: Any) -> str:
    """Return the absolute address of a page of ours in a language."""
    with translation.override(language):
        return conf.site_url() + reverse(view, kwargs=kwargs)


def _text(template: str, context: Mapping[str, Any]) -> str:
    text = render_to_string(template, dict(context))
    lines = [line.strip(" \t") for line in text.strip().splitlines()]
    kept = [line for number, line in enumerate(lines) if line or lines[number - 1]]
    return "\n".join(kept)


def _layout(kind: str) -> Template:
    """Return the frame: the site's own if it has one."""
    return select_template([f"mail/base.{kind}", f"producers/mail/base.{kind}"]).template
