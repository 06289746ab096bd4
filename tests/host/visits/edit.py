"""Open what the wheel brings to the back office, and give a photo of the host's own to a maker."""

import sys
from io import BytesIO

from django.contrib.auth import get_user_model
from django.core.files.images import ImageFile
from django.test import Client
from PIL import Image
from wagtail.images import get_image_model

from producers.models import Picture
from producers.testing.builders import a_producer, texts
from shop.testing.builders import a_product, a_variant

LISTS = ("product", "category", "technique", "material", "legaltext")


def a_photo() -> object:
    """Return an image of the host's own model."""
    file = BytesIO()
    Image.new("RGB", (40, 50)).save(file, "PNG")
    return get_image_model().objects.create(
        title="Atelier", file=ImageFile(file, "a.png"), photographer="Zineb"
    )


editor = Client()
editor.force_login(get_user_model().objects.create_superuser("editor", password="x", nickname="Zineb"))
maker = a_producer(picture=Picture.objects.create(image=a_photo(), alt=texts("L'atelier")))
product = a_product(producer=maker)
a_variant(product)
addresses = [f"/admin/snippets/tiwizi_shop/{name}/" for name in LISTS]
addresses += [
    "/admin/",
    f"/admin/snippets/tiwizi_shop/product/edit/{product.pk}/",
    f"/producers/{maker.slug}/",
]
for address in addresses:
    assert editor.get(address).status_code == 200, address
sys.stdout.write("opened\n")
