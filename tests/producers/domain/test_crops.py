import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.domain.crops import crop_box, height_for, widths_for

SIZES, PARTS = st.integers(1, 9000), st.floats(0, 1)


@given(SIZES, SIZES, PARTS, PARTS)
def test_a_crop_lies_inside_and_is_as_large_as_it_can_be(width, height, x, y):
    box = crop_box(width, height, x, y)
    assert 0 <= box.left < box.right <= width
    assert 0 <= box.top < box.bottom <= height
    assert box.width == width or box.height >= height - 1


@given(st.integers(40, 9000), st.integers(50, 9000), PARTS, PARTS)
def test_a_crop_is_four_by_five(width, height, x, y):
    box = crop_box(width, height, x, y)
    assert abs(box.width * 5 - box.height * 4) <= 5


@given(st.integers(100, 5000), st.integers(100, 5000), PARTS, PARTS)
def test_the_point_that_matters_is_always_in_the_picture(width, height, x, y):
    box = crop_box(width, height, x, y)
    assert box.left - 1 <= width * x <= box.right + 1
    assert box.top - 1 <= height * y <= box.bottom + 1


@pytest.mark.parametrize(("focal", "left"), [(0.0, 0), (0.5, 600), (1.0, 1200), (0.9, 1200), (0.4, 400)])
def test_a_wide_photo_is_cut_around_its_point(focal, left):
    box = crop_box(2000, 1000, focal, 0.5)
    assert (box.left, box.top, box.width, box.height) == (left, 0, 800, 1000)


def test_a_picture_without_pixels_is_none():
    with pytest.raises(ValueError, match="pixels"):
        crop_box(0, 10)


@pytest.mark.parametrize(
    ("available", "widths"),
    [(3000, (240, 480, 720, 1200)), (1200, (240, 480, 720, 1200)), (719, (240, 480)), (100, (100,))],
)
def test_nothing_is_enlarged(available, widths):
    assert widths_for(available) == widths
    assert [height_for(width) for width in widths] == [width * 5 // 4 for width in widths]
