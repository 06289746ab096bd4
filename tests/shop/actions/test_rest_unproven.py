"""A proof ends: what hangs on it goes off sale by itself, comes back by itself, and she knows before."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.test import Client
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.actions.remind_expiry import remind_of_expiry
from producers.domain.actors import Actor
from producers.models import Act, Evidence, Label, Message
from producers.testing.builders import a_producer, an_agent_for, texts
from shop.actions.own_products import put_back, take_away
from shop.actions.publish_product import hide, publish, show_again
from shop.actions.rest_unproven import rest_and_wake
from shop.models import Listing, Material, Product, ProductLabel
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
YESTERDAY = timedelta(days=1)
PAGE = "/fr/shop/p/huile/"


@pytest.fixture(autouse=True)
def _market():
    a_market()


@pytest.fixture
def maker():
    return a_producer(slug="tuda", phone="+212611111111")


def a_proof(maker, code="igp-argane", **fields) -> Evidence:
    label = Label.objects.get_or_create(code=code, defaults={"name": texts(code), "covers": "organisation"})
    values = {"kind": "document", "issuer": "OMPIC", "checked_by": "office", "checked_on": date(2026, 1, 1)}
    return Evidence.objects.create(organisation=maker, label=label[0], **(values | fields))


@pytest.fixture
def proof(maker):
    return a_proof(maker, valid_until=timezone.localdate())


@pytest.fixture
def oil(maker, proof) -> Product:
    product = a_product(producer=maker, name="Huile d’argan", slug="huile")
    on_show(a_variant(product, price="90.00"))
    publish(product, actor=OFFICE)
    return product


def end(proof: Evidence) -> None:
    Evidence.objects.filter(pk=proof.pk).update(valid_until=timezone.localdate() - YESTERDAY)


def is_on_sale(product: Product) -> bool:
    listed = Listing.objects.filter(product=product).exists()
    there = Client().get(PAGE).status_code == 200
    assert listed is there
    return listed


def told(kind: str) -> list[str]:
    deliver_announcements()
    return [message.text for message in Message.objects.filter(kind=kind)]


def test_the_last_day_counts_and_the_next_one_does_not(oil, proof):
    assert rest_and_wake() == 0
    assert is_on_sale(oil)
    end(proof)
    assert is_on_sale(oil), "until somebody looks: that is what the job is for"
    assert rest_and_wake() == 1
    assert not is_on_sale(oil)
    assert rest_and_wake() == 0
    act = Act.objects.get(verb="product.unproven")
    assert (act.after, act.actor_id) == ({"claims": ["argan"]}, None)


def test_a_new_proof_brings_it_back_with_all_that_it_had(oil, proof, maker):
    end(proof)
    rest_and_wake()
    before = Product.objects.values().get(pk=oil.pk)
    a_proof(maker)
    assert rest_and_wake() == 1
    assert is_on_sale(oil)
    after = Product.objects.values().get(pk=oil.pk)
    changed = {name for name in before if before[name] != after[name]}
    assert changed == {"hidden_at", "unproven_at"}


@pytest.mark.parametrize("withdrawn", [True, False])
def test_a_proof_that_is_withdrawn_is_none_and_another_that_holds_is_enough(oil, proof, maker, withdrawn):
    if not withdrawn:
        a_proof(maker, "wood-origin")
        end(proof)
    Evidence.objects.filter(pk=proof.pk).update(withdrawn_at=timezone.now())
    assert rest_and_wake() == (1 if withdrawn else 0)
    assert is_on_sale(oil) is not withdrawn


def test_words_that_claim_nothing_stay_and_words_that_are_gone_bring_it_back(oil, proof, maker):
    rug = a_product(producer=maker, name="Tapis", slug="tapis")
    on_show(a_variant(rug))
    end(proof)
    rest_and_wake()
    assert Listing.objects.filter(product=rug).exists()
    oil.refresh_from_db()
    oil.name = texts("Huile")
    publish(oil, revision=oil.save_revision(), actor=OFFICE)
    assert not is_on_sale(oil)
    rest_and_wake()
    assert is_on_sale(oil)


def test_a_material_and_a_label_of_the_product_itself_are_looked_at_too(maker):
    scarf = a_product(producer=maker, name="Écharpe", slug="huile")
    on_show(a_variant(scarf))
    scarf.materials.add(Material.objects.create(slug="silk", name=texts("Soie")))
    scarf.save()
    proof = a_proof(a_producer(), "silk-test", valid_until=timezone.localdate())
    ProductLabel.objects.create(product=scarf, label=proof.label, evidence=proof)
    assert rest_and_wake() == 0
    end(proof)
    assert rest_and_wake() == 1
    assert not is_on_sale(scarf)


def test_what_she_took_away_or_the_shop_took_off_is_not_put_back(oil, proof, maker):
    end(proof)
    rest_and_wake()
    take_away(oil, actor=OFFICE)
    new = a_proof(maker)
    rest_and_wake()
    assert not is_on_sale(oil)
    put_back(oil, actor=OFFICE)
    assert is_on_sale(oil)
    end(new)
    rest_and_wake()
    hide(oil, actor=OFFICE, reason="fake")
    a_proof(maker)
    assert rest_and_wake() == 0
    assert not is_on_sale(oil)
    show_again(oil, actor=OFFICE)
    assert is_on_sale(oil)


def test_shown_again_by_hand_it_rests_again_without_a_proof(oil, proof):
    end(proof)
    rest_and_wake()
    show_again(oil, actor=OFFICE)
    assert rest_and_wake() == 1
    assert not is_on_sale(oil)


def test_the_database_keeps_what_is_not_proven_off_sale(oil):
    with pytest.raises(IntegrityError), transaction.atomic():
        Product.objects.filter(pk=oil.pk).update(unproven_at=timezone.now(), hidden_at=None)


def test_she_and_her_agent_know_before_then_when_it_goes_and_when_it_is_back(oil, proof, maker):
    an_agent_for(maker, permission="manage_products", username="amina", email="amina@example.test")
    Evidence.objects.filter(pk=proof.pk).update(valid_until=timezone.localdate() + timedelta(days=14))
    remind_of_expiry()
    before = told("product.held_up")
    assert len(before) == 2
    assert all("Huile d’argan" in text for text in before)
    remind_of_expiry()
    assert len(told("product.held_up")) == 2, "told once"
    end(proof)
    rest_and_wake()
    gone = told("product.unproven")
    assert len(gone) == 2
    assert all("Huile d’argan" in text for text in gone)
    a_proof(maker)
    rest_and_wake()
    assert len(told("product.proven")) == 2


def test_a_second_proof_that_holds_means_no_warning(oil, proof, maker):
    a_proof(maker)
    remind_of_expiry()
    assert told("product.held_up") == []
    assert Message.objects.filter(kind="evidence.ends").exists()
