"""Facts of categories for tests: attributes with their choices, and materials."""

from producers.testing.builders import texts
from shop.models import Attribute, AttributeChoice, Material


def a_choice(code: str = "colour", *values: str) -> Attribute:
    """Build an attribute with values to choose from."""
    attribute = Attribute.objects.create(code=code, kind=Attribute.Kind.CHOICE, name=texts(code.title()))
    for value in values:
        AttributeChoice.objects.create(attribute=attribute, code=value, name=texts(value.title()))
    return attribute


def a_number(code: str = "width", unit: str = "cm") -> Attribute:
    """Build an attribute that is a number."""
    return Attribute.objects.create(
        code=code, kind=Attribute.Kind.NUMBER, name=texts(code.title()), unit=unit
    )


def a_material(slug: str = "wool") -> Material:
    """Build a material."""
    return Material.objects.create(slug=slug, name=texts(slug.title()))
