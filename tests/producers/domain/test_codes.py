from producers.domain.codes import code_typed, digest_of, new_code, new_secret


def test_a_code_has_six_digits_also_when_it_is_small(monkeypatch):
    monkeypatch.setattr(
        "producers.domain.codes.secrets.randbelow", lambda most: 42 if most == 1_000_000 else 0
    )
    assert new_code() == "000042"


def test_a_code_is_read_in_the_digits_of_any_script_and_with_spaces():
    assert code_typed("٠١٢ ٣٤٥") == "012345"
    assert code_typed(" 12-34-56 ") == "123456"


def test_what_is_no_code_is_nothing():
    for typed in ("", "12345", "1234567", "abcdef", "½½½½½½", "9" * 10_000):
        assert code_typed(typed) == ""


def test_a_secret_is_long_and_its_digest_says_nothing_of_it():
    first, second = new_secret(), new_secret()
    assert first != second
    assert len(first) == 43
    assert first not in digest_of(first)
    assert digest_of("\ud800") != digest_of("")
