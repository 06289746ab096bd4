"""A product that says "argan" or "silk" is published with a proof that counts today, and not without."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from producers.actions.deliver import deliver_announcements
from producers.actions.remind_expiry import remind_of_expiry
from producers.domain.actors import Actor
from producers.domain.reminders import reminder_due
from producers.models import Act, Announcement, Consent, Evidence, Label, Message
from producers.reading.directory import proven
from producers.reading.profile import find_maker, read_profile
from producers.testing.builders import a_producer, an_operator, texts
from shop.actions.publish_product import publish
from shop.domain.material_claims import UnprovenClaimError
from shop.models import Material, Product
from shop.testing.builders import a_product

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
TODAY = date(2026, 5, 1)


def a_proof(maker, code="igp-argane", **fields) -> Evidence:
    label = Label.objects.get_or_create(code=code, defaults={"name": texts(code), "covers": "organisation"})[
        0
    ]
    values = {"kind": "document", "issuer": "OMPIC", "checked_by": "office", "checked_on": date(2026, 1, 1)}
    return Evidence.objects.create(organisation=maker, label=label, **(values | fields))


def is_published(product: Product) -> bool:
    try:
        publish(product, actor=OFFICE)
    except UnprovenClaimError:
        product.refresh_from_db()
        assert not product.live
        assert not Act.objects.filter(verb="product.publish").exists()
        return False
    product.refresh_from_db()
    return bool(product.live)


def test_what_nothing_proves_is_not_published():
    product = a_product(name="Huile d’argan", live=False)
    assert not is_published(product)
    a_proof(product.producer)
    assert is_published(product)


@pytest.mark.parametrize(
    "worthless",
    [
        {"valid_until": date(2026, 2, 1)},
        {"withdrawn_at": timezone.now()},
        {"code": "silk-test"},
    ],
)
def test_a_proof_that_has_ended_or_is_of_something_else_is_none(worthless):
    product = a_product(name="Huile d’argan", live=False)
    a_proof(product.producer, **worthless)
    assert not is_published(product)


def test_the_proof_of_another_maker_is_none():
    a_proof(a_producer())
    assert not is_published(a_product(name="Huile d’argan", live=False))


def test_what_a_draft_says_counts_not_what_is_live():
    product = a_product(name="Huile")
    product.summary = texts({"ar": "زيت الأركان"})
    product.save_revision()
    with pytest.raises(UnprovenClaimError):
        publish(product, actor=OFFICE)
    product.refresh_from_db()
    assert "ar" not in product.summary.data


def test_a_material_needs_the_proof_as_well():
    product = a_product(name="Coussin", live=False)
    product.materials.add(Material.objects.create(slug="silk", name=texts("Soie")))
    product.save()
    assert not is_published(product)


@pytest.mark.parametrize(("left", "due"), [(61, None), (60, 60), (15, 60), (14, 14), (0, 14), (-1, None)])
def test_reminders_are_due_twice_and_never_after_the_end(left, due):
    assert reminder_due(TODAY + timedelta(days=left), TODAY) == due
    assert reminder_due(None, TODAY) is None


def test_she_and_the_operators_are_reminded_once_each_time():
    today = timezone.localdate()
    maker = a_producer(phone="+212660000001", language="ar")
    an_operator(email="operator@example.test")
    a_proof(maker, valid_until=today + timedelta(days=30))
    a_proof(maker, code="other", valid_until=today + timedelta(days=200))
    remind_of_expiry()
    remind_of_expiry()
    assert Announcement.objects.filter(kind="evidence.ends").count() == 1
    deliver_announcements()
    told = Message.objects.filter(kind="evidence.ends")
    assert sorted(told.values_list("recipient", flat=True)) == ["+212660000001", "operator@example.test"]
    remind_of_expiry(today=today + timedelta(days=20))
    assert Announcement.objects.filter(kind="evidence.ends").count() == 2


@pytest.mark.parametrize("proven", [("member",), ("guaranteed",), ("licensed",), ("member", "licensed"), ()])
def test_of_three_facts_about_one_network_none_follows_from_another(proven):
    maker = a_producer(slug="tuda")
    for fact in ("member", "guaranteed", "licensed"):
        label = Label.objects.create(code=f"wfto-{fact}", name=texts(fact))
        if fact in proven:
            a_proof(maker, code=label.code)
    cards = read_profile(find_maker("tuda"), "fr").card
    assert sorted(cards.badges) == sorted(proven)


def test_who_checked_is_told_only_where_she_agreed_and_what_has_ended_is_gone():
    maker = a_producer(slug="tuda")
    proof = a_proof(maker)
    assert read_profile(find_maker("tuda"), "fr").proofs == ()
    agreed = Consent.objects.create(
        organisation=maker, person="Tuda", scope="proof", heard_in="fr", given_at=timezone.now()
    )
    assert read_profile(find_maker("tuda"), "fr").proofs[0].issuer == "OMPIC"
    Consent.objects.filter(pk=agreed.pk).update(withdrawn_at=timezone.now())
    assert read_profile(find_maker("tuda"), "fr").proofs == ()
    Consent.objects.filter(pk=agreed.pk).update(withdrawn_at=None)
    Evidence.objects.filter(pk=proof.pk).update(valid_until=date(2026, 1, 2))
    shown = read_profile(find_maker("tuda"), "fr")
    assert (shown.proofs, shown.card.badges) == ((), ())
    assert proven() is not None
