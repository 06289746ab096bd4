"""An offer as one of the things that are checked: its words, pictures and facts; its price stands beside."""

from collections.abc import Iterator, Mapping

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from i18nfield.strings import LazyI18nString

from producers.domain.actors import Actor
from producers.domain.grants import Permission
from producers.domain.moderation import Contents, Fact, Word, WordKey
from producers.domain.shown import shown
from producers.models import Organisation, Picture
from producers.reading.pictures import picture_shown
from producers.submissions import Kind
from shop.actions.publish_product import publish
from shop.models import Price, Product

WORDS = ("name", "summary", "description", "care")
LONG = ("description", "care")
MARKS = ("is_one_of_a_kind", "is_perishable", "is_decoration_only")
VALUES = (
    "work_hours", "material_percent", "duration_minutes", "radius_km", "carton_pieces", "minimum_quantity",
    "monthly_capacity",
)  # fmt: skip


def owner_of(product: Product) -> Organisation:
    """Return the producer who offers it."""
    return product.producer


def publish_change(product: Product, revision: object, actor: Actor) -> None:
    """Publish a revision by the shop's own operation."""
    publish(product, revision=revision, actor=actor)  # type: ignore[arg-type]  # any revision; it is checked


def title_of(product: Product, language: str) -> str:
    """Return its name in a language, or in the nearest there is."""
    return shown(product.name, language, product.original_language).text or product.slug


def contents_of(product: Product, language: str) -> Contents:
    """Return what a checker compares. ``product`` may be a revision that is not saved."""
    keys = [one.picture_id for one in product.pictures.all()]
    rows = Picture.objects.in_bulk(keys)
    pictures = tuple((key, picture_shown(rows.get(key), language)) for key in keys)
    return Contents(
        title_of(product, language), tuple(_words(product)), pictures, tuple(_facts(product, language))
    )


def write(product: Product, words: Mapping[WordKey, str], suggested: frozenset[str] = frozenset()) -> None:
    """Put words into a draft. A suggestion that somebody has gone over is reviewed from then on."""
    states = dict(product.text_states)
    for (field, language), text in words.items():
        if field not in WORDS:
            raise ValueError(f"a product has no words called {field}")
        texts = _texts(product, field) | {language: text}
        setattr(product, field, LazyI18nString({code: one for code, one in texts.items() if one}))
        if language in suggested:
            states[language] = "suggested"
        elif states.get(language) == "suggested":
            states[language] = "reviewed"
        elif text and language not in states:
            states[language] = "own" if language == product.original_language else "reviewed"
    product.text_states = states


def _words(product: Product) -> Iterator[Word]:
    codes = {code for field in WORDS for code, text in _texts(product, field).items() if text}
    order = [product.original_language, *sorted(codes - {product.original_language})]
    for code in order:
        for field in WORDS:
            label = str(product._meta.get_field(field).verbose_name)
            text = _texts(product, field).get(code, "")
            yield Word(field, label, code, text, field in LONG, product.text_states.get(code, ""))


def _texts(product: Product, field: str) -> dict[str, str]:
    data = getattr(product, field).data
    return dict(data) if isinstance(data, dict) else {product.original_language: data or ""}


def _facts(product: Product, language: str) -> Iterator[Fact]:
    yield _fact(product, "category", shown(product.category.name, language).text)
    for field in ("techniques", "materials"):
        terms = sorted(shown(one.name, language).text for one in getattr(product, field).all())
        yield _fact(product, field, ", ".join(terms))
    for field in MARKS:
        yield _fact(product, field, _("yes") if getattr(product, field) else _("no"))
    for field in VALUES:
        if getattr(product, field) is not None:
            yield _fact(product, field, f"{getattr(product, field):g}")
    prices = Price.objects.filter(variant__product=product.pk).order_by("variant", "amount_currency")
    yield Fact(_("price (not part of the change)"), ", ".join(str(price.amount) for price in prices[:6]))


def _fact(product: Product, field: str, value: str) -> Fact:
    return Fact(str(product._meta.get_field(field).verbose_name), value)


PRODUCT = Kind(
    code="product",
    model=Product,
    label=gettext_lazy("product"),
    icon="gift",
    permission=Permission.MANAGE_PRODUCTS,
    owner=owner_of,
    publish=publish_change,
    contents=contents_of,
    write=write,
    title=title_of,
    spoken_field="description",
    is_multilingual=True,
    edit_url=lambda pk: reverse("wagtailsnippets_tiwizi_shop_product:edit", args=[pk]),
)
