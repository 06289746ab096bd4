"""Stands in the portal: one touch asks, the answer is in the same place, others' are not hers."""

import pytest
from django.test import Client

from home.stands.actions.allocate import allocate, confirm, refuse
from home.stands.actions.apply import apply
from home.stands.models import StandApplication, StandOffer
from home.stands.testing.builders import an_offer
from producers.domain.actors import SYSTEM
from producers.models import Act
from producers.testing.builders import a_producer, an_agent_for, an_owner_of

pytestmark = pytest.mark.django_db
STANDS = "/fr/portal/stands/"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def test_she_asks_by_one_touch_and_sees_her_stand_only_when_it_is_confirmed():
    maker, offer = a_producer(), an_offer(title="Foire d'Azrou")
    her = signed_in(an_owner_of(maker))
    assert f'name="apply" value="{offer.pk}"' in her.get(STANDS).content.decode()
    assert her.post(STANDS, {"apply": offer.pk}).status_code == 302
    row = StandApplication.objects.get()
    allocate(row, 3, actor=SYSTEM)
    assert "stand 3" not in her.get(STANDS).content.decode()
    confirm(offer, actor=SYSTEM)
    assert "stand 3" in her.get(STANDS).content.decode()
    her.post(STANDS, {"withdraw": row.pk})
    row.refresh_from_db()
    assert row.state == "withdrawn"


def test_an_agent_asks_in_her_name_and_it_is_written_so():
    maker, offer = a_producer(), an_offer()
    signed_in(an_agent_for(maker, permission="edit_profile")).post(STANDS, {"apply": offer.pk})
    assert StandApplication.objects.get().producer == maker
    assert Act.objects.get(verb="stand.applied").for_organisation == maker
    other = signed_in(an_agent_for(a_producer(), permission="see_orders"))
    assert other.post(STANDS, {"apply": offer.pk}).status_code == 404


def test_she_reads_why_not_and_cannot_ask_again():
    maker, offer = a_producer(), an_offer()
    her = signed_in(an_owner_of(maker))
    refuse(apply(offer, maker, actor=SYSTEM), reason="Trop de tapis", actor=SYSTEM)
    assert "Trop de tapis" in her.get(STANDS).content.decode()
    assert her.post(STANDS, {"apply": offer.pk}).status_code == 422


def test_another_ones_a_draft_and_nonsense_are_not_there():
    row, her = apply(an_offer(), a_producer(), actor=SYSTEM), signed_in(an_owner_of(a_producer()))
    hidden = an_offer(live=False)
    for sent in ({"withdraw": row.pk}, {"withdraw": "x"}, {"apply": "9" * 30}, {"apply": hidden.pk}, {}):
        assert her.post(STANDS, sent).status_code == 404, sent
    row.refresh_from_db()
    assert (row.state, StandOffer.objects.count()) == ("applied", 2)
