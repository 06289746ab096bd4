"""How her pieces were received: shown to her and to operators alone, once there are enough of them."""

import pytest
from django.test import Client
from django.urls import reverse

from producers.domain.actors import BUYER, Actor
from producers.models import Act
from producers.testing.builders import a_producer, a_user, an_agent_for, an_operator, an_owner_of, texts
from shop.actions.ask_change import ask_change
from shop.actions.code_defect import NotAComplaintError, code_defect
from shop.domain.changes import ChangeKind
from shop.models import Change, Defect, Lesson, Order, OrderLine, ProducerOrder, Technique
from shop.reading.quality import quality_of
from shop.testing.builders import a_fee_rule, a_market, a_product, a_variant
from shop.testing.buying import an_order
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def maker():
    a_fee_rule()
    a_market(cash_limit=100_000)
    return a_producer(name="Tuda", slug="tuda")


def sold(maker, quantity: int, technique: Technique | None = None, slug: str = "rug") -> Order:
    product = a_product(producer=maker, slug=slug, name="Tapis")
    if technique:
        product.techniques.add(technique)
        product.save()
    order = an_order((a_variant(product, price="10.00", stock=50), quantity))
    ProducerOrder.objects.filter(order=order).update(status="delivered")
    return order


def complained(order: Order, pieces: int, defect: Defect | None = None) -> Change:
    line = OrderLine.objects.get(part__order=order)
    change = ask_change(order, ChangeKind.COMPLAINT, pieces={line.pk: pieces}, note="torn", actor=BUYER)
    return code_defect(change, defect, actor=BUYER)


def a_defect(code="seam", name="Couture ouverte") -> Defect:
    return Defect.objects.create(code=code, name=texts(name))


def test_she_sees_the_rate_of_a_technique_with_the_lesson_that_fits(maker, django_assert_max_num_queries):
    knot = Technique.objects.create(slug="knot", name=texts("Nouage"))
    seam, colour = a_defect(), a_defect("colour", "Couleur qui part")
    for code, defect in (("seams", seam), ("dye", colour)):
        Lesson.objects.create(code=code, title=texts(f"Leçon {code}")).defects.add(defect)
    complained(sold(maker, 20, knot), 3, seam)
    client = signed_in(an_owner_of(maker))
    with django_assert_max_num_queries(40):
        page = client.get(reverse("shop_portal:quality")).content.decode()
    assert "Nouage" in page
    assert "<bdi>15</bdi>" in page
    assert "Couture ouverte" in page
    assert "Leçon seams" in page
    assert "Leçon dye" not in page


def test_too_few_pieces_say_nothing(maker):
    complained(sold(maker, 9), 5, a_defect())
    page = signed_in(an_owner_of(maker)).get(reverse("shop_portal:quality")).content.decode()
    assert 'data-role="quality"' in page
    assert 'data-role="rate"' not in page
    assert "Couture" not in page


@pytest.mark.parametrize("status", ["refused", "dropped"])
def test_a_complaint_that_came_to_nothing_does_not_count(maker, status):
    change = complained(sold(maker, 10), 2)
    assert quality_of(maker)[0].percent == 20
    Change.objects.filter(pk=change.pk).update(status=status, ended_at=change.created_at)
    assert quality_of(maker)[0].percent == 0


def test_nobody_else_sees_it(maker, client):
    complained(sold(maker, 20), 3, a_defect())
    for user in (a_user(), an_owner_of(a_producer(name="Other"))):
        answer = signed_in(user).get(reverse("shop_portal:quality"))
        assert "Couture" not in answer.content.decode()
    agent = an_agent_for(maker, permission="manage_stock")
    assert signed_in(agent).get(reverse("shop_portal:quality")).status_code == 404
    for address in (reverse("shop:maker", args=["tuda"]), reverse("shop:product", args=["rug"])):
        assert "Couture" not in client.get(address).content.decode()
    assert client.get(reverse("shop_office:quality")).status_code != 200


def test_operators_see_the_list_and_code_what_the_buyer_did_not(maker):
    change, seam = complained(sold(maker, 20), 3), a_defect()
    operator = browser(into_the_office(an_operator(username="operator")))
    page = operator.get(reverse("shop_office:quality")).content.decode()
    assert "tuda" in page
    here = reverse("shop_office:change_defect", args=[change.pk])
    assert operator.get(here).status_code == 200
    assert operator.post(here, {"defect": seam.pk, "reason": "seen on the photo"}).status_code == 302
    change.refresh_from_db()
    assert change.defect == seam
    act = Act.objects.get(verb="change.coded")
    assert (act.actor_name, act.after) == ("operator", {"defect": "seam"})
    assert operator.post(here, {"defect": 10**9}).status_code == 422


def test_the_buyer_touches_what_is_wrong(maker, client):
    order, seam = sold(maker, 2), a_defect()
    line = OrderLine.objects.get(part__order=order)
    here = reverse("shop:order_complain", args=[order.token])
    assert "Couture ouverte" in client.get(here).content.decode()
    typed = {f"line_{line.pk}": "1", "note": "torn", "defect": seam.pk}
    assert client.post(here, typed).status_code in (302, 303)
    assert Change.objects.get().defect == seam


def test_only_a_complaint_has_a_defect(maker):
    order = sold(maker, 2)
    line = OrderLine.objects.get(part__order=order)
    change = ask_change(order, ChangeKind.RETURN, pieces={line.pk: 1}, note="x", actor=BUYER)
    with pytest.raises(NotAComplaintError):
        code_defect(change, a_defect(), actor=Actor(None, "office"))
    assert not Act.objects.filter(verb="change.coded").exists()
