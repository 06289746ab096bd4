from producers.domain.comparing import compare, pieces
from producers.domain.moderation import Contents, Fact, Word


def said(kind, side):
    return [piece.text for piece in side if piece.kind == kind]


def contents(text="", pictures=(), facts=()):
    return Contents("", (Word("name", "name", "fr", text),), tuple((key, None) for key in pictures), facts)


def test_words_that_differ_are_marked_and_no_letter_is_lost():
    old, new = "Un tapis rouge en laine", "Un grand tapis rouge en soie"
    before, after = pieces(old, new)
    assert ("".join(piece.text for piece in before), "".join(piece.text for piece in after)) == (old, new)
    assert said("gone", before) == ["laine"]
    assert [text.strip() for text in said("new", after)] == ["grand", "soie"]


def test_the_same_words_have_no_mark():
    before, after = pieces("زربية", "زربية")
    assert before == after
    assert said("same", before) == ["زربية"]


def test_a_very_long_text_is_taken_as_a_whole():
    before, after = pieces("a b " * 3000, "b a " * 3000)
    assert (len(before), len(after)) == (1, 1)


def test_pictures_come_go_stay_and_change_places():
    rows = compare(contents(pictures=(1, 2)), contents(pictures=(2, 3))).pictures
    assert [(row.key, row.kind) for row in rows] == [(2, "same"), (3, "new"), (1, "gone")]
    assert compare(contents(pictures=(1, 2)), contents(pictures=(2, 1))).is_reordered
    assert not compare(contents(pictures=(1, 2)), contents(pictures=(1, 2))).is_reordered


def test_facts_are_compared_by_their_label():
    before = contents(facts=(Fact("size", "2 m"), Fact("dye", "madder")))
    after = contents(facts=(Fact("size", "3 m"), Fact("hours", "9")))
    rows = {row.label: (row.before, row.after) for row in compare(before, after).facts}
    assert rows == {"size": ("2 m", "3 m"), "hours": ("", "9"), "dye": ("madder", "")}


def test_nothing_that_differs_is_said():
    assert compare(contents("a", (1,)), contents("a", (1,))).is_same
    assert not compare(contents("a"), contents("b")).is_same
