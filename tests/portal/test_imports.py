"""An agent's spreadsheet: of those who let her prepare their products, checked like all that she sends."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook

from producers.domain.actors import SYSTEM, Actor
from producers.models import Act, DoneForHer, Grant, Submission
from producers.testing.builders import a_producer, an_agent_for, an_association, an_owner_of
from shop.actions.import_products import apply_import
from shop.actions.publish_product import publish
from shop.models import Category, ImportRun, Price, Product, Variant
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
HEADINGS = "key;producer;category;name_fr;price_MAD"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def row(key="T1", producer="tuda", name="Tapis", price="450", more="") -> str:
    return f"{key};{producer};rugs;{name};{price}{more}"


def sheet(*rows: str, headings: str = HEADINGS) -> SimpleUploadedFile:
    return SimpleUploadedFile("p.csv", "\n".join([headings, *rows]).encode(), "text/csv")


@pytest.fixture(autouse=True)
def tuda():
    a_market()
    Category.objects.get_or_create(slug="rugs", defaults={"name": "Tapis"})
    return a_producer(slug="tuda", name="Tuda")


@pytest.fixture
def association():
    return an_association(slug="atlas")


@pytest.fixture
def agent(tuda, association):
    return an_agent_for(tuda, association=association, permission="manage_products", username="amina")


def send(agent, *rows: str, **fields) -> ImportRun:
    answer = signed_in(agent).post(reverse("shop_portal:imports"), {"sheet": sheet(*rows, **fields)})
    assert answer.status_code == 302, answer.content
    run = ImportRun.objects.get()
    assert answer.url == reverse("shop_portal:import", args=[run.pk])
    return run


def shown(agent, run) -> str:
    return signed_in(agent).get(reverse("shop_portal:import", args=[run.pk])).content.decode()


def do_it(agent, run, **form):
    return signed_in(agent).post(reverse("shop_portal:import", args=[run.pk]), form)


def published(agent, run) -> Product:
    do_it(agent, run)
    product = Product.objects.get()
    publish(product, revision=product.latest_revision, actor=SYSTEM)
    Submission.objects.update(state="approved", decided_at=timezone.now())
    run.delete()
    return Product.objects.get()


def test_it_is_looked_at_first_and_nothing_changes_before_her_word(agent):
    run = send(agent, row())
    assert (run.state, run.counts) == ("checked", {"created": 1})
    assert not Product.objects.exists()
    assert not Act.objects.exists()
    assert 'id="apply"' in shown(agent, run)


def test_what_she_sends_waits_to_be_checked_and_is_done_by_her_for_each(agent, tuda, association):
    other = a_producer(slug="yto", name="Yto")
    Grant.objects.create(giver=other, receiver=association, permission="manage_products")
    run = send(agent, row(), row("Y1", "yto"), row("Y2", "yto"))
    assert do_it(agent, run).status_code == 302
    assert do_it(agent, run).status_code == 422, "it is over"
    assert not Product.objects.public().exists()
    assert Submission.objects.waiting().count() == 3
    for maker, count in ((tuda, 1), (other, 2)):
        sent = Submission.objects.filter(organisation=maker, kind="product", is_by_agent=True, is_new=True)
        assert sent.count() == count
        acts = Act.objects.filter(verb="submission.sent", for_organisation=maker, actor_id=agent.pk)
        assert acts.count() == count
        assert DoneForHer.objects.filter(organisation=maker, act__in=acts).count() == count
    product = Product.objects.get(producer=tuda)
    assert product.get_latest_revision_as_object().name.localize("fr") == "Tapis"
    assert Price.objects.get(variant__product=product).amount.amount == 450


def test_she_brings_nobody_in_and_adds_nothing_to_what_is_on_sale(agent, tuda):
    product = published(agent, send(agent, row()))
    headings = f"{HEADINGS};maker_id;product_id;id;currency;producer_name_fr"
    stranger = row("S1", "new", more=f";{'m' * 22};{'p' * 22};{'v' * 22};MAD;Nouvelle")
    added = row("T2", more=f";{tuda.export_id};{product.export_id};{'w' * 22};MAD;Tuda")
    run = send(agent, stranger, added, headings=headings)
    assert run.counts == {"refused": 2}
    do_it(agent, run, partial="yes")
    assert (Product.objects.count(), Variant.objects.count()) == (1, 1)


def test_words_of_what_is_on_sale_wait_and_its_price_holds_at_once(agent, tuda):
    product = published(agent, send(agent, row()))
    run = send(agent, row(name="Tapis rouge", price="500"))
    assert run.counts == {"changed": 1}
    do_it(agent, run)
    product.refresh_from_db()
    assert product.name.localize("fr") == "Tapis"
    waiting = Submission.objects.waiting().get()
    assert (waiting.is_new, waiting.is_by_agent) == (False, True)
    assert waiting.revision.as_object().name.localize("fr") == "Tapis rouge"
    assert Price.objects.get().amount.amount == 500
    assert Act.objects.get(verb="price.set", reason="import").for_organisation == tuda


def test_the_same_file_again_changes_nothing(agent):
    published(agent, send(agent, row()))
    assert send(agent, row()).counts == {"same": 1}


@pytest.mark.parametrize("permission", [None, "edit_profile", "manage_stock", "manage_orders"])
def test_who_did_not_let_her_prepare_is_refused_like_who_is_not_known(agent, association, permission):
    stranger = a_producer(slug="fatma", name="Fatma")
    if permission:
        Grant.objects.create(giver=stranger, receiver=association, permission=permission)
    page = shown(agent, send(agent, row("T1", "fatma"), row("T2", "nobody")))
    assert page.count('data-role="row"') == 2
    lines = [part.split("</span>")[0] for part in page.split("<span>") if "producer: " in part]
    assert lines[0].replace("fatma", "nobody") == lines[1]
    assert "Fatma" not in page


def test_an_address_of_anothers_offer_does_not_show_whose_it_is(agent):
    stranger = a_producer(slug="fatma")
    Product.objects.create(
        producer=stranger, category=Category.objects.get(), slug="fatma-t1", name="X", live=False
    )
    page = shown(agent, send(agent, row("T1", "fatma"), row("T2", "fatma")))
    assert page.count("producer: fatma") == 2
    assert "fatma-t1" not in page
    lines = [part.split("</span>")[0] for part in page.split("<span>") if "producer: fatma" in part]
    assert lines[0] == lines[1]


def test_a_refused_row_keeps_all_back_unless_it_is_left_out(agent):
    run = send(agent, row(), row("T2", price="-1"))
    assert do_it(agent, run).status_code == 422
    assert not Product.objects.exists()
    assert do_it(agent, run, partial="yes").status_code == 302
    assert [one.sku for one in Variant.objects.all()] == ["T1"]


def test_a_grant_that_ends_before_her_word_ends_her_file(agent, tuda, association):
    run = send(agent, row())
    Grant.objects.update(withdrawn_at=timezone.now())
    do_it(agent, run)
    run.refresh_from_db()
    assert run.state == "checked", "nothing was applied"
    apply_import(run, actor=Actor(agent.pk, "amina"))
    assert not Product.objects.exists()
    assert not Submission.objects.exists()


def test_whoever_is_no_agent_any_more_applies_nothing(agent):
    run = send(agent, row())
    agent.tiwizi_memberships.all().delete()
    assert do_it(agent, run).status_code == 404
    apply_import(run, actor=Actor(agent.pk, "amina"))
    assert not Product.objects.exists()


def test_facts_in_words_that_would_be_public_at_once_are_the_centres(agent):
    published(agent, send(agent, row()))
    run = send(agent, row(more=";Laine"), headings=f"{HEADINGS};fact_wool_fr")
    assert run.counts == {"refused": 1}
    assert "fact_" in shown(agent, run)
    assert Variant.objects.get().facts == {}


def test_a_suspended_maker_is_not_imported(agent, tuda):
    tuda.status = "suspended"
    tuda.save()
    assert send(agent, row()).counts == {"refused": 1}


def test_nobody_else_sees_her_file_and_who_is_no_agent_has_no_such_screen(agent, tuda, association):
    run = send(agent, row())
    here = reverse("shop_portal:import", args=[run.pk])
    colleague = an_agent_for(tuda, association=association, permission="manage_products", username="zineb")
    owner = an_owner_of(tuda, username="tuda")
    for user, addresses in (
        (colleague, [here]),
        (owner, [here, reverse("shop_portal:imports"), reverse("shop_portal:import_template")]),
    ):
        for address in addresses:
            assert signed_in(user).get(address).status_code == 404
            assert signed_in(user).post(address, {"partial": "yes"}).status_code in (404, 405)
    assert not Product.objects.exists()
    office = ImportRun.objects.create(sheet="x.csv", actor=agent)
    assert signed_in(agent).get(reverse("shop_portal:import", args=[office.pk])).status_code == 404


@pytest.mark.parametrize(
    "content", [b"", b"<html>", b"\xd0\xcf\x11\xe0old", b"PK\x03\x04broken", b"a;b\n1;2", b"\xff\xfe\x00"]
)
def test_a_file_that_is_no_spreadsheet_changes_nothing_and_says_why(agent, content):
    client = signed_in(agent)
    answer = client.post(reverse("shop_portal:imports"), {"sheet": SimpleUploadedFile("p.csv", content)})
    if answer.status_code == 302:
        page = client.get(answer.url).content.decode()
        assert 'role="alert"' in page
        assert 'id="apply"' not in page
    else:
        assert answer.status_code == 422
    assert not Product.objects.exists()


def test_the_template_holds_every_heading_and_her_makers_alone(agent):
    a_producer(slug="fatma", name="Fatma")
    content = signed_in(agent).get(reverse("shop_portal:import_template")).content
    book = load_workbook(io.BytesIO(content))
    assert book.active["A1"].value == "key"
    codes = {line[0] for line in book["codes"].iter_rows(values_only=True)}
    assert {"tuda", "rugs"} <= codes
    assert "fatma" not in codes


def test_her_list_leads_there(agent):
    page = signed_in(agent).get(reverse("portal:producers")).content.decode()
    assert reverse("shop_portal:imports") in page
