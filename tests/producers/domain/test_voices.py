"""Which voice speaks when the one that was chosen has no recording."""

from producers.domain.voices import best, coverage, voices_for


def test_the_chosen_voice_comes_first_and_then_what_is_likely_understood():
    assert voices_for("shi", "fr") == ("shi", "ary", "ar")


def test_without_a_choice_the_interface_decides():
    assert voices_for("", "ar") == ("ary", "ar")
    assert voices_for("klingon", "fr") == ("fr",)


def test_the_first_voice_that_has_it_speaks():
    recorded = {("home", "ar"): "ar.ogg", ("home", "ary"): "ary.ogg"}
    assert best(recorded, "home", ("shi", "ary", "ar")) == "ary.ogg"
    assert best(recorded, "money", ("shi", "ary", "ar")) == ""


def test_coverage_counts_what_a_voice_needs():
    needed = {"fr": frozenset({"home", "digit.80"}), "shi": frozenset({"home"})}
    counts = coverage([("home", "fr"), ("gone", "fr"), ("home", "xx"), ("digit.80", "shi")], needed)
    assert counts == {"fr": 1, "shi": 0}
