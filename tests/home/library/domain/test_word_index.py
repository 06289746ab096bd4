"""Who holds which word: the index follows changes as if it were made anew, and the best come first."""

from hypothesis import given
from hypothesis import strategies as st
from pyroaring import BitMap

from home.library.domain.word_index import (
    NOBODY,
    PARTS,
    Held,
    Holders,
    best_first,
    gathered,
    held,
    ladder,
    moved,
    tiers,
)

WORDS = st.frozensets(st.sampled_from("abcdef"))
FUND = st.dictionaries(st.integers(1, 12), st.builds(Held, WORDS, WORDS, WORDS))
SETS = st.lists(st.frozensets(st.integers(1, 9)).map(BitMap), max_size=5)


@given(FUND, FUND)
def test_an_index_that_follows_is_the_index_made_anew(before, after):
    index = gathered(before.items())
    come, gone = moved(before, after)
    for word in come.keys() | gone.keys():
        old, more, less = (of.get(word, NOBODY) for of in (index, come, gone))
        index[word] = Holders(
            *((getattr(old, part) - getattr(less, part)) | getattr(more, part) for part in PARTS)
        )
    assert {word: one for word, one in index.items() if one} == gathered(after.items())


@given(SETS)
def test_a_ladder_leads_from_all_of_the_sets_to_any_of_them(sets):
    rungs = ladder(sets)
    for number, rung in enumerate(rungs):
        least = len(sets) - number
        assert set(rung) == {key for key in range(1, 10) if sum(key in one for one in sets) >= least}


@given(SETS, SETS)
def test_tiers_divide_what_there_is_and_nothing_else(sets, others):
    among = BitMap().union(*others)
    found = list(tiers(among, ladder(sets)))
    assert sum(map(len, found)) == len(among)
    assert BitMap().union(*found) == among
    met = [{sum(key in one for one in sets) for key in tier} for tier in found]
    assert all(len(one) == 1 for one in met)
    assert [*map(max, met)] == sorted(map(max, met), reverse=True)


def test_titles_come_before_records_and_records_before_files():
    index = gathered(
        [
            (1, held("livre", "", "laine")),
            (2, held("livre", "de laine", "")),
            (3, held("laine", "", "")),
            (4, held("autre", "", "")),
        ]
    )
    assert [list(tier) for tier in best_first([index["laine"]])] == [[3], [2], [1]]


def test_without_a_document_that_holds_all_words_those_with_more_of_them_come_first():
    index = gathered([(1, held("a b")), (2, held("c")), (3, held("x", "a b"))])
    found = best_first([index["a"], index["b"], index["c"]])
    assert [list(tier) for tier in found] == [[1], [3], [2]]


def test_words_that_nobody_holds_find_nothing():
    assert best_first([]) == ()
    assert best_first([NOBODY]) == ()
    assert best_first([NOBODY, Holders(text=BitMap([7]))]) == (BitMap([7]),)
