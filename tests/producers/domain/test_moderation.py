import itertools

import pytest

from producers.domain.moderation import Reason, SubmissionState, known_reasons, may_become

WAITING = SubmissionState.WAITING


@pytest.mark.parametrize(("old", "new"), itertools.product(SubmissionState, repeat=2))
def test_only_what_waits_becomes_something_else(old, new):
    assert may_become(old.value, new) == (old is WAITING and new is not WAITING)


def test_reasons_are_named_once_in_one_order():
    assert known_reasons(["ask_me", "too_dark", "ask_me"]) == ["too_dark", "ask_me"]


def test_a_reason_that_does_not_exist_is_refused():
    with pytest.raises(ValueError, match="ugly"):
        known_reasons(["ugly"])


def test_codes_stay_as_others_were_told():
    promised = {"too_dark", "not_whole", "price_missing", "words_unclear", "not_hers", "ask_me"}
    assert promised <= {reason.value for reason in Reason}
