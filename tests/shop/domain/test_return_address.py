"""Where buyers are sent back to: a named site, and nothing that only looks like one."""

import pytest

from shop.domain.return_address import is_at_a_site

SITES = {"https://boutique.example", "https://boutique.example:8443"}


@pytest.mark.parametrize(
    "address",
    ["https://boutique.example", "https://boutique.example/thanks?order=1#top", "https://BOUTIQUE.example/",
     "https://boutique.example:8443/x"],
)  # fmt: skip
def test_a_page_of_a_named_site_is_one(address):
    assert is_at_a_site(address, SITES)


@pytest.mark.parametrize(
    "address",
    ["", "/thanks", "//boutique.example/", "http://boutique.example/", "https://evil.example/",
     "https://boutique.example.evil.example/", "https://boutique.example@evil.example/",
     "https://evil.example/https://boutique.example", "https://boutique.example:444/",
     "https://evil.example\\@boutique.example/", "https://boutique.example\\.evil.example/",
     "https://boutique.example\n.evil.example/", " https://boutique.example/", "https:boutique.example",
     "javascript:alert(1)//https://boutique.example", "https://boutique.example/\x00", "https://[::1",
     "https://boutiqu\u0435.example/", "https://boutique.example/" + "a" * 500, "https:///boutique.example"],
)  # fmt: skip
def test_what_only_looks_like_one_is_none(address):
    assert not is_at_a_site(address, SITES)
