"""The press: Arabic joined and in order, our fonts inside, the same bytes each time, nothing typed obeyed."""

import subprocess
import sys
from datetime import UTC, datetime
from io import BytesIO

import pytest
import segno
from pypdf import PdfReader

from producers.domain.bands import band
from producers.qr_codes import code_svg
from shop.papers import press
from shop.papers.press import NoPressError, print_paper
from shop.papers.signs import band_svg
from tests.shop.papers.read_back import fonts, pages, places, shapes, squeezed, words

AT = datetime(2026, 11, 29, 10, 0, tzinfo=UTC)
ARABIC = "NotoSansArabic-Regular"


def a_paper(*names, lang="fr", **fields):
    """Return the values of the smallest invoice form with rows of these names."""
    row = {"note": "", "cells": ["1", "2", "3", "4"]}
    return {
        "lang": lang,
        "dir": "rtl" if lang == "ar" else "ltr",
        "title": "Facture 1",
        "foot": "",
        "band": "",
        "facts": [],
        "parties": [],
        "head": ["a", "b", "c", "d", "e"],
        "rows": [row | {"name": name} for name in names],
        "taxes": [],
        "totals": [],
        "total": ["Total", "1"],
        "breakdown": {"title": "", "head": [], "rows": [], "note": ""},
        "notes": [],
    } | fields


def printed(*names, **fields):
    return print_paper("invoice", a_paper(*names, **fields), at=AT)


def test_letters_are_joined():
    """Three times the same letter is three shapes when it is joined; kept apart it is the same one thrice."""
    assert shapes(printed("ببب"), "ب") == 3
    assert shapes(printed("ب ب ب"), "ب") == 1


def test_arabic_is_read_in_its_own_order_among_french_and_numbers():
    sentence = "اشترت السيدة فاطمة 3 زرابي من Coopérative Tissage Aït Bou (تازناخت) بثمن 1.250,50 درهم"
    read = words(printed(sentence, "وصف المنتوج باللغة العربية", lang="ar"))
    assert squeezed(sentence) in squeezed(read)


def test_a_table_begins_on_the_side_where_its_language_does():
    assert places(printed("Premier", lang="fr"), "Premier")[0] < 100
    assert places(printed("Premier", lang="ar"), "Premier")[0] > 400


def test_our_fonts_are_inside_and_no_other():
    found = fonts(printed("Zerbia", "زربية", "ⵜⴰⵣⵔⴱⵉⵢⵜ", "Łucja Ωμέγα"))
    assert set(found) == {
        "Fustat-Regular", "Fustat-Bold", ARABIC, "NotoSansTifinagh-Regular", "NotoSans-Regular",
    }  # fmt: skip
    assert all(found.values())


def test_the_same_values_give_the_same_bytes():
    assert printed("زربية", lang="ar") == printed("زربية", lang="ar")
    assert printed("زربية", lang="ar") != printed("زربيه", lang="ar")


def test_what_is_typed_is_never_obeyed():
    typed = '#read("/etc/passwd") $x$ *b* <a> @b \\u{41} = H #{1+1} {{ x }}'
    assert typed in words(printed(typed))


@pytest.mark.parametrize(
    ("typed", "read"),
    [
        ("Savon 🌹 🧼 doux", "Savon doux"),
        ("100\u202e 052\u202c MAD", "100 052 MAD"),
        ("a\u2068b", "ab"),
        ("\u0000a\u0007b", "ab"),
        ("👩🏽‍🎨 Mariam", "Mariam"),
    ],
)
def test_what_no_paper_can_hold_is_left_out(typed, read):
    assert read in words(printed(typed))


def test_a_script_that_we_have_no_font_for_is_printed_as_boxes_not_refused():
    assert pages(printed("王芳")) == 1


def test_a_long_name_is_broken_and_two_hundred_rows_are_several_pages():
    assert pages(printed("x" * 600)) == 1
    long = printed(*(f"Ligne {n}" for n in range(200)), total=["Total", "9"])
    read = words(long)
    assert pages(long) > 4
    assert all(f"Ligne {n} " in read for n in range(200))
    assert f"{pages(long)}/{pages(long)}" in squeezed(read)


def test_a_blind_reader_is_told_language_title_and_rows():
    read = PdfReader(BytesIO(printed("زربية", lang="ar")))
    assert read.trailer["/Root"]["/Lang"] == "ar"
    assert read.trailer["/Root"]["/MarkInfo"]["/Marked"]
    assert read.metadata.title == "Facture 1"


def test_without_the_extra_it_says_so(monkeypatch):
    monkeypatch.setattr(press, "find_spec", lambda name: None)
    assert not press.has_press()
    with pytest.raises(NoPressError):
        printed("a")


def test_a_shop_without_the_extra_still_starts():
    code = "import sys; sys.modules['typst'] = sys.modules['segno'] = None; import shop.papers.press"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0


def test_the_band_is_hers():
    assert band(7) != band(8)
    assert band_svg(7) != band_svg(8)
    assert band_svg(7) == band_svg(7 + 2016)
    assert press.ACCESSIBLE == "ua-1"


def test_the_code_holds_the_address():
    address = "https://shop.example/fr/producers/tifaouine/"
    matrix = [list(row) for row in segno.make_qr(address, error="m").matrix]
    size = len(matrix) + 4
    assert f'viewBox="0 0 {size} {size}"' in code_svg(address)
    assert code_svg(address) != code_svg(address + "x")


def test_a_word_without_an_end_is_broken():
    """A word that fits is one run of text; one that does not goes on in the next lines, all of it."""
    pdf = printed("x" * 600)
    assert len(places(pdf, "xxxx")) > 3
    assert words(pdf).replace("\u200b", "").replace(" ", "").count("x") == 600
    assert len(places(printed("x" * 30), "xxxx")) == 1
