"""What partners read through the interface of the Data Food Consortium: with a key, and by consent."""

import json

import pytest
from django.utils import timezone

from producers.domain.export_ids import new_export_id
from producers.models import Consent, Organisation
from producers.testing.builders import a_cooperative, an_association
from shop.actions.export_snapshot import refresh_exports
from shop.actions.feed_tokens import revoke_token
from shop.domain.webhooks import Scope
from shop.models import FeedToken, Variant
from shop.reading.feeds import may_be_served
from shop.testing.builders import a_market, a_product, a_variant, on_show
from shop.testing.feeds import STAFF, a_channel, a_key, built, shares
from shop.testing.partners import a_token
from tests.oracles.node import ask

pytestmark = pytest.mark.django_db
PRELOADED = (
    "https://www.datafoodconsortium.org/wp-content/plugins/wordpress-context-jsonld/context_1.16.0.jsonld"
)


@pytest.fixture
def rug() -> Variant:
    """A rug in two sizes, priced in euros, by a maker who shares."""
    a_market()
    a_market("eu")
    product = a_product(slug="rug", name={"fr": "Tapis"})
    small, large = (
        a_variant(product, sku=sku, price="120.00", currency="EUR", stock=3) for sku in ("S", "L")
    )
    on_show(small, large)
    shares(product.producer)
    refresh_exports()
    return small


@pytest.fixture
def partner(rug, client):
    """A client that comes with a key of a channel in euros."""
    channel = a_channel("ofn", dialect="dfc", market=a_market("eu"), country="FR")
    client.defaults["HTTP_AUTHORIZATION"] = f"Bearer {a_key(channel)}"
    client.channel = channel
    return client


def nodes(answer) -> dict[str, dict]:
    assert answer.status_code == 200, answer.content
    assert answer.headers["Content-Type"] == "application/ld+json"
    text = json.loads(answer.content)
    found = text.get("@graph", [text])
    return {node["@id"]: {key: said for key, said in node.items() if key != "@context"} for node in found}


def test_a_partner_walks_from_the_list_to_the_price(partner, rug):
    listed = nodes(partner.get("/api/dfc/enterprises"))
    (maker,) = (pk for pk, node in listed.items() if node["@type"] == "dfc-b:Enterprise")
    assert len(listed[maker]["dfc-b:supplies"]) == 2
    found = nodes(partner.get(maker.removeprefix("http://testserver")))
    for pk, node in found.items():
        alone = nodes(partner.get(pk.removeprefix("http://testserver")))
        assert alone[pk] == node, pk
    offers = [node for node in found.values() if node["@type"] == "dfc-b:Offer"]
    assert {node["dfc-b:hasPrice"]["dfc-b:value"] for node in offers} == {"120.00"}
    assert {node["dfc-b:stockLimitation"] for node in offers} == {3}


def issued_elsewhere(bearer: str) -> str | None:
    """Stands for a project's check of an OpenID issuer's token."""
    return {"signed-for-ofn": "ofn", "signed-for-nobody": "none"}.get(bearer)


def test_a_token_of_another_issuer_opens_the_channel_that_the_project_names(partner, settings):
    opened = "/api/dfc/enterprises"
    partner.defaults["HTTP_AUTHORIZATION"] = "Bearer signed-for-ofn"
    assert partner.get(opened).status_code == 401
    settings.SHOP = settings.SHOP | {"DFC_BEARERS": f"{__name__}.issued_elsewhere"}
    assert partner.get(opened).status_code == 200
    for unknown in ("signed-for-nobody", "signed-by-nobody"):
        assert partner.get(opened, headers={"authorization": f"Bearer {unknown}"}).status_code == 401
    revoke_token(FeedToken.objects.get(), actor=STAFF, reason="over")
    assert partner.get(opened).status_code == 401


def test_the_connector_imports_what_a_partner_reads(partner, rug):
    text = json.loads(partner.get(f"/api/dfc/enterprises/{rug.product.producer.export_id}").content)
    (objects,) = ask("dfc.mjs", {"context": PRELOADED, "documents": [text]})
    assert len(objects) == len(text["@graph"]) == 9


@pytest.mark.parametrize("key", ["", "Bearer nonsense", "Basic eDp5", "Bearer "])
def test_without_a_key_nothing_is_read(client, rug, key):
    answer = client.get("/api/dfc/enterprises", headers={"authorization": key} if key else {})
    assert answer.status_code == 401
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.headers["WWW-Authenticate"].startswith("Bearer")


def test_a_revoked_key_or_one_of_another_dialect_opens_nothing(client, partner, rug):
    other = a_key(a_channel("sheet", market=a_market("eu")))
    assert client.get("/api/dfc/enterprises", headers={"authorization": f"Bearer {other}"}).status_code == 401
    revoke_token(FeedToken.objects.get(channel=partner.channel), actor=STAFF)
    assert partner.get("/api/dfc/enterprises").status_code == 401


def test_a_key_of_the_one_interface_does_not_open_the_other(client, partner, rug):
    token = a_token(Scope.READ, Scope.SELL)
    assert client.get("/api/dfc/enterprises", headers={"authorization": f"Bearer {token}"}).status_code == 401
    assert partner.get("/api/v1/partner/products").json()["code"] == "unauthorized"


def test_a_maker_who_takes_her_consent_back_is_gone_at_once(partner, rug):
    address = f"/api/dfc/enterprises/{rug.product.producer.export_id}"
    assert partner.get(address).status_code == 200
    Consent.objects.update(withdrawn_at=timezone.now())
    assert partner.get(address).status_code == 404
    assert nodes_or_none(partner.get("/api/dfc/enterprises")) == {}


def nodes_or_none(answer) -> dict:
    text = json.loads(answer.content)
    return {node["@id"]: node for node in text.get("@graph", [])}


def test_a_channel_that_chooses_other_makers_shows_none_of_hers(partner, rug):
    partner.channel.makers.add(a_product(slug="bowl").producer)
    assert partner.get(f"/api/dfc/enterprises/{rug.product.producer.export_id}").status_code == 404
    assert partner.get(f"/api/dfc/product_groups/{rug.product.export_id}").status_code == 404


def test_what_has_no_price_in_the_currency_of_the_channel_is_not_supplied(client, rug):
    channel = a_channel("home", dialect="dfc", market=a_market())
    answer = client.get(
        f"/api/dfc/enterprises/{rug.product.producer.export_id}",
        headers={"authorization": f"Bearer {a_key(channel)}"},
    )
    assert {node["@type"] for node in nodes(answer).values()} == {"dfc-b:Enterprise", "dfc-b:Address"}


@pytest.mark.parametrize(
    "path", ["enterprises/{id}", "enterprises/x", "addresses/{id}", "product_groups/{id}", "product_groups/x",
             "enterprises/{id}/supplied_products", "enterprise_groups/{id}",
             "enterprise_groups/x", "enterprises/{maker}/offers/{id}"]
)  # fmt: skip
def test_what_is_not_there_is_not_found(partner, rug, path):
    named = path.format(id=new_export_id(), maker=rug.product.producer.export_id)
    answer = partner.get(f"/api/dfc/{named}")
    assert (answer.status_code, answer.headers["Content-Type"]) == (404, "application/problem+json")


def test_a_cursor_that_is_none_of_ours_is_refused(partner):
    assert partner.get("/api/dfc/enterprises?after='%20or%201").status_code == 400


def test_an_asker_who_takes_something_else_is_told_so(partner):
    assert partner.get("/api/dfc/enterprises", headers={"accept": "text/turtle"}).status_code == 406


def test_what_has_not_changed_is_not_sent_again(partner, rug):
    first = partner.get("/api/dfc/enterprises")
    again = partner.get("/api/dfc/enterprises", headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")
    assert "private" in first.headers["Cache-Control"]


def test_the_list_goes_on_page_by_page(partner, rug, monkeypatch, django_assert_max_num_queries):
    monkeypatch.setattr("shop.reading.dfc.MAKERS_PER_PAGE", 2)
    for number in range(3):
        variant = a_variant(a_product(slug=f"p{number}"), price="9.00", currency="EUR", stock=1)
        on_show(variant)
        shares(variant.product.producer)
    refresh_exports()
    address, seen = "/api/dfc/enterprises", set()
    while address:
        with django_assert_max_num_queries(16):
            answer = partner.get(address)
        page = nodes(answer)
        seen |= {pk for pk, node in page.items() if node["@type"] == "dfc-b:Enterprise"}
        link = answer.headers.get("Link", "")
        address = link.partition("<http://testserver")[2].partition(">")[0]
    assert len(seen) == 4


def test_who_reads_too_often_is_told_when_to_come_again(partner):
    partner.channel.reads_an_hour = 1
    partner.channel.save()
    assert [partner.get("/api/dfc/enterprises").status_code for _ in range(2)] == [200, 429]


def test_anybody_may_know_what_the_platform_speaks(client):
    assert "1.16.0" in client.get("/api/dfc/webid").content.decode()


def test_nothing_is_written_through_it(partner, rug):
    assert partner.post("/api/dfc/enterprises").status_code == 405


GROUPS = "/api/dfc/enterprise_groups"


@pytest.fixture
def network(rug) -> Organisation:
    """A cooperative that the maker of the rug belongs to, and that shares its data itself."""
    one = a_cooperative(name={"fr": "Union Tifawin"})
    Organisation.objects.filter(pk=rug.product.producer.pk).update(group=one)
    shares(one)
    refresh_exports()
    return one


def at(answer_id: str) -> str:
    return answer_id.removeprefix("http://testserver")


def the_group(answer) -> dict:
    (one,) = (node for pk, node in nodes(answer).items() if "/enterprise_groups/" in pk)
    return one


def test_a_group_and_who_belongs_to_it_name_one_another(partner, rug, network):
    group = the_group(partner.get(GROUPS))
    (member,) = group["dfc-b:affiliatedBy"]
    assert member.endswith(f"/api/dfc/enterprises/{rug.product.producer.export_id}")
    hers = nodes(partner.get(at(member)))[member]
    assert hers["dfc-b:affiliates"] == [group["@id"]]
    assert the_group(partner.get(at(group["@id"]))) == group
    assert group["dfc-b:hasAddress"] in nodes(partner.get(at(group["dfc-b:hasAddress"])))
    assert "dfc-b:supplies" not in group


def test_the_connector_finds_every_group_and_every_link_to_one(partner, rug, network):
    association = an_association()
    Organisation.objects.filter(pk=rug.product.producer.pk).update(vouched_by=association)
    shares(association)
    refresh_exports()
    groups = json.loads(partner.get(GROUPS).content)
    maker = json.loads(partner.get(f"/api/dfc/enterprises/{rug.product.producer.export_id}").content)
    both = {"@context": PRELOADED, "@graph": groups["@graph"] + maker["@graph"]}
    (objects,) = ask("dfc.mjs", {"context": PRELOADED, "documents": [both]})
    found = {one["id"]: one for one in objects}
    assert set(found) == {node["@id"] for node in both["@graph"]}
    assert len(objects) == 4 + 9
    here = {pk for pk in found if "/enterprise_groups/" in pk}
    (hers,) = (one for one in objects if one.get("supplies"))
    assert {found[pk]["type"] for pk in here} == {"Enterprise"}
    assert set(hers["affiliates"]) == here
    assert len(here) == 2


def test_a_link_to_a_group_that_is_broken_is_found(partner, rug, network):
    maker = json.loads(partner.get(f"/api/dfc/enterprises/{rug.product.producer.export_id}").content)
    text = json.dumps(maker).replace("dfc-b:affiliates", "dfc-b:belongsTo")
    (objects,) = ask("dfc.mjs", {"context": PRELOADED, "documents": [json.loads(text)]})
    assert not [one for one in objects if one.get("affiliates")]


@pytest.mark.parametrize("whose", ["group", "member"])
def test_without_the_consent_of_both_nobody_is_said_to_belong(partner, rug, network, whose):
    maker = rug.product.producer
    Consent.objects.filter(organisation=network if whose == "group" else maker).update(
        withdrawn_at=timezone.now()
    )
    assert nodes_or_none(partner.get(GROUPS)) == {}
    assert partner.get(f"{GROUPS}/{network.export_id}").status_code == 404
    answer = partner.get(f"/api/dfc/enterprises/{maker.export_id}")
    assert network.export_id not in answer.content.decode()


def test_a_group_that_is_not_shown_is_none(partner, rug, network):
    Organisation.objects.filter(pk=network.pk).update(status="suspended")
    refresh_exports()
    assert nodes_or_none(partner.get(GROUPS)) == {}
    answer = partner.get(f"/api/dfc/enterprises/{rug.product.producer.export_id}")
    assert network.export_id not in answer.content.decode()


def test_a_channel_that_chooses_makers_shows_their_groups_alone(partner, rug, network):
    partner.channel.makers.add(rug.product.producer)
    assert the_group(partner.get(GROUPS))["dfc-b:affiliatedBy"]
    partner.channel.makers.set([a_product(slug="bowl").producer])
    assert nodes_or_none(partner.get(GROUPS)) == {}
    assert partner.get(f"{GROUPS}/{network.export_id}").status_code == 404


def file_nodes(channel) -> dict[str, dict]:
    """Build the whole file of a channel and read it."""
    built(channel)
    with channel.current.file.open("rb") as file:
        return {node["@id"]: node for node in json.loads(file.read())["@graph"]}


@pytest.mark.django_db(transaction=True)
def test_the_whole_file_names_the_groups_that_the_interface_names(partner, rug, network):
    association = an_association()
    Organisation.objects.filter(pk=rug.product.producer.pk).update(vouched_by=association)
    shares(association)
    found = file_nodes(partner.channel)
    said = nodes(partner.get(GROUPS))
    assert len([pk for pk in said if "/enterprise_groups/" in pk]) == 2
    assert {pk: found.get(pk) for pk in said} == said
    maker = nodes(partner.get(f"/api/dfc/enterprises/{rug.product.producer.export_id}"))
    assert {pk: found.get(pk) for pk in maker} == maker
    partner.channel.refresh_from_db()
    assert {association.export_id, network.export_id} <= partner.channel.current.agreed.keys()


@pytest.mark.django_db(transaction=True)
def test_a_file_is_not_served_once_a_group_in_it_has_taken_back(partner, rug):
    association = an_association()
    Organisation.objects.filter(pk=rug.product.producer.pk).update(vouched_by=association)
    shares(association)
    assert any("/enterprise_groups/" in pk for pk in file_nodes(partner.channel))
    assert may_be_served(partner.channel.current)
    Consent.objects.filter(organisation=association).update(withdrawn_at=timezone.now())
    assert not may_be_served(partner.channel.current)
    assert not any("/enterprise_groups/" in pk for pk in file_nodes(partner.channel))


def test_groups_go_on_page_by_page_in_as_many_queries_for_many(
    partner, rug, network, monkeypatch, django_assert_max_num_queries
):
    monkeypatch.setattr("shop.reading.dfc_groups.GROUPS_PER_PAGE", 1)
    another = an_association()
    Organisation.objects.filter(pk=rug.product.producer.pk).update(vouched_by=another)
    shares(another)
    refresh_exports()
    address, seen = GROUPS, []
    while address:
        with django_assert_max_num_queries(16):
            answer = partner.get(address)
        seen.append(the_group(answer)["@id"].rpartition("/")[2])
        address = answer.headers.get("Link", "").partition("<http://testserver")[2].partition(">")[0]
    assert len(seen) == 2
    assert set(seen) == {network.export_id, another.export_id}
    assert partner.get(f"{GROUPS}?after=%00").status_code == 400
