"""A catalogue many times as large, copied inside the database: offers, what they need, and their makers.

``growth.py TIMES``, PostgreSQL only. A copied maker has places, consents and sellers, and no page of her own.
"""

import sys

import django

django.setup()

from copies import STEP, copy, go_on_counting  # noqa: E402  needs the settings
from django.db import connection, models  # noqa: E402  the same

from producers.guards import install_guards, lift_guards  # noqa: E402  the same
from producers.models import Consent, Organisation  # noqa: E402  the same
from shop.models import (  # noqa: E402  the same
    AttributeValue,
    Listing,
    Place,
    Price,
    Product,
    ProductLabel,
    ProductPaper,
    ProductPicture,
    SearchRow,
    SellerOfRecord,
    Stock,
    TaggedProduct,
    Variant,
)

MAKERS: dict[type[models.Model], str] = {
    Organisation: "pk", Place: "organisation", Consent: "organisation", SellerOfRecord: "producer",
}  # fmt: skip
OFFERS: dict[type[models.Model], str] = {
    Product: "pk", ProductPicture: "product", ProductLabel: "product", ProductPaper: "product",
    TaggedProduct: "content_object", Listing: "product", SearchRow: "product", Variant: "product",
    Price: "variant__product", Stock: "variant__product", AttributeValue: "variant__product",
}  # fmt: skip
COPIED = {**MAKERS, **OFFERS}


def grow(times: int) -> None:
    """Have ``times`` as many offers and makers as there are: the first ones stay as they are."""
    makers = list(Organisation.objects.filter(pk__lt=STEP).values_list("pk", flat=True))
    offers = list(Product.objects.filter(pk__lt=STEP).values_list("pk", flat=True))
    lift_guards(connection)
    with connection.cursor() as cursor:
        for model, way in COPIED.items():
            among = makers if model in MAKERS else offers
            rows = model._default_manager.filter(**{f"{way}__in": among})
            keys = list(rows.values_list("pk", flat=True))
            copy(cursor, model, keys, 1, times - 1, COPIED)
        go_on_counting(cursor, COPIED)
    install_guards(connection)
    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE")


if __name__ == "__main__":
    grow(int(sys.argv[1]))
