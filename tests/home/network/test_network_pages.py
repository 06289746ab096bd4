"""The network in the portal, its public counts, and what the office sees."""

import pytest
from django.contrib.auth.models import Permission
from django.test import Client

from home.network.models import Listing, Talk
from home.network.testing.builders import a_listing, a_talk
from producers.models import Act
from producers.testing.builders import a_craft, a_producer, an_agent_for, an_operator, an_owner_of
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
HOME = "/fr/portal/network/"


@pytest.fixture(autouse=True)
def _market(db):
    a_market()


@pytest.fixture
def maker():
    return a_producer(name="Fatima", phone="+212661000001")


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def hers(maker) -> Client:
    return signed_in(an_owner_of(maker))


def text(client: Client, address: str = HOME) -> str:
    return client.get(address).content.decode()


def test_she_says_a_need_renews_it_and_takes_it_away(hers, maker):
    typed = {"side": "needs", "thing": "wool", "words": "Vingt kilos", "shows": ["name", "words"]}
    assert hers.post(f"{HOME}say/", typed)["Location"].endswith("/mine/")
    row = Listing.objects.get()
    assert (row.organisation, row.shows_name, row.shows_photo) == (maker, True, False)
    assert "Vingt kilos" in text(hers, f"{HOME}mine/")
    Listing.objects.update(until="2026-01-01")
    assert 'data-role="renew"' in text(hers, f"{HOME}mine/")
    hers.post(f"{HOME}mine/{row.export_id}/renew/")
    assert 'data-role="renew"' not in text(hers, f"{HOME}mine/")
    hers.post(f"{HOME}mine/{row.export_id}/end/")
    assert 'data-role="mine"' not in text(hers, f"{HOME}mine/")


def test_what_is_wrong_stands_beside_what_she_typed(hers):
    page = hers.post(f"{HOME}say/", {"side": "needs", "thing": "dye", "words": "0612345678 svp"})
    assert page.status_code == 422
    assert "0612345678 svp" in page.content.decode()
    assert hers.post(f"{HOME}say/", {}).status_code == 422
    assert not Listing.objects.exists()


def test_members_see_no_more_than_she_agreed_to(hers):
    her = a_producer(
        name="Itto Secret", commune={"fr": "Azilal"}, phone="+212600000009", email="itto@private.test"
    )
    row = a_listing(her, words="Cinq toisons")
    for address in (HOME, f"{HOME}with/{row.export_id}/"):
        page = text(hers, address)
        assert "Laine" in page
        hidden = ("Itto Secret", "Azilal", "Cinq toisons", "00000009", "itto@private")
        assert not any(secret in page for secret in hidden)
    a_listing(her, words="Cinq toisons", shows=("name", "commune", "words"))
    page = text(hers)
    assert all(shown in page for shown in ("Itto Secret", "Azilal", "Cinq toisons"))
    assert "00000009" not in page


def test_the_list_is_filtered_and_empty_with_a_way_out(hers):
    weaver = a_producer(region="MA-05")
    weaver.crafts.add(a_craft("weaving"))
    a_listing(weaver, thing="wool")
    a_listing(a_producer(region="MA-07"), side="offers", thing="transport")
    counts = {
        query: text(hers, f"{HOME}?{query}").count('data-role="listing"')
        for query in ("", "side=offers", "thing=wool", "craft=weaving", "region=MA-05", "thing=nope")
    }
    assert list(counts.values()) == [2, 1, 1, 1, 1, 2]
    assert "Rien ne correspond" in text(hers, f"{HOME}?side=offers&thing=wool")
    assert hers.get(f"{HOME}?page=9").status_code == 404


def test_twenty_rows_cost_no_more_queries_than_one(
    hers, django_assert_num_queries, django_assert_max_num_queries
):
    a_listing(shows=("name", "photo"))
    text(hers)
    with django_assert_max_num_queries(12) as one:
        assert text(hers).count('data-role="listing"') == 1
    for _number in range(20):
        a_listing(shows=("name", "photo"))
    with django_assert_num_queries(len(one)):
        assert text(hers).count('data-role="listing"') == 20


def test_she_writes_and_the_other_says_yes_and_only_then_is_named(hers, maker):
    her = a_producer(name="Itto", phone="+212600000009")
    row = a_listing(her)
    sent = hers.post(f"{HOME}with/{row.export_id}/", {"sentences": ["price", "visit"], "words": "Merci"})
    talk = Talk.objects.get()
    assert sent["Location"] == f"{HOME}messages/{talk.export_id}/"
    assert "Itto" not in text(hers, sent["Location"])
    other = signed_in(an_owner_of(her))
    assert "1 artisane attend" in text(other, "/fr/portal/")
    page = text(other, sent["Location"])
    assert "Fatima" in page
    assert "661000001" not in page
    other.post(sent["Location"], {"do": "yes"})
    page = text(hers, sent["Location"])
    assert "Itto" in page
    assert "00000009" not in page
    assert 'data-role="back"' not in page


def test_only_the_two_see_a_message_and_each_does_her_own_part(hers, maker):
    talk = a_talk(a_listing(maker))
    address = f"{HOME}messages/{talk.export_id}/"
    stranger = signed_in(an_owner_of(a_producer()))
    assert stranger.get(address).status_code == stranger.post(address, {"do": "yes"}).status_code == 404
    sender = signed_in(an_owner_of(talk.sender))
    assert sender.post(address, {"do": "yes"}).status_code == 404
    assert hers.post(address, {"do": "back"}).status_code == 404
    hers.post(address, {"do": "block"})
    assert Talk.objects.get().state == "no"
    assert hers.post(address, {"do": "yes"}).status_code == 422
    row = Listing.objects.get()
    assert sender.get(f"{HOME}with/{row.export_id}/").status_code == 404
    assert 'data-role="listing"' not in text(sender)


def test_an_agent_speaks_for_her_and_the_log_names_both(maker):
    client = signed_in(an_agent_for(maker, permission="edit_profile", username="agent"))
    client.post(f"{HOME}say/", {"side": "offers", "thing": "place"})
    act = Act.objects.get(verb="listing.said")
    assert (act.actor_name, act.for_organisation) == ("agent", maker)
    without = signed_in(an_agent_for(maker, permission="manage_stock", username="other"))
    assert without.get(HOME).status_code == 404


def test_the_public_sees_numbers_and_never_a_small_one(client):
    for _number in range(6):
        a_listing(a_producer(name="Itto Secret", region="MA-05"), shows=("name",))
    for _number in range(5):
        a_listing(a_producer(region="MA-05"), thing="dye")
    for _number in range(2):
        a_listing(a_producer(region="MA-07"), thing="machine")
    page = text(client, "/fr/network/")
    assert "<bdi>6</bdi>" in page
    assert "<bdi>5</bdi>" in page
    assert "<bdi>2</bdi>" not in page
    assert "trop peu" in page
    assert "Itto Secret" not in page


def test_the_public_page_says_when_there_is_nothing(client):
    assert "Personne n’a encore dit" in text(client, "/fr/network/")


def test_the_office_sees_who_and_what_but_not_the_words(maker):
    talk = a_talk(a_listing(maker))
    Talk.objects.update(words="Entre nous")
    user = an_operator()
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    page = text(signed_in(user), "/admin/network/")
    assert str(talk.sender.name) in page
    assert "Entre nous" not in page
    assert signed_in(an_owner_of(maker)).get("/admin/network/").status_code != 200


def test_what_a_maker_has_in_another_language_says_so(hers):
    her = a_producer(name={"fr": "Coopérative Tifaout"}, commune={"fr": "Azilal", "ar": "أزيلال"})
    craft = a_craft("weaving")
    craft.name = {"fr": "Tissage", "ar": "نسيج"}
    craft.save()
    her.crafts.add(craft)
    row = a_listing(her, shows=("name", "commune"))
    for address in ("/ar/portal/network/", f"/ar/portal/network/with/{row.export_id}/"):
        page = text(hers, address)
        assert '<span class="foreign" lang="fr" dir="ltr">Coopérative Tifaout</span>' in page
        assert "<bdi>أزيلال</bdi>" in page
        assert "<bdi>نسيج</bdi>" in page
        assert 'class="foreign"' not in text(hers, address.replace("/ar/", "/fr/"))
