"""A catalogue of the Data Food Consortium loaded into an empty site: our own comes out again as it was."""

import io
import json
import zipfile

import pytest
from django.core.files.base import ContentFile
from PIL import Image

from producers.models import Consent, Organisation
from producers.testing.builders import a_picture, texts
from shop.actions.export_snapshot import refresh_exports
from shop.actions.import_products import apply_import, check_import
from shop.domain.importing import Fault, FileError
from shop.domain.line_sheets import picture_names
from shop.feeds.dfc import Dfc
from shop.imports.reports import read_report
from shop.imports.sheets import read_sheet
from shop.models import ImportRun, Product, Stock, Variant
from shop.reading.exports import entries
from shop.testing.feeds import shares
from tests.shop.imports.test_line_sheet_import import (
    ABROAD,
    OPERATOR,
    a_small_world,
    approve_everything,
    empty_the_site,
    the_words,
)

pytestmark = pytest.mark.django_db(transaction=True)
# Pictures are drawn anew; the point is her province's, which the standard has no word for.
LEFT = {"image", "logo", "latitude", "longitude"}
FARM = "http://farm.example/api/dfc"
OIL, ITEM = f"{FARM}/enterprises/1/supplied_products/2", f"{FARM}/enterprises/1/catalog_items/2"


@pytest.fixture(autouse=True)
def _types(settings):
    settings.SHOP = settings.SHOP | {"DFC_CATEGORIES": {"inedible": "rugs", "oil": "oils"}}


def export() -> dict:
    refresh_exports()
    dialect, out = Dfc(), io.BytesIO()
    dialect.write(entries(ABROAD, lacks=dialect.lacks), ABROAD, out)
    return json.loads(out.getvalue())


def load(document: object, pictures: bytes = b"") -> ImportRun:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    run = ImportRun()
    run.sheet.save("catalogue.jsonld", ContentFile(content))
    if pictures:
        run.pictures.save("pictures", ContentFile(pictures))
    check_import(run)
    apply_import(run, actor=OPERATOR)
    run.refresh_from_db()
    return run


def carried(document: dict) -> dict[str, dict]:
    left = {f"dfc-b:{name}" for name in LEFT}
    return {
        node["@id"]: {name: said for name, said in node.items() if name not in left}
        for node in document["@graph"]
    }


def rows(document: object) -> list[dict]:
    content = document if isinstance(document, bytes) else json.dumps(document).encode()
    return [cells for _number, cells in read_sheet(io.BytesIO(content))]


def makers_with_all_that_is_told() -> None:
    """Makers with a commune, a register number, a sentence and a picture that they let others see."""
    for number, maker in enumerate(Organisation.objects.sellers()):
        Organisation.objects.filter(pk=maker.pk).update(
            commune=texts({"fr": "Aït Bouguemez"}),
            sentence=texts({"fr": f"Nous nouons à {number + 2}, et nous chantons."}),
            legal_number=f"00152{number}",
            picture=a_picture(f"her-{number}", alt="Elle"),
        )
        show_faces(maker)


def show_faces(maker: Organisation) -> None:
    shares(maker, scope="photo", person="")


def named_in(document: dict, name: str) -> list[str]:
    return [node[f"dfc-b:{name}"] for node in document["@graph"] if f"dfc-b:{name}" in node]


def files_of(document: dict) -> set[str]:
    """The names of all pictures of a document, as whoever received it has fetched them."""
    addresses = named_in(document, "image") + named_in(document, "logo")
    return {name for address in addresses for name in picture_names(address)}


def archive(names: set[str]) -> bytes:
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as pictures:
        for place, name in enumerate(sorted(names)):
            drawn = io.BytesIO()
            Image.new("RGB", (640, 480), (place * 20, 90, 90)).save(drawn, "JPEG")
            pictures.writestr(name, drawn.getvalue())
    return content.getvalue()


def test_a_site_loaded_from_the_catalogue_exports_the_same_catalogue():
    a_small_world()
    makers_with_all_that_is_told()
    before = export()
    assert len(before["@graph"]) > 15
    told = {name: named_in(before, name) for name in ("hasCity", "hasDescription", "VATnumber", "logo")}
    assert [len(each) for each in told.values()] == [2, 2, 1, 2]  # of companies alone a number is public
    empty_the_site()
    the_words()
    run = load(before, archive(files_of(before)))
    assert run.counts == {"created": 5}, list(read_report(run))
    # What kind of organisation she is has no word in the standard: whoever approves of her says it.
    Organisation.objects.filter(slug="les-cedres").update(kind=Organisation.Kind.COOPERATIVE)
    for maker in Organisation.objects.all():
        show_faces(maker)
    approve_everything()
    after = export()
    assert carried(after) == carried(before)
    for name in ("image", "logo"):
        assert len(named_in(after, name)) == len(named_in(before, name)) > 0


def test_what_is_told_of_a_maker_is_written_down_and_shown_to_nobody():
    a_small_world()
    makers_with_all_that_is_told()
    before = export()
    empty_the_site()
    the_words()
    load(before)
    maker = Organisation.objects.get(slug="les-cedres")
    assert (str(maker.commune), maker.legal_number[:5], maker.picture) == ("Aït Bouguemez", "00152", None)
    assert "chantons" in str(maker.sentence)
    assert (maker.status, maker.is_visible) == ("applied", False)
    assert export()["@graph"] == []


def test_a_picture_of_hers_is_shown_only_once_she_agrees_here():
    a_small_world()
    makers_with_all_that_is_told()
    before = export()
    empty_the_site()
    the_words()
    load(before, archive(files_of(before)))
    assert Organisation.objects.exclude(picture=None).count() == 2
    approve_everything()
    assert named_in(export(), "logo") == []


@pytest.mark.parametrize(
    ("said", "kept"),
    [({"hasCity": "Tafraout"}, "Tafraout"), ({"hasCity": "12 rue des Oliviers"}, ""),
     ({"city": "Ameln", "hasStreet": "Derb 4", "hasPostalCode": "85450", "latitude": 29.7}, "Ameln"),
     ({"hasCity": "x" * 101}, "")],
)  # fmt: skip
def test_no_more_of_an_address_than_the_commune_is_taken(said, kept):
    other = json.loads(json.dumps(OTHERS))
    other["@graph"][1] |= {f"dfc-b:{name}": value for name, value in said.items()}
    (row,) = rows(other)
    assert row.get("producer_commune_fr", "") == kept
    assert not [word for word in ("Secret", "Olivier", "Derb", "85450", "29.7") if word in str(row)]


def test_a_long_story_with_marks_is_cut_at_a_word_and_a_long_number_left_out():
    (row,) = rows(changed('"An enterprise"', json.dumps("<p>Nous</p> " + "tissons " * 90)))
    said = row["producer_sentence_fr"]
    assert said.startswith("Nous")
    assert said.endswith("tissons")
    assert 380 < len(said) <= 400
    (row,) = rows(changed('"An enterprise"', '"An enterprise", "dfc-b:VATnumber": "' + "1" * 61 + '"'))
    assert "producer_number" not in row


def test_what_is_loaded_is_hidden_until_somebody_approves_and_twice_is_once():
    a_small_world()
    before = export()
    empty_the_site()
    the_words()
    assert load(before).counts == {"created": 5}
    assert set(Organisation.objects.values_list("status", "is_visible")) == {("applied", False)}
    assert not Consent.objects.exists()
    assert not Product.objects.filter(live=True).exists()
    assert load(before).counts == {"same": 5}
    assert (Product.objects.count(), Variant.objects.count(), Stock.objects.count()) == (4, 5, 5)


OTHERS = {
    "@context": "https://w3id.org/dfc/ontology/context/context_1.16.0.json",
    "@graph": [
        {"@id": f"{FARM}/enterprises/1", "@type": "dfc-b:Enterprise",
         "dfc-b:name": "Fred's Farm", "dfc-b:hasDescription": "An enterprise",
         "dfc-b:hasAddress": f"{FARM}/addresses/4",
         "dfc-b:supplies": OIL,
         "dfc-b:manages": ITEM},
        {"@id": f"{FARM}/addresses/4", "@type": "dfc-b:Address",
         "dfc-b:region": "Souss-Massa", "dfc-b:hasStreet": "1 Secret Street"},
        {"@id": OIL, "@type": "dfc-b:SuppliedProduct", "dfc-b:name": "Argan oil",
         "dfc-b:description": "<b>Cold</b> pressed",
         "dfc-b:hasType": "dfc-pt:oil",
         "dfc-b:hasQuantity": {"@type": "dfc-b:QuantitativeValue", "dfc-b:hasUnit": "dfc-m:Millilitre",
                               "dfc-b:value": 250.0}},
        {"@id": ITEM, "@type": "dfc-b:CatalogItem",
         "dfc-b:references": OIL,
         "dfc-b:sku": "OIL", "dfc-b:stockLimitation": 5,
         "dfc-b:offeredThrough": f"{FARM}/enterprises/1/offers/2"},
        {"@id": f"{FARM}/enterprises/1/offers/2", "@type": "dfc-b:Offer",
         "dfc-b:hasPrice": {"@type": "dfc-b:Price", "dfc-b:value": 19.5, "dfc-b:hasUnit": "dfc-m:Euro"}},
    ],
}  # fmt: skip


def test_a_catalogue_in_the_shape_of_open_food_network_is_read():
    (row,) = rows(OTHERS)
    assert (row["key"], row["category"], row["producer"], row["region"]) == (
        "OIL",
        "oils",
        "freds-farm",
        "MA-09",
    )
    assert (row["name_fr"], row["description_fr"]) == ("Argan oil", "Cold pressed")
    assert (row["price_EUR"], row["stock"]) == ("19.5", "5")
    assert (row["net_quantity"], row["net_unit"]) == ("250.0", "ml")
    assert "Secret" not in str(row)
    the_words()
    assert load(OTHERS).counts == {"created": 1}
    assert load(OTHERS).counts == {"same": 1}


def changed(old: str, new: str) -> dict:
    text = json.dumps(OTHERS)
    assert old in text
    return json.loads(text.replace(old, new))


def test_names_of_the_ontology_and_whole_addresses_mean_the_same():
    base = "https://w3id.org/dfc/ontology/src/DFC_BusinessOntology.owl#"
    assert rows(changed('"dfc-b:', f'"{base}')) == rows(OTHERS)
    assert rows(OTHERS["@graph"]) == rows(OTHERS)


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [('"dfc-m:Euro"', '"dfc-m:Dirham"', "prix"), ('"dfc-m:Euro"', '""', "prix"),
     ("dfc-pt:oil", "dfc-pt:rocket", "category"),
     ('"Argan oil"', '""', "nom"), ("19.5", '"dear"', "price_EUR"),
     ('"dfc-b:stockLimitation": 5', '"dfc-b:stockLimitation": "many"', "stock"),
     ('"dfc-b:sku": "OIL"', '"dfc-b:sku": "a\\u0000b"', "key")],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_its_column(old, new, where):
    the_words()
    run = load(changed(old, new))
    assert run.counts == {"refused": 1}
    assert any(where in why for *_rest, why in read_report(run)), list(read_report(run))
    assert not Product.objects.exists()


def test_stock_that_nobody_counts_is_none():
    assert "stock" not in rows(changed('"dfc-b:stockLimitation": 5', '"dfc-b:stockLimitation": -1'))[0]


@pytest.mark.parametrize(
    ("content", "fault"),
    [(b"{", Fault.NOT_A_SHEET), (b"[" * 100_000, Fault.NOT_A_SHEET), (b'{"@graph": 7}', Fault.NO_COLUMNS),
     (b"[]", Fault.NO_COLUMNS), (b'[null, 1, "x", {"@id": 7}]', Fault.NO_COLUMNS),
     (b'{"a": "\xff"}', Fault.NOT_A_SHEET)],
)  # fmt: skip
def test_a_document_without_a_catalogue_is_refused_whole(content, fault):
    with pytest.raises(FileError) as refused:
        rows(content)
    assert refused.value.complaint.fault is fault


def test_links_that_go_in_circles_or_nowhere_end():
    links = dict.fromkeys(("references", "offeredThrough", "isVariantOf", "managedBy"), "a")
    around = {f"dfc-b:{name}": to for name, to in links.items()} | {"@id": "a", "@type": "dfc-b:CatalogItem"}
    assert rows([around])[0]["key"]
    (row,) = rows([around | {"dfc-b:references": "nowhere"}])
    assert not row.keys() & {"id", "key", "product_id", "name_fr"}
