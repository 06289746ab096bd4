"""A legal text is parted by how its lines begin."""

from shop.domain.legal import Block, Section, read_sections


def test_headings_paragraphs_and_lists_are_told_apart():
    body = "Before.\n\n# Prices\nAll taxes in.\n- one\n- two\nAfter.\n# Delivery\r\n- soon"
    assert read_sections(body) == (
        Section("", (Block("Before."),)),
        Section("Prices", (Block("All taxes in."), Block(items=("one", "two")), Block("After."))),
        Section("Delivery", (Block(items=("soon",)),)),
    )


def test_an_empty_text_has_no_sections_and_a_heading_may_stand_alone():
    assert read_sections("") == read_sections(" \n ") == ()
    assert read_sections("# Alone") == (Section("Alone", ()),)


def test_signs_within_a_line_mean_nothing():
    assert read_sections("5 - 3 # two")[0].blocks == (Block("5 - 3 # two"),)
    assert read_sections("#tag\n-5")[0].blocks == (Block("#tag"), Block("-5"))
