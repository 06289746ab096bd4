"""What the tests of a maker's orders and money begin with: makers, buyers, browsers."""

from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from producers.models import Organisation
from producers.testing.builders import a_picture
from shop.models import Carrier, Order, ProducerOrder, ProductPicture, Variant
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.buying import ADDRESS
from shop.testing.orders import a_placed_order

HOME = ADDRESS | {"recipient": "Salma Benali", "phone": "+212790000055", "landmark": "Derrière le four"}


def signed_in(user: object, maker: Organisation | None = None) -> Client:
    """Return a browser of somebody, who acts for ``maker`` where she could act for several."""
    client = Client()
    client.force_login(user)
    if maker is not None:
        client.post(reverse("portal:choose"), {"for": maker.slug})
    return client


def a_rug(maker: Organisation, **fields: object) -> Variant:
    """Build something of hers to sell, with a picture."""
    a_market()
    product = a_product(producer=maker, name={"fr": "Tapis bleu", "ar": "زربية زرقاء"})
    ProductPicture.objects.create(product=product, picture=a_picture(), position=0)
    return a_variant(product, **{"stock": 9, **fields})


def sold(*lines: Variant | tuple[Variant, int], mode: str = "direct", **fields: object) -> ProducerOrder:
    """Sell it, to be sent in ``mode`` to Casablanca, and return her part of the order."""
    address = fields.pop("address", HOME)
    order = a_placed_order(
        *lines, delivery_address=address, buyer_name="Salma Benali", phone="+212790000055", **fields
    )
    return parts_of(order, mode)[0]


def parts_of(order: Order, mode: str) -> list[ProducerOrder]:
    """Return its parts, all to be sent in ``mode``; the buyer has said yes on the phone."""
    Order.objects.filter(pk=order.pk).update(confirmation="confirmed")
    order.parts.update(delivery_method=mode)
    return list(order.parts.order_by("pk"))


def a_carrier(name: str = "Amana") -> str:
    """Return the code of a carrier as the form of handing over names it."""
    return f"c{Carrier.objects.get_or_create(name=name)[0].pk}"


def a_photo(shade: int = 0) -> SimpleUploadedFile:
    """Return a picture as a phone sends it."""
    drawn = BytesIO()
    Image.new("RGB", (640, 480), (shade, 80, 120)).save(drawn, "JPEG")
    return SimpleUploadedFile("IMG_1.jpg", drawn.getvalue(), "image/jpeg")


def at(name: str, *args: object) -> str:
    """Return the address of a screen."""
    return reverse(f"shop_portal:{name}", args=args)
