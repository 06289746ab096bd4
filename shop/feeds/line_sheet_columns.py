"""The columns of the line sheet: a machine name, its name in three languages, and where it comes from.

The names that an import of ours knows mean the same there, so that a partner's sheet can be loaded as it is.
What shops pay and on what terms stands only in the sheets of channels that are for them.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from shop.domain.channels import Channel, Entry
from shop.domain.exports import ExportClaim, Words
from shop.domain.importing import LANGUAGES, TEXTS
from shop.domain.plain_words import plain
from shop.feeds.links import page_link
from shop.feeds.text import amount, line

Cell = str | int | bool | None
Read = Callable[[Entry, Channel], Cell]
SPOKEN: Mapping[str, tuple[str, str, str]] = {
    "fr": ("français", "بالفرنسية", "French"),
    "ar": ("arabe", "بالعربية", "Arabic"),
    "en": ("anglais", "بالإنجليزية", "English"),
    "zgh": ("amazighe", "بالأمازيغية", "Tamazight"),
}
FACTS: Mapping[str, tuple[str, str, str]] = {
    "fibres_percent": ("Fibres en %", "الألياف بالنسبة المئوية", "Fibres in %"),
    "ingredients": ("Ingrédients", "المكونات", "Ingredients"),
    "allergens": ("Allergènes", "مسببات الحساسية", "Allergens"),
    "inci": ("INCI", "INCI", "INCI"),
    "shelf_life_days": ("Durée de conservation", "مدة الصلاحية", "Keeps for"),
    "batch": ("Lot", "الدفعة", "Batch"),
    "warnings": ("Avertissements", "تحذيرات", "Warnings"),
}


@dataclass(frozen=True)
class Column:
    """One column. ``kind`` and ``limits`` are those of the Table Schema."""

    name: str
    titles: tuple[str, str, str]
    read: Read
    kind: str = "string"
    limits: Mapping[str, Any] = field(default_factory=dict)


def _by_language(
    name: str, titles: tuple[str, str, str], words: Callable[[Entry], Words], **limits: Any
) -> list[Column]:
    return [_spoken(name, titles, words, place, lang, limits) for place, lang in enumerate(LANGUAGES)]


def _spoken(
    name: str,
    titles: tuple[str, str, str],
    words: Callable[[Entry], Words],
    _place: int,
    lang: str,
    limits: Mapping[str, Any],
) -> Column:
    said = tuple(f"{title} ({tongue})" for title, tongue in zip(titles, SPOKEN[lang], strict=True))
    first, second, third = said
    return Column(
        f"{name}_{lang}", (first, second, third), lambda e, _c: plain(words(e).get(lang, "")), limits=limits
    )


def _codes(pairs: tuple[tuple[str, Words], ...]) -> str:
    return "; ".join(code for code, _words in pairs)


def _names(pairs: tuple[tuple[str, Words], ...], channel: Channel) -> str:
    return "; ".join(line(channel.text(words) or code) for code, words in pairs)


def _claim(claim: ExportClaim) -> str:
    return " | ".join((claim.code, line(claim.issuer), line(claim.number), claim.valid_until))


def _attribute(pair: tuple[str, Words], channel: Channel) -> str:
    code, words = pair
    return f"{code}={line(channel.text(words) or next(iter(words.values()), ''))}"


def _fact(code: str) -> Callable[[Entry], Words]:
    return lambda entry: entry.item.facts.get(code, {})


def _for_shops(read: Read) -> Read:
    """Read what a channel says only to shops that sell on."""
    return lambda entry, channel: read(entry, channel) if channel.has_trade_terms else None


def _trade_price(entry: Entry, channel: Channel) -> Cell:
    asked = entry.offer.trade_minor
    return None if asked is None else amount(asked, channel.currency)


def _empty(_entry: Entry, _channel: Channel) -> Cell:
    """What the shop does not know: whoever fills in the sheet does."""
    return None


def _price(entry: Entry, channel: Channel) -> Cell:
    return None if entry.offer.minor is None else amount(entry.offer.minor, channel.currency)


# An id that begins with a dash is made safe for spreadsheet programs as any other text.
ID: Mapping[str, Any] = {"required": True, "pattern": "'?[A-Za-z0-9_-]{8,50}"}
NEEDED: Mapping[str, Any] = {"required": True}
WHOLE: Mapping[str, Any] = {"minimum": 0}
COUNT: Mapping[str, Any] = {"minimum": 1}
MONEY: Mapping[str, Any] = {"exclusiveMinimum": "0"}

COLUMNS: tuple[Column, ...] = (
    Column("id", ("Identifiant permanent", "المعرف الدائم", "Permanent id"),
           lambda e, c: e.item.id, limits={**ID, "unique": True}),
    Column("product_id", ("Identifiant du produit", "معرف المنتوج", "Id of the product"),
           lambda e, c: e.item.product_id, limits=ID),
    Column("key", ("Référence", "المرجع", "SKU"), lambda e, c: line(e.item.sku), limits=NEEDED),
    Column("slug", ("Nom dans l’adresse", "الاسم في العنوان", "Name in the address"),
           lambda e, c: e.item.slug, limits=NEEDED),
    Column("position", ("Ordre de la variante", "ترتيب الخيار", "Order of the variant"),
           lambda e, c: e.item.position, "integer", WHOLE),
    *_by_language("name", ("Produit", "المنتوج", "Product"), lambda e: e.item.name, maxLength=TEXTS["name"]),
    *_by_language("option", ("Variante", "الخيار", "Variant"), lambda e: e.item.option, maxLength=100),
    *_by_language("summary", ("En une phrase", "في جملة", "In one line"), lambda e: e.item.summary,
                  maxLength=TEXTS["summary"]),
    *_by_language("description", ("Description", "الوصف", "Description"), lambda e: e.item.description,
                  maxLength=TEXTS["description"]),
    *_by_language("care", ("Entretien", "العناية", "Care"), lambda e: e.item.care, maxLength=TEXTS["care"]),
    Column("original_language", ("Langue d’origine", "اللغة الأصلية", "Original language"),
           lambda e, c: e.item.original_language, limits={"enum": list(LANGUAGES)}),
    Column("category", ("Catégorie (code)", "الصنف (رمز)", "Category (code)"),
           lambda e, c: e.item.category, limits=NEEDED),
    Column("category_said", ("Catégorie", "الصنف", "Category"),
           lambda e, c: line(c.text(e.item.category_name))),
    Column("techniques", ("Techniques (codes)", "التقنيات (رموز)", "Techniques (codes)"),
           lambda e, c: _codes(e.item.techniques)),
    Column("techniques_said", ("Techniques", "التقنيات", "Techniques"),
           lambda e, c: _names(e.item.techniques, c)),
    Column("materials", ("Matières (codes)", "المواد (رموز)", "Materials (codes)"),
           lambda e, c: _codes(e.item.materials)),
    Column("materials_said", ("Matières", "المواد", "Materials"), lambda e, c: _names(e.item.materials, c)),
    Column("attributes", ("Taille, couleur et autres", "المقاس واللون وغيرهما", "Size, colour and others"),
           lambda e, c: "; ".join(_attribute(pair, c) for pair in e.item.attributes)),
    Column("net_quantity", ("Quantité nette", "الكمية الصافية", "Net quantity"),
           lambda e, c: e.item.net_quantity or None, "number", MONEY),
    Column("net_unit", ("Unité de la quantité nette", "وحدة الكمية الصافية", "Unit of the net quantity"),
           lambda e, c: e.item.net_unit, limits={"maxLength": 8}),
    Column("weight_g", ("Poids emballé (g)", "الوزن مع التغليف (غ)", "Packed weight (g)"),
           lambda e, c: e.item.weight_g, "integer", WHOLE),
    Column("length_mm", ("Longueur emballée (mm)", "الطول مع التغليف (مم)", "Packed length (mm)"),
           lambda e, c: e.item.length_mm, "integer", WHOLE),
    Column("width_mm", ("Largeur emballée (mm)", "العرض مع التغليف (مم)", "Packed width (mm)"),
           lambda e, c: e.item.width_mm, "integer", WHOLE),
    Column("height_mm", ("Hauteur emballée (mm)", "الارتفاع مع التغليف (مم)", "Packed height (mm)"),
           lambda e, c: e.item.height_mm, "integer", WHOLE),
    Column("carton_pieces", ("Pièces par carton", "القطع في الكرتون", "Pieces in a carton"),
           _for_shops(lambda e, c: e.item.carton_pieces), "integer", COUNT),
    Column("hs6", ("Code douanier (SH6)", "البند الجمركي", "Customs heading (HS6)"),
           lambda e, c: e.item.hs6, limits={"pattern": "[0-9]{6}"}),
    Column("origin", ("Pays d’origine", "بلد المنشأ", "Country of origin"), lambda e, c: e.item.origin,
           limits={"pattern": "[A-Z]{2}"}),
    Column("region", ("Région (code)", "الجهة (رمز)", "Region (code)"), lambda e, c: e.item.region),
    Column("region_said", ("Région", "الجهة", "Region"), lambda e, c: line(c.text(e.maker.region_name))),
    Column("maker_id", ("Identifiant de la coopérative", "معرف التعاونية", "Id of the cooperative"),
           lambda e, c: e.maker.id, limits=ID),
    Column("producer", ("Coopérative (code)", "التعاونية (رمز)", "Cooperative (code)"),
           lambda e, c: e.maker.slug, limits=NEEDED),
    Column("producer_kind", ("Forme", "الشكل", "Kind"), lambda e, c: e.maker.kind),
    *_by_language("producer_name", ("Coopérative", "التعاونية", "Cooperative"), lambda e: e.maker.name),
    Column("makers_paid", ("Personnes payées", "عدد العاملات بأجر", "Makers paid"),
           lambda e, c: e.maker.members, "integer", WHOLE),
    Column("trade_price", ("Prix revendeur", "ثمن الجملة", "Trade price"),
           _for_shops(_trade_price), "number", MONEY),
    Column("currency", ("Devise", "العملة", "Currency"), lambda e, c: c.currency,
           limits={"required": True, "pattern": "[A-Z]{3}"}),
    Column("price", ("Prix public conseillé", "ثمن البيع المقترح", "Recommended price"), _price, "number",
           {"required": True, **MONEY}),
    Column("minimum_quantity", ("Quantité minimale", "أقل كمية", "Minimum quantity"),
           _for_shops(lambda e, c: e.item.minimum_quantity), "integer", COUNT),
    Column("availability", ("Disponibilité", "التوفر", "Availability"), lambda e, c: e.offer.availability,
           limits={"enum": ["in_stock", "made_to_order", "sold", "out_of_stock", "on_request", "closed"]}),
    Column("stock", ("Pièces disponibles", "القطع المتوفرة", "Pieces on sale"), lambda e, c: e.offer.pieces,
           "integer", WHOLE),
    Column("made_to_order", ("Sur commande", "حسب الطلب", "Made to order"),
           lambda e, c: e.offer.making_days is not None, "boolean"),
    Column("making_days", ("Délai de fabrication (jours)", "مدة الإنجاز (أيام)", "Lead time (days)"),
           lambda e, c: e.offer.making_days, "integer", WHOLE),
    Column("monthly_capacity", ("Capacité par mois", "الطاقة الشهرية", "Monthly capacity"),
           _for_shops(lambda e, c: e.item.monthly_capacity), "integer", COUNT),
    Column("advance_percent", ("Acompte demandé (%)", "التسبيق المطلوب (%)", "Advance asked (%)"), _empty,
           "number", {"minimum": "0", "maximum": "100"}),
    Column("one_of_a_kind", ("Pièce unique", "قطعة فريدة", "One of a kind"),
           lambda e, c: e.item.is_one_of_a_kind, "boolean"),
    Column("perishable", ("Périssable", "قابل للتلف", "Perishable"), lambda e, c: e.item.is_perishable,
           "boolean"),
    Column("work_hours", ("Heures de travail", "ساعات العمل", "Hours of work"),
           lambda e, c: e.item.work_hours or None, "number", {"minimum": "0"}),
    Column("claims", ("Labels (code | émetteur | numéro | valable jusqu’au)",
                      "الشارات (رمز | الجهة | الرقم | صالح إلى)",
                      "Claims (code | issuer | number | valid until)"),
           lambda e, c: "; ".join(map(_claim, (*e.maker.claims, *e.item.claims)))),
    *(column for code, titles in FACTS.items()
      for column in _by_language(f"fact_{code}", titles, _fact(code))),
    Column("eu_responsible_person", ("Personne responsable dans l’UE", "الشخص المسؤول في الاتحاد الأوروبي",
                                     "EU responsible person"),
           lambda e, c: line(c.text(e.item.facts.get("responsible_person", {})))),
    Column("pictures", ("Photos", "الصور", "Photos"),
           lambda e, c: "; ".join(one.src.replace(";", "%3B") for one in e.item.pictures)),
    *_by_language("alt", ("Texte de la photo", "نص الصورة", "Text of the photo"),
                  lambda e: e.item.pictures[0].alt if e.item.pictures else {}, maxLength=250),
    Column("page", ("Page du produit", "صفحة المنتوج", "Page of the product"),
           lambda e, c: page_link(e.item, c), limits=NEEDED),
    Column("text_licence", ("Licence des textes", "ترخيص النصوص", "Licence of the texts"),
           lambda e, c: line(c.licence_of_texts)),
    Column("picture_licence", ("Licence des photos", "ترخيص الصور", "Licence of the photos"),
           lambda e, c: line(c.licence_of_pictures)),
    Column("updated_at", ("Modifié le", "تاريخ التحديث", "Updated"), lambda e, c: e.item.updated_at or None,
           "datetime"),
)  # fmt: skip
