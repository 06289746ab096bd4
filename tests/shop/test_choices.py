"""A long list says what Django's own says."""

import re

import pytest
from django import forms

from shop.forms.choices import LongSelect

CHOICES = [("", "—"), ("x<", "X & y"), ("Group & co", [("b", "B"), ("c", 'C "q"')]), (3, "three")]


def parts(widget, value):
    """Return the attributes and options, however they are spaced and ordered."""
    html = str(widget(attrs={"data-provinces": "", "id": "id_a"}, choices=CHOICES).render("a", value))
    tags = re.findall(r"<(/?\w+)([^>]*)>([^<]*)", html)
    return [(name, frozenset(given.split()), text.strip()) for name, given, text in tags]


@pytest.mark.parametrize("value", [None, "", "x<", "b", 3, "3", "nowhere"])
def test_it_says_the_same(value):
    assert parts(LongSelect, value) == parts(forms.Select, value)
    assert len(parts(LongSelect, value)) == 14
