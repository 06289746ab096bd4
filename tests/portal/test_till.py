"""The till's screens by requests: joining, selling without script, uploading, counting."""

import json

import pytest
from django.test import Client

from home.fairs.actions.tills import invite_till, revoke_till
from home.fairs.models import Evening, OddReceipt, Receipt, Till
from home.fairs.testing.builders import a_fair, a_sale, goods_out
from producers.domain.actors import SYSTEM
from producers.testing.builders import a_user, an_agent_for, an_owner_of
from shop.models import Price
from shop.testing.builders import a_variant

pytestmark = pytest.mark.django_db
FAIR = "/fr/portal/fair/"
TILL = f"{FAIR}till/"
UPLOAD, EVENING = f"{TILL}receipts/", f"{TILL}evening/"


@pytest.fixture
def rug():
    return a_variant(stock=5, price=100)


@pytest.fixture
def fair(rug):
    fair = a_fair(title="Foire d'Azrou")
    goods_out(fair, (rug, 3))
    return fair


@pytest.fixture
def agent(rug) -> Client:
    client = Client()
    client.force_login(an_agent_for(rug.product.producer, permission="manage_orders"))
    return client


@pytest.fixture
def phone(agent, fair) -> Client:
    agent.post(FAIR, {"code": invite_till(fair, actor=SYSTEM).code})
    return agent


def uploaded(phone: Client, sent: dict, *, end: bool = True):
    body = {"till": Till.objects.get().label, **sent} | ({"sent_end": "1"} if end else {})
    return phone.post(UPLOAD, body, headers={"X-Sent-Key": "a" * 16})


def test_a_code_makes_the_phone_a_till_and_a_wrong_one_is_told(agent, fair, rug):
    wrong = agent.post(FAIR, {"code": "AAAA2222"})
    assert (wrong.status_code, "AAAA2222" in wrong.content.decode()) == (422, True)
    assert agent.get(TILL).headers["Location"] == FAIR
    answer = agent.post(FAIR, {"code": invite_till(fair, actor=SYSTEM).code})
    assert answer.headers["Location"] == TILL
    assert answer.cookies["tiwizi_till"]["httponly"]
    page = agent.get(TILL)
    assert f'name="q-{rug.pk}"' in page.content.decode()
    assert page.headers["Portal-Keep"]
    assert "Foire d" in agent.get(FAIR).content.decode()


def test_a_sale_without_script_gets_the_next_number_and_its_change(phone, rug):
    form = {f"q-{rug.pk}": "2", f"u-{rug.pk}": "10000", "way": "cash", "given": "250,5"}
    page = phone.post(TILL, form, follow=True).content.decode()
    receipt = Receipt.objects.get()
    assert (receipt.sequence, receipt.total.amount, receipt.given.amount) == (1, 200, 250.5)
    assert "50,50" in page


@pytest.mark.parametrize(
    "typed", [{}, {"given": "50"}, {"way": "reference"}, {"way": "gold"}, {"q": "-1"}, {"given": "x"}]
)
def test_what_cannot_be_is_said_and_what_was_typed_is_kept(phone, rug, typed):
    pieces = {f"q-{rug.pk}": typed.pop("q", "1" if typed else "")}
    form = {**pieces, f"u-{rug.pk}": "10000", "way": "cash", **typed}
    answer = phone.post(TILL, form)
    assert answer.status_code == 422
    assert 'id="till-error"' in answer.content.decode()
    if "given" in typed:
        assert f'value="{typed["given"]}"' in answer.content.decode()
    assert Receipt.objects.count() == 0


def test_a_receipt_uploaded_twice_counts_once_and_other_content_is_kept_apart(phone, rug):
    assert uploaded(phone, a_sale(7, (rug, 1, 100))).json() == {
        "done": True, "location": "", "again": False, "odd": "",
    }  # fmt: skip
    assert uploaded(phone, a_sale(7, (rug, 1, 100))).json()["again"]
    assert uploaded(phone, a_sale(7, (rug, 2, 100))).json()["odd"] == "other"
    assert (Receipt.objects.count(), OddReceipt.objects.count()) == (1, 1)
    assert 'data-last="7"' in phone.get(TILL).content.decode()


def test_a_cut_body_comes_again_and_nonsense_does_not(phone, rug):
    assert uploaded(phone, a_sale(1, (rug, 1, 100)), end=False).status_code == 503
    assert uploaded(phone, a_sale(1, (rug, 1, 100), lines="x")).status_code == 422
    assert uploaded(phone, a_sale(1, (rug, 1, 100), lines="x" * 200_000)).status_code == 413
    assert Receipt.objects.count() == 0


def test_an_unknown_a_revoked_and_another_device_are_refused(phone, fair, rug):
    other = Client()
    other.force_login(an_agent_for(rug.product.producer, permission="manage_orders", username="other"))
    assert uploaded(other, a_sale(1, (rug, 1, 100))).status_code == 403
    other.cookies["tiwizi_till"] = "made up"
    assert uploaded(other, a_sale(1, (rug, 1, 100))).status_code == 403
    assert uploaded(phone, a_sale(1, (rug, 1, 100), till="K0")).status_code == 403
    revoke_till(Till.objects.get(), actor=SYSTEM)
    refused = uploaded(phone, a_sale(1, (rug, 1, 100)))
    assert (refused.status_code, bool(refused.json()["message"])) == (403, True)
    assert phone.get(TILL).headers["Location"] == FAIR
    assert Receipt.objects.count() == 0


def test_a_price_that_changed_meanwhile_holds_as_charged(phone, rug):
    Price.objects.filter(variant=rug).update(amount=150)
    assert uploaded(phone, a_sale(1, (rug, 1, 100))).status_code == 200
    line = Receipt.objects.get().lines.get()
    assert (line.unit.amount, line.listed.amount) == (100, 150)


def test_the_evening_is_counted_on_the_phone(phone, rug):
    uploaded(phone, a_sale(1, (rug, 1, 100)))
    wrong = phone.post(EVENING, {"counted": "cent"})
    assert (wrong.status_code, 'value="cent"' in wrong.content.decode()) == (422, True)
    page = phone.post(EVENING, {"counted": "99,5"}, follow=True).content.decode()
    assert Evening.objects.get().counted.amount == 99.5
    assert "0,50" in page
    assert phone.post(EVENING, {"counted": "0"}).status_code == 422


def test_a_till_of_one_maker_shows_hers_alone_and_a_pool_all(agent, fair, rug):
    pot = a_variant(stock=2, price=40)
    goods_out(fair, (pot, 1))
    hers = [rug.product.producer]
    agent.post(FAIR, {"code": invite_till(fair, actor=SYSTEM, makers=hers).code})
    page = agent.get(TILL).content.decode()
    assert [f'name="q-{one.pk}"' in page for one in (rug, pot)] == [True, False]
    agent.post(FAIR, {"code": invite_till(fair, actor=SYSTEM).code})
    page = agent.get(TILL).content.decode()
    assert [f'name="q-{one.pk}"' in page for one in (rug, pot)] == [True, True]


def test_it_opens_to_whoever_may_pack_orders_and_nobody_else(fair, rug):
    client = Client()
    client.force_login(a_user("stranger"))
    assert client.get(TILL).status_code == 302
    client.force_login(an_agent_for(rug.product.producer, permission="edit_profile", username="looker"))
    assert client.get(TILL).status_code == 404
    client.force_login(an_owner_of(rug.product.producer))
    assert client.get(FAIR).status_code == 200


def test_a_till_with_many_goods_asks_no_more_of_the_database(phone, fair, django_assert_max_num_queries):
    goods_out(fair, *((a_variant(stock=1, price=10), 1) for _ in range(12)))
    phone.get(TILL)
    with django_assert_max_num_queries(26):
        page = phone.get(TILL).content.decode()
    assert page.count("data-good=") == 13
    assert json.dumps(len(page) < 60_000) == "true"
