"""Which words of a product claim a material, whatever the language, the article and the spelling."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shop.domain.material_claims import CLAIMS, claims_in, unproven


def codes(*texts: str, materials: tuple[str, ...] = ()) -> list[str]:
    return [claim.code for claim in claims_in(texts, materials)]


@pytest.mark.parametrize(
    ("text", "claimed"),
    [
        ("Huile d’argan", ["argan"]),
        ("HUILE D'ARGANE pressée", ["argan"]),
        ("زيت أركان", ["argan"]),
        ("زيت الأركان البلدي", ["argan"]),
        ("Foulard en soie", ["silk"]),
        ("Cactus silk cushion", ["silk"]),
        ("وسادة من الحرير", ["silk"]),
        ("Savon à l'argan, ruban de soie", ["argan", "silk"]),
        ("Un toucher soyeux", []),
        ("Arganier sculpté", []),
        ("Sabra is viscose, not silk", []),
        ("Ce n’est pas de la soie", ["silk"]),
        ("pas de soie", []),
        ("sans argan", []),
        ("حزام بدون حرير", []),
        ("", []),
    ],
)
def test_a_word_is_a_claim_in_every_language_unless_it_is_denied_beside_it(text, claimed):
    assert codes(text) == claimed


def test_a_material_claims_what_its_word_does():
    assert codes("Coussin", materials=("cactus-silk", "cotton")) == ["silk"]


@given(st.sets(st.sampled_from(["igp-argane", "silk-test", "women-owned", "wood-origin"])))
def test_each_claim_needs_a_label_of_its_own(proven):
    left = unproven(CLAIMS, proven)
    assert ("argan" in left) is not bool(proven & {"igp-argane", "wood-origin"})
    assert ("silk" in left) is not ("silk-test" in proven)
