"""Permanent ids are opaque, alike in shape and never twice the same."""

import pytest

from producers.domain.export_ids import is_export_id, new_export_id


def test_new_ids_have_the_shape_and_differ():
    ids = {new_export_id() for _ in range(500)}
    assert len(ids) == 500
    assert all(is_export_id(each) for each in ids)


@pytest.mark.parametrize("text", ["", "a" * 21, "a" * 23, "a" * 21 + "é", "a" * 21 + "/", "a" * 22 + "\n"])
def test_anything_else_is_no_id(text):
    assert not is_export_id(text)
