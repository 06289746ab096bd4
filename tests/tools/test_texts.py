"""Texts are found, compiled and checked without any gettext program."""

import gettext
import importlib
from pathlib import Path
from types import ModuleType

import pytest

TOOLS = Path(__file__).resolve().parents[2] / "tools"
CODE = """
from django.utils.translation import gettext_lazy as _, ngettext, pgettext
ONE = _("One rug")
MANY = ngettext("%(number)d piece", "%(number)d pieces", 2)
HERE = pgettext("a place", "Here")
NOT_A_TEXT = print("no text")
"""
PAGE = """{% load i18n %}<p class="it's">{% translate "Add to cart" %}</p>
{% blocktranslate trimmed count number=pieces %}
    {{ number }} piece is left
  {% plural %}
    {{ number }} pieces are left
{% endblocktranslate %}
    {% translate "Here" context "a place" as here %}
  {% blocktranslate asvar who with name=user %}Signed in as {{ name }}{% endblocktranslate %}
"""


@pytest.fixture
def texts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> ModuleType:
    monkeypatch.syspath_prepend(str(TOOLS))
    module = importlib.import_module("texts")
    monkeypatch.setattr(module, "ROOT", tmp_path)
    monkeypatch.setattr(module, "PACKAGES", ["shop"])
    (tmp_path / "shop" / "templates" / "shop").mkdir(parents=True)
    (tmp_path / "shop" / "code.py").write_text(CODE)
    (tmp_path / "shop" / "templates" / "shop" / "page.html").write_text(PAGE)
    return module


def translate(texts: ModuleType, language: str, translations: dict) -> None:
    path = texts._po("shop", language)
    catalogue = texts._read(path, language)
    for message in catalogue:
        if message.id:
            message.string = translations.get(message.id, message.string)
    with path.open("wb") as file:
        texts.write_po(file, catalogue)


def everything(texts: ModuleType, plurals: int) -> dict:
    catalogue = texts._catalogue(list(texts._found_in(texts.ROOT / "shop")), "fr")
    ids = [message.id for message in catalogue if message.id]
    return {one: one if isinstance(one, str) else tuple([one[1]] * plurals) for one in ids}


def test_every_text_of_code_and_pages_is_found(texts):
    texts.extract()
    found = {
        (message.id, message.context) for message in texts._read(texts._po("shop", "fr"), "fr") if message.id
    }
    assert found == {
        ("One rug", None),
        (("%(number)d piece", "%(number)d pieces"), None),
        ("Here", "a place"),
        ("Add to cart", None),
        (("%(number)s piece is left", "%(number)s pieces are left"), None),
        ("Signed in as %(name)s", None),
    }


def test_what_is_missing_is_named(texts, capsys):
    texts.extract()
    assert texts.check() == 12
    assert "shop/locale/ar/LC_MESSAGES/django.po: no text for 'Add to cart'" in capsys.readouterr().out
    for language, plurals in (("fr", 2), ("ar", 6)):
        translate(texts, language, everything(texts, plurals))
    assert texts.check() == 0


def test_one_plural_form_that_is_missing_is_missing(texts):
    texts.extract()
    for language in ("fr", "ar"):
        translate(texts, language, everything(texts, 2))
    assert texts.check() == 2


def test_a_translation_that_names_another_value_does_not_fit(texts, capsys):
    texts.extract()
    for language, plurals in (("fr", 2), ("ar", 6)):
        translate(texts, language, everything(texts, plurals))
    translate(texts, "fr", {"Signed in as %(name)s": "Bonjour %(nom)s"})
    assert texts.check() == 1
    assert "placeholders differ" in capsys.readouterr().out


def test_a_text_that_is_gone_is_dropped_and_the_others_stay(texts):
    texts.extract()
    translate(texts, "fr", {"One rug": "Un tapis", "Add to cart": "Ajouter"})
    (texts.ROOT / "shop" / "code.py").write_text("")
    texts.extract()
    left = {
        message.id: message.string for message in texts._read(texts._po("shop", "fr"), "fr") if message.id
    }
    assert "One rug" not in left
    assert left["Add to cart"] == "Ajouter"


def test_no_line_breaks_before_a_french_mark(texts, capsys):
    texts.extract()
    for language, plurals in (("fr", 2), ("ar", 6)):
        translate(texts, language, everything(texts, plurals))
    typed = {"One rug": "Un « tapis » : lequel ?", "Add to cart": "Ajouter ; 5 % de 20 000 !"}
    translate(texts, "fr", typed)
    assert texts.check() == 2
    assert "not set as in French" in capsys.readouterr().out
    texts.extract()
    assert texts.check() == 0
    left = {message.id: message.string for message in texts._read(texts._po("shop", "fr"), "fr")}
    assert left["One rug"] == "Un «\xa0tapis\xa0»\xa0: lequel\xa0?"
    assert left["Add to cart"] == "Ajouter\xa0; 5\xa0% de 20\xa0000\xa0!"


def test_what_is_no_mark_keeps_its_space(texts):
    for text in ("%(count)s %(name)s", "06 12 34 56 78", "un :param", "de %s %d", "18 h 30"):
        assert texts.set_in_french(text) == text


def test_compiled_texts_are_what_gettext_reads(texts):
    texts.extract()
    translate(texts, "fr", {"Add to cart": "Ajouter au panier"})
    texts.compile_all()
    with texts._po("shop", "fr").with_suffix(".mo").open("rb") as file:
        assert gettext.GNUTranslations(file).gettext("Add to cart") == "Ajouter au panier"


def test_an_app_within_an_app_has_texts_of_its_own(texts, monkeypatch):
    monkeypatch.setattr(texts, "PACKAGES", ["shop", "shop/inner"])
    (texts.ROOT / "shop" / "inner").mkdir()
    (texts.ROOT / "shop" / "inner" / "code.py").write_text('WORD = _("Inside")\n')
    texts.extract()

    def known(package: str) -> set:
        return {message.id for message in texts._read(texts._po(package, "fr"), "fr") if message.id}

    assert known("shop/inner") == {"Inside"}
    assert "Inside" not in known("shop")


def test_apostrophes_of_french_are_curved_and_quotation_marks_stay(texts):
    assert texts.set_in_french("l'artisane d'%(town)s n'a") == "l’artisane d’%(town)s n’a"
    for text in ("<a class='x'>", "'%(name)s'", "5'", "l’artisane"):
        assert texts.set_in_french(text) == text


@pytest.fixture
def two_apps(texts: ModuleType, monkeypatch: pytest.MonkeyPatch) -> ModuleType:
    """``shop`` and ``home`` that both have the word Filter, translated alike."""
    monkeypatch.setattr(texts, "PACKAGES", ["shop", "home"])
    (texts.ROOT / "shop" / "templates" / "shop" / "page.html").unlink()
    for app in ("shop", "home"):
        (texts.ROOT / app).mkdir(exist_ok=True)
        (texts.ROOT / app / "code.py").write_text('WORD = _("Filter")\n')
    texts.extract()
    for app in ("shop", "home"):
        say(texts, app, "fr", {"Filter": "Filtrer"})
        say(texts, app, "ar", {"Filter": "تصفية"})
    return texts


def say(texts: ModuleType, app: str, language: str, words: dict) -> None:
    path = texts._po(app, language)
    catalogue = texts._read(path, language)
    for message in catalogue:
        message.string = words.get(message.id, message.string)
    with path.open("wb") as file:
        texts.write_po(file, catalogue)


def test_two_apps_that_say_the_same_may(two_apps):
    assert two_apps.check() == 0


def test_two_apps_that_translate_one_text_differently_are_named(two_apps, capsys):
    say(two_apps, "home", "ar", {"Filter": "اختاري"})
    assert two_apps.check() == 1
    assert "ar: one text, different translations: 'Filter': shop 'تصفية', home 'اختاري'" in (
        capsys.readouterr().out
    )


def test_a_context_tells_two_meanings_apart(two_apps):
    (two_apps.ROOT / "home" / "code.py").write_text('WORD = pgettext("portal", "Filter")\n')
    two_apps.extract()
    say(two_apps, "home", "ar", {"Filter": "اختاري"})
    say(two_apps, "home", "fr", {"Filter": "Choisir"})
    assert two_apps.check() == 0


def test_the_apps_of_the_house_say_the_same(monkeypatch):
    """Django merges the catalogues of all apps into one: of two translations only one would be read."""
    monkeypatch.syspath_prepend(str(TOOLS))
    texts = importlib.import_module("texts")
    assert [line for language in texts._languages() for line in texts._disagreements(language)] == []
