"""The tags of the element templates: safe, and right in both directions."""

from dataclasses import dataclass

import pytest
from django import forms
from django.template import Context, Template
from django.utils import translation

from producers.templatetags import tiwizi


@dataclass
class Money:
    minor: int


@dataclass
class Part:
    amount: Money


class SampleForm(forms.Form):
    phone = forms.CharField(widget=forms.TextInput(attrs={"type": "tel"}))
    name = forms.CharField()


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("1\u00a0250,50\u00a0MAD", '<bdi>1\u00a0250,50</bdi><small class="currency">\u00a0MAD</small>'),
        ("MAD\u00a01,250", '<small class="currency">MAD\u00a0</small><bdi>1,250</bdi>'),
        ("1.250 درهم", '<bdi>1.250</bdi><small class="currency"> درهم</small>'),
        ("5", "<bdi>5</bdi>"),
        ("on request", "<bdi>on request</bdi>"),
    ],
)
def test_digits_of_a_price_stay_together(text, written):
    assert tiwizi.amount(text) == written


def test_an_amount_is_escaped():
    assert "<script>" not in tiwizi.amount("<script>5</script>")
    assert "<b>" not in tiwizi.icon("<b>")


def test_a_bar_is_filled_to_its_end():
    placed = tiwizi.bar([Part(Money(11000)), Part(Money(2000)), Part(Money(5000))])
    assert [start for _, start, _ in placed] == ["0.00", "61.11", "72.22"]
    assert sum(float(length) for *_, length in placed) == pytest.approx(100, abs=0.05)


def test_a_bar_of_nothing_is_empty():
    assert tiwizi.bar([]) == []
    assert tiwizi.bar([Part(Money(0))])[0][2] == "0.00"


def test_phones_are_typed_from_left_to_right_and_names_as_they_come():
    form = SampleForm()
    assert 'dir="ltr"' in tiwizi.control(form["phone"])
    assert 'dir="auto"' in tiwizi.control(form["name"])


def test_a_language_says_its_own_name_or_its_code():
    assert tiwizi.language_name("ar") == "العربيّة"
    assert tiwizi.language_name("xx") == "xx"


def test_every_sign_has_a_pattern_in_every_pair_of_inks():
    drawn = tiwizi.band_patterns()
    assert drawn.count("<pattern ") == 48
    assert 'id="tz-b0-comb"' in drawn


@pytest.mark.parametrize(("lang", "written"), [("fr", "Nom\u00a0: x"), ("ar", "Nom: x"), ("en", "Nom: x")])
def test_french_keeps_a_space_before_a_colon(lang, written):
    with translation.override(lang):
        assert Template("{% load tiwizi %}Nom{% colon %} x").render(Context()) == written


@pytest.mark.parametrize("label", ["Combien ?", "كم قطعة؟", "J’accepte.", "What is it?"])
def test_a_label_that_ends_in_a_mark_gets_no_colon(label):
    page = Template("{% load tiwizi %}{{ label }}{% colon label %} x").render(Context({"label": label}))
    assert page == f"{label} x"


def test_no_line_begins_with_a_dot_or_breaks_between_two_hours():
    page = "{% load tiwizi %}{{ where|dots }} {{ open|hours }}"
    shown = Template(page).render(Context({"where": "Fès · Fès-Meknès", "open": "09:00 – 17:00"}))
    assert shown == "Fès\u00a0· Fès-Meknès <bdi>09:00</bdi>\u00a0–\u00a0<bdi>17:00</bdi>"
