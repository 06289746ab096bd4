import pytest

from shop.domain.enquiries import holds_contact


@pytest.mark.parametrize(
    "text",
    [
        "yto@example.test", "écrivez à yto (arobase) example point ma", "www.example.org", "https://a.b",
        "mon insta : yto",
        "06 12 34 56 78", "+212-612-345678", "٠٦١٢٣٤٥٦٧٨", "whatsapp moi", "shop.ma",
    ],
)  # fmt: skip
def test_a_way_around_the_shop_is_noticed(text):
    assert holds_contact(f"Bonjour, {text} merci")


@pytest.mark.parametrize(
    "text", ["120 x 80 cm ?", "En bleu, pour 2026 ?", "بالأزرق 40 سم", "1 200 dirhams, c’est possible ?"]
)
def test_sizes_and_prices_are_none(text):
    assert not holds_contact(text)
