"""The weaver's band: drawn from a number, never the same for two neighbours."""

from producers.domain.bands import BANDS, INKS, SIGNS, band, cells_path


def test_the_first_2016_producers_have_different_bands():
    assert len({band(number) for number in range(1, BANDS + 1)}) == BANDS == 2016


def test_a_band_has_three_different_signs_in_a_known_pair_of_inks():
    for number in (0, 1, 17, 2016, 10**9):
        drawn = band(number)
        assert len(set(drawn.signs)) == 3
        assert set(drawn.signs) <= set(SIGNS)
        assert 0 <= drawn.inks < len(INKS)


def test_a_number_always_gives_the_same_band():
    assert band(42) == band(42 + BANDS)


def test_every_sign_is_nine_cells_by_nine_in_two_inks():
    for rows in SIGNS.values():
        assert [len(row) for row in rows] == [9] * 9
        assert set("".join(rows)) <= set("#o.")


def test_neighbouring_cells_of_a_row_are_one_path():
    assert cells_path(("##.#",), "#") == "M0 0h2v1h-2zM3 0h1v1h-1z"
    assert cells_path(("....",), "#") == ""
