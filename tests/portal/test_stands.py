"""Stands in the portal: one touch asks, the answer is in the same place, others' are not hers."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from home.events.models import Session
from home.stands.actions.allocate import allocate, confirm, refuse
from home.stands.actions.apply import apply, withdraw
from home.stands.models import StandApplication, StandOffer
from home.stands.testing.builders import a_paid_offer, an_offer
from producers.domain.actors import SYSTEM
from producers.models import Act
from producers.testing.builders import a_craft, a_producer, an_agent_for, an_owner_of
from shop.testing.builders import a_product, a_variant

pytestmark = pytest.mark.django_db
STANDS = "/fr/portal/stands/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_she_asks_by_one_touch_and_sees_her_stand_only_when_it_is_confirmed():
    maker, offer = a_producer(), an_offer(title="Foire d'Azrou")
    her = signed_in(an_owner_of(maker))
    assert f'href="{STANDS}{offer.pk}/"' in her.get(STANDS).content.decode()
    assert her.post(f"{STANDS}{offer.pk}/").status_code == 302
    row = StandApplication.objects.get()
    allocate(row, 3, actor=SYSTEM)
    assert "Stand 3" not in her.get(STANDS).content.decode()
    confirm(offer, actor=SYSTEM)
    assert "Stand 3" in her.get(STANDS).content.decode()
    her.post(STANDS, {"withdraw": row.pk})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_an_agent_asks_in_her_name_and_it_is_written_so():
    maker, offer = a_producer(), an_offer()
    signed_in(an_agent_for(maker, permission="edit_profile")).post(f"{STANDS}{offer.pk}/")
    assert StandApplication.objects.get().producer == maker
    assert Act.objects.get(verb="stand.applied").for_organisation == maker
    other = signed_in(an_agent_for(a_producer(), permission="see_orders"))
    assert other.post(f"{STANDS}{offer.pk}/").status_code == 404


def test_she_reads_why_not_and_cannot_ask_again():
    maker, offer = a_producer(), an_offer()
    her = signed_in(an_owner_of(maker))
    refuse(apply(offer, maker, actor=SYSTEM), reason="Trop de tapis", actor=SYSTEM)
    assert "Trop de tapis" in her.get(STANDS).content.decode()
    assert her.post(f"{STANDS}{offer.pk}/").status_code == 422


def test_another_ones_a_draft_and_nonsense_are_not_there():
    row, her = apply(an_offer(), a_producer(), actor=SYSTEM), signed_in(an_owner_of(a_producer()))
    hidden = an_offer(live=False)
    for sent in ({"withdraw": row.pk}, {"withdraw": "x"}, {"withdraw": "9" * 30}, {}):
        assert her.post(STANDS, sent).status_code == 404, sent
    for path in (f"{hidden.pk}/", "999999/", f"{row.pk}/pay/"):
        assert her.post(STANDS + path).status_code == 404, path
    row.refresh_from_db()
    assert (row.state, StandOffer.objects.count()) == ("applied", 2)


def test_she_says_what_she_brings_and_needs_of_what_is_her_own():
    maker, offer, other = a_producer(), an_offer(), a_variant().product
    maker.crafts.add(a_craft())
    rug, her = a_product(producer=maker), signed_in(an_owner_of(maker))
    page = her.get(f"{STANDS}{offer.pk}/").content.decode()
    assert f'name="products" value="{rug.pk}"' in page
    assert f'name="products" value="{other.pk}"' not in page
    said = {
        "products": [rug.pk],
        "needs": ["table", "power"],
        "words": "Avec ma sœur",
        "is_shown": "1",
    }
    wrong = her.post(f"{STANDS}{offer.pk}/", said | {"products": [other.pk]})
    assert wrong.status_code == 422
    assert "Avec ma sœur" in wrong.content.decode()
    assert her.post(f"{STANDS}{offer.pk}/", said).status_code == 302
    row = StandApplication.objects.get()
    assert (row.needs_table, row.needs_power, row.is_shown, row.words) == (True, True, True, said["words"])
    assert [list(row.products.all()), list(row.crafts.all())] == [[rug], []]


def test_she_pays_where_the_shop_is_paid():
    offer, maker = a_paid_offer(), a_producer(phone="+212612345678")
    row, her = apply(offer, maker, actor=SYSTEM), signed_in(an_owner_of(maker))
    pay = f"{STANDS}{row.pk}/pay/"
    assert her.post(pay, {"method": "transfer"}).status_code == 422  # nothing is to be paid yet
    allocate(row, 2, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    assert pay in her.get(STANDS).content.decode()
    assert 'value="transfer"' in her.get(pay).content.decode()
    assert her.post(pay, {"method": "cash"}).status_code == 422
    sent = her.post(pay, {"method": "transfer"})
    row.refresh_from_db()
    assert sent["Location"] == reverse("shop:order", args=[row.order.token])
    assert row.order.token in her.get(pay).content.decode()


def test_a_stand_that_became_free_is_hers_by_one_touch():
    maker, offer = a_producer(), an_offer(stands=1)
    first, row = apply(offer, a_producer(), actor=SYSTEM), apply(offer, maker, actor=SYSTEM)
    allocate(first, 1, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    her = signed_in(an_owner_of(maker))
    assert her.post(STANDS, {"take": row.pk}).status_code == 422  # none is kept for her yet
    withdraw(first, actor=SYSTEM)
    assert f'name="take" value="{row.pk}"' in her.get(STANDS).content.decode()
    other = signed_in(an_owner_of(first.producer))
    assert other.post(STANDS, {"take": row.pk}).status_code == 404
    for _again in range(2):
        assert her.post(STANDS, {"take": row.pk}).status_code == 302
    row.refresh_from_db()
    assert row.state == "placed"
    assert 'name="take"' not in her.get(STANDS).content.decode()


def test_she_says_when_she_can_come_where_groups_take_turns():
    maker, offer = a_producer(), an_offer(stands=1)
    day = timezone.now() + timedelta(days=10)
    for number in (1, 2):
        Session.objects.create(
            event=offer.event, kind="group", title=f"Groupe {number}", group=number,
            starts_at=day + timedelta(days=7 * number), ends_at=day + timedelta(days=7 * number + 5),
        )  # fmt: skip
    her, page = signed_in(an_owner_of(maker)), f"{STANDS}{offer.pk}/"
    assert 'name="wish" value="2"' in her.get(page).content.decode()
    wrong = her.post(page, {"wish": "3", "words": "En car"})
    assert wrong.status_code == 422
    assert "En car" in wrong.content.decode()
    assert her.post(page, {"wish": "2"}).status_code == 302
    row = StandApplication.objects.get()
    allocate(row, 1, group=2, actor=SYSTEM)
    confirm(offer, actor=SYSTEM)
    row.refresh_from_db()
    assert (row.wish, row.group) == (2, 2)
    assert "Groupe 2" in her.get(STANDS).content.decode()
