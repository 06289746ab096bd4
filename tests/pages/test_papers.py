"""Invoices given out: with the order's secret, to the seller, in the office; to nobody else."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from django.urls import reverse
from lxml import etree

from producers.testing.builders import a_producer, a_user, an_accountant, an_operator, an_owner_of
from shop import paper_answers
from shop.actions.issue_invoice import issue_invoice
from shop.models import SellerOfRecord
from shop.testing.builders import a_market, a_product, a_variant
from shop.testing.orders import a_placed_order
from tests.shop.papers.read_back import words

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _market():
    a_market(cash_limit=100_000)


def into_the_office(user):
    """Let somebody into the back office, where what she may see is up to us."""
    door = Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    user.user_permissions.add(door)
    return user


def an_invoice(producer=None, **fields):
    variant = a_variant(product=a_product(producer=producer or a_producer()), stock=9)
    return issue_invoice(a_placed_order(variant, **fields).parts.get())


def address(invoice, order=None, **query):
    query = {"id": invoice.export_id} | query
    token = (order or invoice.part.order).token
    return f"/fr/orders/{token}/paper/?" + "&".join(f"{key}={value}" for key, value in query.items())


def test_the_order_page_leads_to_its_papers(client):
    invoice = an_invoice()
    page = client.get(f"/fr/orders/{invoice.part.order.token}/").content.decode()
    assert page.count('data-role="paper"') == 1
    assert invoice.number in page
    assert f"?id={invoice.export_id}" in page


def test_an_order_without_papers_says_nothing_of_them(client):
    order = a_placed_order(a_variant(stock=3))
    assert 'data-role="paper"' not in client.get(f"/fr/orders/{order.token}/").content.decode()


def test_the_secret_opens_pdf_and_xml_privately(client):
    invoice = an_invoice()
    pdf, xml = client.get(address(invoice)), client.get(address(invoice, **{"as": "xml"}))
    assert pdf["Content-Type"] == "application/pdf"
    assert invoice.number in words(pdf.content)
    assert xml["Content-Type"] == "application/xml"
    assert etree.fromstring(xml.content).tag.endswith("Invoice")
    for answer in (pdf, xml):
        assert answer["Cache-Control"] == "private, no-store"
        assert invoice.number in answer["Content-Disposition"]


def test_the_paper_is_in_the_language_of_the_order_whatever_the_page_is_in(client):
    invoice = an_invoice(language="ar")
    assert "فاتورة" in words(client.get(address(invoice).replace("/fr/", "/en/")).content)


@pytest.mark.parametrize("query", [{"id": "nothing"}, {"id": "%00"}, {"as": "docx"}, {"id": "1"}])
def test_what_is_not_there_is_a_404(client, query):
    assert client.get(address(an_invoice(), **query)).status_code == 404


def test_a_foreign_secret_opens_no_paper(client):
    mine, other = an_invoice(), an_invoice()
    assert client.get(address(mine, other.part.order)).status_code == 404
    assert client.get(address(mine).replace(mine.part.order.token, "x" * 43)).status_code == 404
    assert client.get(address(mine)).status_code == 200


def test_without_the_press_there_is_no_pdf_and_no_link_to_one(client, monkeypatch):
    invoice = an_invoice()
    monkeypatch.setattr(paper_answers, "has_press", lambda: False)
    monkeypatch.setattr("shop.views.orders.has_press", lambda: False)
    assert client.get(address(invoice)).status_code == 404
    assert client.get(address(invoice, **{"as": "xml"})).status_code == 200
    assert ">PDF<" not in client.get(f"/fr/orders/{invoice.part.order.token}/").content.decode()


def test_a_seller_finds_what_is_sold_in_her_name_and_nothing_else():
    mariam, coop = a_producer(), a_producer()
    SellerOfRecord.objects.create(producer=mariam, seller=coop, since="2020-01-01")
    hers, others = an_invoice(mariam), an_invoice()
    client, maker = Client(), Client()
    client.force_login(an_owner_of(coop))
    maker.force_login(an_owner_of(mariam))
    page = client.get("/fr/my-invoices/").content.decode()
    assert hers.number in page
    assert others.number not in page
    assert hers.number not in maker.get("/fr/my-invoices/").content.decode()
    assert client.get(f"/fr/my-invoices/{hers.export_id}/?as=pdf").status_code == 200
    assert client.get(f"/fr/my-invoices/{others.export_id}/?as=pdf").status_code == 404
    assert maker.get(f"/fr/my-invoices/{hers.export_id}/?as=xml").status_code == 404


@pytest.mark.parametrize("builder", [an_operator, an_accountant])
def test_the_office_finds_and_gives_papers(client, builder):
    invoice = an_invoice()
    client.force_login(into_the_office(builder()))
    assert invoice.number in client.get(reverse("shop_office:invoices")).content.decode()
    page = client.get(reverse("shop_office:invoice", args=[invoice.pk])).content.decode()
    assert invoice.sha256 in page
    assert (
        client.get(reverse("shop_office:invoice_file", args=[invoice.pk]))["Content-Type"]
        == "application/pdf"
    )


def test_others_learn_nothing_of_them(client):
    invoice = an_invoice()
    client.force_login(into_the_office(a_user("somebody", is_staff=True)))
    for path in ("", f"{invoice.pk}/", f"{invoice.pk}/file/"):
        assert client.get(reverse("shop_office:invoices") + path).status_code == 404


@pytest.mark.parametrize(
    ("query", "count"),
    [
        ("", 2), ("?kind=invoice", 2), ("?kind=credit_note", 0), ("?q=nothing", 0), ("?kind=wrong", 2),
        ("?since=2100-01-01", 0), ("?until=2100-01-01", 2), ("?since=x", 2), ("?seller=nobody", 0),
    ],
)  # fmt: skip
def test_the_list_is_narrowed(client, query, count):
    invoices = [an_invoice(), an_invoice()]
    client.force_login(into_the_office(an_operator()))
    page = client.get(reverse("shop_office:invoices") + query).content.decode()
    assert sum(invoice.number in page for invoice in invoices) == count


def test_the_list_needs_as_few_queries_for_many_as_for_one(client, django_assert_max_num_queries):
    client.force_login(into_the_office(an_operator()))
    seller = a_producer()
    for _ in range(5):
        an_invoice(seller)
    client.get(reverse("shop_office:invoices"))
    with django_assert_max_num_queries(14):
        client.get(reverse("shop_office:invoices"))


def test_a_seller_is_named_by_the_office(client):
    mariam, coop = a_producer(), a_producer()
    client.force_login(into_the_office(an_operator()))
    form = {"producer": mariam.slug, "seller": coop.slug, "since": "2100-01-01", "reason": "contract"}
    assert client.post(reverse("shop_office:seller_new"), form).status_code == 302
    assert SellerOfRecord.objects.get().seller == coop
    assert str(mariam) in client.get(reverse("shop_office:sellers")).content.decode()
    for wrong in ({"since": "2020-01-01"}, {"seller": "nobody"}, {"reason": ""}):
        assert client.post(reverse("shop_office:seller_new"), form | wrong).status_code == 422
    assert SellerOfRecord.objects.count() == 1
