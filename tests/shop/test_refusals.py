"""Every refusal has a sentence, in plain words."""

import pytest
from django.utils import translation

from shop.domain.addresses import FIELDS
from shop.domain.entries import Refusal
from shop.refusals import refusal_text


@pytest.mark.parametrize("error", list(Refusal))
@pytest.mark.parametrize("field", [*FIELDS, "email", "name", "anything"])
def test_every_field_and_refusal_has_a_sentence(field: str, error: Refusal):
    assert refusal_text(field, error).endswith(".")


def test_the_sentence_names_what_is_missing():
    with translation.override("en"):
        assert "commune" in refusal_text("commune", Refusal.MISMATCH)
        assert refusal_text("quarter", Refusal.REQUIRED) != refusal_text("city", Refusal.REQUIRED)
