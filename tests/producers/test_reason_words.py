import re
from pathlib import Path

import pytest
from django.utils.translation import override

import producers
from producers.domain.moderation import Reason
from producers.reason_words import reason_shown, reasons_shown

SPRITE = Path(producers.__file__).parent / "templates/producers/elements/sprite.html"


def test_every_reason_has_a_picture_that_exists():
    drawn = set(re.findall(r'id="tz-([\w-]+)"', SPRITE.read_text()))
    shown = reasons_shown()
    assert [reason.code for reason in shown] == [reason.value for reason in Reason]
    assert {reason.icon for reason in shown} <= drawn
    assert len({reason.icon for reason in shown}) == len(shown), "each looks different"


@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_reason_is_said_in_her_language(lang):
    with override("en"):
        english = {reason.word for reason in reasons_shown()}
    with override(lang):
        assert not english & {reason.word for reason in reasons_shown()}


def test_an_unknown_code_has_no_word():
    with pytest.raises(ValueError, match="ugly"):
        reason_shown("ugly")
