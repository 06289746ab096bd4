"""A maker is forgotten: her pages with all versions, pictures, places of pay; amounts and papers stay."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.core.management import call_command
from django.utils import timezone
from wagtail.models import Page, PageLogEntry, Revision

from home.testing.builders import a_consent, a_story, published
from producers.actions.deliver import deliver_announcements
from producers.actions.erase_person import erase_person
from producers.actions.record import record
from producers.actions.remove_pictures import remove_hidden_pictures
from producers.actions.send_messages import send_messages
from producers.domain.actors import Actor
from producers.guards import missing_guards
from producers.models import Act, Consent, Evidence, FormerSlug, Label, Organisation, Picture, ProducerPage
from producers.testing.builders import a_producer, texts
from shop.actions import erase_offers, fulfil
from shop.actions.blank_invoices import blank_old_invoices
from shop.actions.confirm_by_phone import confirm_by_phone
from shop.actions.forget_old import forget_old_sellers
from shop.actions.issue_invoice import issue_invoice
from shop.actions.search_words import refresh_search_words
from shop.models import InvoiceParty, OrderLine, Product, ProductPicture
from shop.reading.persons import maker
from shop.reading.reconcile import differences
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant, on_show
from shop.testing.orders import a_placed_order
from shop.testing.payouts import a_destination, bank_details
from tests.storefront.marks import found_in_files, found_in_tables

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("own_papers")]
OFFICE = Actor(None, "office")
MARKS = ("zqmaker",)
KEPT = {
    ("tiwizi_shop_invoiceparty", "name"),
    ("tiwizi_shop_invoiceparty", "city"),
    ("tiwizi_shop_invoiceparty", "lines"),
    *(("tiwizi_shop_orderline", name) for name in ("seller_name", "product_name", "variant_name", "sku")),
    ("tiwizi_shop_invoice", "content"),
}
"""Who sold, and what, on invoices and orders: the law asks for it as long as for the buyer."""
FOR_GOOD = {("tiwizi_shop_invoice", "content")}
"""What an invoice says was sold is hashed: that a maker named a piece after herself does not change it."""


def a_known_maker() -> Organisation:
    found = a_producer(
        slug="zqmaker", name="Zqmaker Aïcha", sentence=texts("Zqmaker weaves"), commune=texts("Zqmaker town"),
        place_name=texts("Douar Zqmaker"), phone="+212790555999", email="zqmaker@example.test",
        legal_name="Zqmaker Legal", legal_contact="zqmaker@example.test", search_text="zqmaker",
    )  # fmt: skip
    found.picture = Picture.objects.create(alt=texts("Zqmaker's hands"), credit="Zqmaker")
    found.save()
    FormerSlug.objects.create(kind="producer", slug="zqmaker-old", export_id=found.export_id)
    return found


def everything_about(her: Organisation) -> None:
    """Tell her story, prove her label, pay her, sell what she makes and invoice it."""
    story = a_story(producer=her, title="Zqmaker's day", summary="Zqmaker begins")
    a_consent(story, person="Zqmaker Aïcha")
    story = published(story)
    story.title = "Zqmaker's other day"
    story.save_revision(log_action=True)
    root = Page.get_first_root_node()
    page = root.add_child(instance=ProducerPage(title="Zqmaker", slug="zqmaker-page", organisation=her))
    page.save_revision(log_action=True).publish()
    Consent.objects.create(
        organisation=her, person="Zqmaker", scope="photo", heard_in="fr", given_at=timezone.now()
    )
    Evidence.objects.create(
        organisation=her, label=Label.objects.create(code="x", name=texts("x")), kind="document",
        issuer="Zqmaker's union", checked_by="Zqmaker", checked_on=timezone.localdate(),
        file=ContentFile(b"zqmaker", name="zqmaker.pdf"),
    )  # fmt: skip
    a_destination(her, bank_details(holder="Zqmaker Aïcha"))
    product = her_rug(her)
    variant = a_variant(product, price="200", stock=5, sku="ZQMAKER-1", name=texts("Zqmaker's own"))
    on_show(variant)
    order = a_placed_order(variant)
    OrderLine.objects.filter(part__order=order).update(seller_name="Zqmaker Legal")
    confirm_by_phone(order, actor=OFFICE)
    part = order.parts.get()
    fulfil.accept(part, actor=Actor(None, "Zqmaker", her.pk), reason="Zqmaker has wool")
    fulfil.ship(part, carrier="Amana", tracking="T1", actor=OFFICE)
    fulfil.deliver(part, actor=OFFICE)
    issue_invoice(part)
    deliver_announcements()
    send_messages()
    call_command("update_index", verbosity=0)
    refresh_search_words()


def her_rug(her: Organisation) -> Product:
    """An offer that names her in every place: name, address, words, picture, tag, versions, old address."""
    product = a_product(
        producer=her, name="Tapis Zqmaker", slug="tapis-zqmaker",
        summary=texts("by Zqmaker"), description=texts("Zqmaker"),
    )  # fmt: skip
    picture = Picture.objects.create(alt=texts("Zqmaker at the loom"), credit="Zqmaker")
    ProductPicture.objects.create(product=product, picture=picture)
    FormerSlug.objects.create(kind="product", slug="zqmaker-rug", export_id=product.export_id)
    product.tags.add("zqmaker")
    product.save()
    product.save_revision(log_action=True)
    return product


def test_nothing_of_her_is_left_but_what_the_law_keeps():
    a_fee_rule()
    a_market(cash_limit=100_000)
    her = a_known_maker()
    everything_about(her)
    before = {table for table, _ in found_in_tables(MARKS)}
    assert before >= {
        "tiwizi_producers_organisation", "wagtailcore_revision", "wagtailcore_page",
        "wagtailcore_pagelogentry",
        "tiwizi_home_storyconsent", "tiwizi_producers_consent", "tiwizi_producers_evidence",
        "tiwizi_shop_payoutdestination", "tiwizi_shop_searchrow", "wagtailsearch_indexentry",
    }, "the walk sees what is there"  # fmt: skip
    assert found_in_files(MARKS) == {"evidence", "invoices"}
    erase_person(maker(her), actor=OFFICE)
    remove_hidden_pictures()
    refresh_search_words()
    assert found_in_tables(MARKS) <= KEPT
    assert ("tiwizi_shop_orderline", "seller_name") in found_in_tables(MARKS)
    assert found_in_files(MARKS) == {"invoices"}
    assert list(differences()) == []
    her.refresh_from_db()
    assert (her.slug, her.status, str(her.name)) == (f"producer-{her.number}", "suspended", f"№ {her.number}")
    assert not Revision.objects.filter(object_str__icontains="zqmaker").exists()
    assert PageLogEntry.objects.exists(), "that something was done stays, not with what"
    assert erase_person(maker(her), actor=OFFICE) is not None


def test_her_offers_are_gone_from_every_page_and_their_pictures_too(client):
    a_market(cash_limit=100_000)
    her = a_known_maker()
    rug, other = her_rug(her), a_product(name="Tapis d'une autre")
    on_show(a_variant(rug, price="200"), a_variant(other, price="200"))
    assert client.get("/fr/shop/p/tapis-zqmaker/").status_code == 200
    assert "Zqmaker" in client.get("/fr/shop/").content.decode()
    erase_person(maker(her), actor=OFFICE)
    for slug in ("tapis-zqmaker", "zqmaker-rug", erase_offers.neutral_slug(rug.pk)):
        answer = client.get(f"/fr/shop/p/{slug}/", follow=True)
        assert answer.status_code in (404, 410), slug
        assert "Zqmaker" not in answer.content.decode().replace("tapis-zqmaker", ""), slug
    page = client.get("/fr/shop/").content.decode()
    assert "Zqmaker" not in page
    assert "Tapis d" in page, "those of others stay"
    rug.refresh_from_db()
    assert (str(rug.name), rug.live, rug.pictures.count()) == (f"№ {rug.pk}", False, 0)
    assert not Picture.objects.filter(alt__icontains="zqmaker").exists()
    assert Picture.objects.filter(removal_due_at__isnull=False).count() == 2
    other.refresh_from_db()
    assert other.live
    assert erase_offers.erase_offers(her, actor=OFFICE) == 0, "nothing is left to do"


def test_offers_are_erased_to_the_end_by_whoever_repeats_it(monkeypatch):
    """Cut after the first of two; the second call does the other."""
    her = a_known_maker()
    her_rug(her)
    a_product(producer=her, name="Zqmaker's vase", slug="zqmaker-vase")
    real, done = erase_offers.record, []

    def die_at_the_second(**said):
        done.append(said)
        if len(done) == 2:
            raise KeyboardInterrupt
        return real(**said)

    monkeypatch.setattr(erase_offers, "record", die_at_the_second)
    with pytest.raises(KeyboardInterrupt):
        erase_offers.erase_offers(her, actor=OFFICE)
    assert sorted("zqmaker" in slug for slug in her.products.values_list("slug", flat=True)) == [False, True]
    monkeypatch.undo()
    assert erase_offers.erase_offers(her, actor=OFFICE) == 1


def test_papers_forget_who_sold_when_the_law_does(settings):
    a_fee_rule()
    a_market(cash_limit=100_000)
    her = a_known_maker()
    everything_about(her)
    erase_person(maker(her), actor=OFFICE)
    assert forget_old_sellers() == 0
    later = timezone.now() + timedelta(days=366 * 11)
    assert forget_old_sellers(now=later) >= 2
    assert blank_old_invoices(today=later.date()) == 1
    refresh_search_words()
    assert found_in_tables(MARKS) == FOR_GOOD
    assert found_in_files(MARKS) == set()
    assert InvoiceParty.objects.get(role="seller").blanked_at


def test_the_log_lets_go_of_words_and_of_nothing_else(django_user_model):
    from django.db import IntegrityError, connection, transaction

    with transaction.atomic():
        record(verb="x", row=a_producer(), actor=Actor(None, "Aïcha"), reason="why", after={"a": 1})
    Act.objects.update(reason="", actor_name="")
    assert Act.objects.filter(verb="x", reason="", actor_name="", after={"a": 1}).count() == 1
    changes = (
        {"reason": "other"},
        {"actor_name": "Other"},
        {"verb": "y"},
        {"after": {}},
        {"reason": "", "verb": "y"},
    )
    for change in changes:
        with pytest.raises(IntegrityError), transaction.atomic():
            Act.objects.update(**change)
    with pytest.raises(IntegrityError), transaction.atomic():
        Act.objects.all().delete()
    assert missing_guards(connection) == []
