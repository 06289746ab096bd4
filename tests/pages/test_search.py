"""The search: what people mean, what they misspell, and what is proposed while they type."""

import pytest

from producers.actions.deliver import deliver_announcements
from producers.testing.builders import texts
from shop.actions.search_words import refresh_search_words
from shop.domain.search_words import GROUPS, meanings, telling
from shop.models import Product, SearchWord
from shop.reading.search import find
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db
SUGGEST = "/fr/shop/suggest/"


@pytest.fixture(scope="module", autouse=True)
def built(made_once):
    with made_once.making():
        a_market()
        for name in ("Tapis de laine", "Miel de thym", "Tajine rouge"):
            on_show(a_variant(a_product(name=name, description=texts(name)), stock=2))
        while deliver_announcements():
            pass
        refresh_search_words()


@pytest.fixture
def shelf(built, made_once):
    return made_once.hand_out(built)


def names(client, question: str, lang: str = "fr") -> str:
    return client.get(f"/{lang}/shop/", {"q": question}).content.decode()


@pytest.mark.parametrize("question", ["tapis", "TAPIS", "zerbia", "rugs", "tapi", "le tapis", "zrabi"])
def test_it_is_found_by_any_of_its_names(client, shelf, question):
    page = names(client, question)
    assert "Tapis de laine" in page
    assert 'data-role="did-you-mean"' not in page


@pytest.mark.parametrize(("question", "instead"), [("tajyne", "tajine"), ("tajnie", "tajine")])
def test_a_misspelled_word_is_corrected_and_said(client, shelf, question, instead):
    page = names(client, question)
    assert "Tajine rouge" in page
    said = page.split('data-role="did-you-mean"')[1].split("</p>")[0]
    assert f"<bdi>{instead}</bdi>" in said


def test_any_word_is_better_than_none(client, shelf):
    assert "Miel de thym" in names(client, "miel cuir")


def test_each_word_has_to_be_met_in_one_of_its_meanings(shelf):
    """All three are in the category of rugs. Without brackets: zerbia, or else tapis and thym."""
    assert len(find("zerbia", "fr").ids) == 3
    assert [Product.objects.get(pk=pk).name.data["fr"] for pk in find("zerbia thym", "fr").ids] == [
        "Miel de thym"
    ]


ODD = ("", " ", "?", "a", "\x00", "\u202e", "de la", "x" * 5000, "' OR 1=1 --", '"', "*")


@pytest.mark.parametrize("question", ODD)
def test_odd_questions_are_answered(client, shelf, question):
    assert client.get("/fr/shop/", {"q": question}).status_code == 200
    assert client.get(SUGGEST, {"q": question}).status_code == 200


def test_a_new_offer_is_found_before_its_words_are_gathered(client, shelf):
    on_show(a_variant(a_product(name="Bendir"), stock=1))
    while deliver_announcements():
        pass
    assert not SearchWord.objects.filter(word="bendir").exists()
    assert "Bendir" in names(client, "bendir")


def test_what_begins_so_is_proposed(client, shelf):
    found = client.get(SUGGEST, {"q": "ta"}).json()["suggestions"]
    assert {"Tapis de laine", "Tajine rouge"} <= set(found)
    assert client.get(SUGGEST, {"q": "thy"}).json()["suggestions"] == ["Miel de thym"]
    assert client.get(SUGGEST, {"q": "t"}).json() == {"suggestions": []}
    assert client.get(SUGGEST).json() == {"suggestions": []}
    assert "noindex" in client.get(SUGGEST, {"q": "ta"}).headers["X-Robots-Tag"]


def test_proposals_and_searches_take_few_queries(client, shelf, django_assert_max_num_queries):
    client.get(SUGGEST, {"q": "ta"})
    with django_assert_max_num_queries(6):
        client.get(SUGGEST, {"q": "ta"})
    with django_assert_max_num_queries(24):
        names(client, "tajnie rouqe mieel tapiis autre chose encore bien plus")


def test_words_that_tell_nothing_are_left_out_unless_there_are_no_others():
    assert telling(["tapis", "de", "la", "laine"]) == ["tapis", "laine"]
    assert telling(["de", "la"]) == ["de", "la"]


def test_a_word_means_itself_first():
    for word in ("tapis", "zerbia", "3sel"):
        assert meanings(word)[0] == word
    assert "miel" in meanings("3sel")
    assert "cheval" in meanings("chevaux")


def test_the_groups_are_folded_already():
    import json

    from producers.domain.text import fold

    for group in json.loads(GROUPS.read_text(encoding="utf-8")):
        assert [fold(word) for word in group] == group
        assert len(group) > 1
