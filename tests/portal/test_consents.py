"""What she lets us show: at once, by herself or by the agent who heard it, and taken back as easily."""

import pytest
from django.test import Client
from django.urls import reverse

from producers.models import Act, Consent
from producers.testing.builders import a_producer, an_agent_for, an_owner_of

pytestmark = pytest.mark.django_db
ADDRESS = "portal:consents"


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def switch(client: Client, scope: str, do: str):
    return client.post(reverse(ADDRESS), {"scope": scope, "do": do})


def test_she_agrees_and_takes_it_back():
    maker = a_producer(name="Fatima")
    client = signed_in(an_owner_of(maker))
    switch(client, "photo", "give")
    row = Consent.objects.get(organisation=maker, scope="photo")
    assert (row.person, row.heard_in, row.withdrawn_at) == ("Fatima", "fr", None)
    switch(client, "photo", "take_back")
    row.refresh_from_db()
    assert row.withdrawn_at is not None
    assert list(Act.objects.values_list("verb", flat=True)) == ["consent.given", "consent.taken_back"]


def test_twice_yes_is_one_yes_and_twice_no_is_one_no():
    maker = a_producer()
    client = signed_in(an_owner_of(maker))
    for do in ("give", "give", "take_back", "take_back"):
        assert switch(client, "name", do).status_code == 302
    assert Consent.objects.count() == 1
    assert Act.objects.count() == 2


def test_every_use_is_there_with_what_it_does():
    page = signed_in(an_owner_of(a_producer())).get(reverse(ADDRESS)).content.decode()
    assert [scope for scope in Consent.Scope.values if f'data-scope="{scope}"' not in page] == []


def test_a_use_that_is_none_changes_nothing():
    client = signed_in(an_owner_of(a_producer()))
    assert switch(client, "everything", "give").status_code == 422
    assert not Consent.objects.exists()


def test_an_agent_writes_it_down_in_her_own_name_for_the_maker():
    maker = a_producer()
    agent = an_agent_for(maker, permission="edit_profile")
    switch(signed_in(agent), "story", "give")
    act = Act.objects.get()
    assert (act.actor_id, act.for_organisation_id) == (agent.pk, maker.pk)


def test_an_agent_without_the_page_in_her_grant_finds_no_switches():
    maker = a_producer()
    client = signed_in(an_agent_for(maker, permission="manage_stock"))
    assert client.get(reverse(ADDRESS)).status_code == 404
    assert switch(client, "photo", "give").status_code == 404
    assert not Consent.objects.exists()
