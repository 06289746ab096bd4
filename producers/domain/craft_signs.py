"""The sign of a family of crafts, for who chooses hers by pictures. Plain values."""

DRAWN = frozenset(
    {
        "basketry", "ceramics", "cosmetics", "embroidery", "food", "garments", "jewellery", "leather",
        "metal", "trimmings", "weaving", "wood",
    }
)  # fmt: skip
"""Codes of the crafts that have a sign of their own in ``producers/elements/craft_signs.html``."""
OTHER = "hand"


def craft_sign(code: str) -> str:
    """Return the name of a sign; a craft without one of its own has the hand of all makers."""
    return f"craft-{code}" if code in DRAWN else OTHER
