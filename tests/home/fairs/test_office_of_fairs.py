"""Fair mode in the office: from an event of the agenda to a settled evening, and its paper."""

import io
from datetime import timedelta

import pytest
from django.contrib.auth.models import Permission
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import timezone
from moneyed import Money
from pypdf import PdfReader

from home.events.models import Event
from home.events.testing.builders import an_event
from home.fairs.actions.days import forget_days, keep_days
from home.fairs.actions.evenings import close_till
from home.fairs.actions.receipts import take_receipt
from home.fairs.actions.tills import join_till
from home.fairs.board import to_bring_back, to_settle
from home.fairs.figures import sold
from home.fairs.models import DayMoney, Evening, Fair, Sheet, Till
from home.fairs.papers import print_days, print_goods
from home.fairs.testing.builders import a_fair, a_sale, a_till, goods_out, shelf
from producers.actions.erase_person import erase_person
from producers.domain.actors import SYSTEM
from producers.domain.personal import Person
from producers.figures import By
from producers.models import Act
from producers.testing.builders import an_association, an_operator, an_owner_of
from shop.testing.builders import a_market, a_variant

pytestmark = pytest.mark.django_db
OFFICE, NOW = "/admin/fairs/", timezone.now()


@pytest.fixture
def operator(client):
    user = an_operator()
    user.user_permissions.add(
        Permission.objects.get(codename="access_admin", content_type__app_label="wagtailadmin")
    )
    client.force_login(user)
    return client


def test_a_list_of_days_is_filled_in_added_up_printed_and_kept_as_a_file(operator):
    rug = a_variant(stock=3, price=100)
    fair = a_fair(title="Foire d'Azrou")
    goods_out(fair, (rug, 1))
    url = f"{OFFICE}{fair.pk}/days/"
    assert operator.post(f"{url}fill/", {"days": "0", "rate": "80"}).status_code == 422
    for _again in range(2):
        assert operator.post(f"{url}fill/", {"days": "3", "rate": "80.50"}).status_code == 302
    driver = {"name": "=Chauffeur", "days": "2", "rate": "100"}
    assert operator.post(url, driver | {"days": "61"}).status_code == 422
    operator.post(url, driver)
    again = operator.post(url, driver | {"name": "=chauffeur"})
    assert (again.status_code, 'value="=chauffeur"' in again.content.decode()) == (422, True)
    assert 'value="100' in operator.get(url).content.decode()  # what was paid last is there already
    rows = operator.get(f"{OFFICE}{fair.pk}/days.csv").content.decode().splitlines()
    assert [row.split(",")[-1] for row in rows[1:]] == ["241.50", "200.00", "441.50"]
    assert rows[2].startswith("'=Chauffeur")
    text = "".join(
        one.extract_text() for one in PdfReader(io.BytesIO(print_days(fair, lang="fr", at=NOW))).pages
    )
    assert "441,50" in text
    operator.post(f"{OFFICE}days/{DayMoney.objects.first().pk}/drop/")
    assert DayMoney.objects.count() == 1
    assert set(Act.objects.filter(verb__startswith="days.").values_list("verb", flat=True)) == {
        "days.filled", "days.kept", "days.dropped",
    }  # fmt: skip


def test_the_till_is_an_app_of_its_own(client):
    client.force_login(an_owner_of(a_fair().holder))
    found = client.get("/ar/portal/fair/till.webmanifest")
    data = found.json()
    assert found["Content-Type"] == "application/manifest+json"
    assert (data["start_url"], data["scope"], data["dir"]) == ("/ar/portal/fair/till/", "/ar/portal/", "rtl")
    assert data["name"] != client.get("/manifest.webmanifest").json()["name"]
    assert finders.find(data["icons"][0]["src"].removeprefix("/static/"))
    assert '/fr/portal/fair/till.webmanifest"' in render_to_string("home/fairs/portal/fair.html")


def test_the_board_names_fairs_that_do_not_agree_and_goods_that_are_not_back():
    rug = a_variant(stock=3, price=100)
    fair = a_fair(first_day=timezone.localdate() - timedelta(days=9))
    goods_out(fair, (rug, 1))
    assert (to_settle().count, to_bring_back().count) == (0, 1)
    till = a_till(fair).till
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=SYSTEM)
    close_till(till, Money(90, "MAD"), actor=SYSTEM)
    assert to_settle().count == 1
    assert [(row[0], row[2], row[4]) for row in sold(By.REGION)] == [(2026, "MAD", 100)]


def test_an_operator_takes_a_fair_from_the_first_sheet_to_the_settled_evening(operator):
    rug = a_variant(stock=5, price=100)
    a_market()
    event, holder = an_event(title="Foire d'Azrou"), an_association()
    answer = operator.post(OFFICE, {"event": event.pk, "holder": holder.pk})
    fair = Fair.objects.get()
    assert answer.headers["Location"] == f"{OFFICE}{fair.pk}/"

    new = f"{OFFICE}{fair.pk}/sheets/new/"
    page = operator.get(new, {"maker": rug.product.producer.slug}).content.decode()
    assert f'name="shelf-{shelf(rug).pk}"' in page
    assert operator.post(new, {f"shelf-{shelf(rug).pk}": "x"}).status_code == 422
    assert operator.post(new, {}).status_code == 422
    operator.post(new, {f"shelf-{shelf(rug).pk}": "9"})
    sheet = Sheet.objects.get()
    out = f"{OFFICE}sheets/{sheet.pk}/out/"
    short = operator.post(out)
    assert (short.status_code, f"{rug.sku}: 5" in short.content.decode()) == (422, True)
    operator.post(f"{OFFICE}sheets/{sheet.pk}/", {f"shelf-{shelf(rug).pk}": "3"})
    operator.post(out)
    sheet.refresh_from_db()
    assert sheet.state == "out"

    told = operator.post(f"{OFFICE}{fair.pk}/tills/", {"name": "Table 1"}).content.decode()
    code = told.split('<bdi dir="ltr">')[1].split("<")[0]
    till = join_till(code, actor=SYSTEM).till
    take_receipt(till, a_sale(1, (rug, 1, 100)), actor=SYSTEM)
    take_receipt(till, a_sale(1, (rug, 1, 90)), actor=SYSTEM)
    assert operator.post(f"{OFFICE}tills/{till.pk}/close/", {"counted": "x"}).status_code == 422
    operator.post(f"{OFFICE}tills/{till.pk}/close/", {"counted": "80"})
    evening = Evening.objects.get()
    settle = f"{OFFICE}evenings/{evening.pk}/"
    assert operator.post(settle, {"how": "shop", "reason": ""}).status_code == 422
    operator.post(settle, {"how": "shop", "reason": "monnaie mal rendue"})
    odd = till.odd.get()
    operator.post(f"{OFFICE}receipts/{odd.pk}/", {"reason": "tapé deux fois", "counts": "0"})

    line = sheet.lines.get().pk
    back = f"{OFFICE}sheets/{sheet.pk}/back/"
    assert operator.post(back, {f"back-{line}": "1", f"lost-{line}": "1"}).status_code == 422
    operator.post(back, {f"back-{line}": "1"})
    missing = operator.get(f"{OFFICE}{fair.pk}/").content.decode()
    assert "monnaie mal rendue" in missing
    operator.post(f"{OFFICE}{fair.pk}/goods/{rug.pk}/", {"reason": "offert au maire"})
    assert fair.settled.get().quantity == 1
    operator.post(f"{OFFICE}tills/{till.pk}/revoke/", {"reason": "fin"})
    assert Till.objects.get().state == "revoked"
    assert operator.get(OFFICE).status_code == 200


def test_nobody_else_sees_it(client):
    fair = a_fair()
    for address in (OFFICE, f"{OFFICE}{fair.pk}/"):
        assert client.get(address).status_code in (302, 404)
    client.force_login(an_owner_of(a_variant().product.producer))
    assert client.get(OFFICE).status_code in (302, 404)
    assert client.post(f"{OFFICE}{fair.pk}/tills/").status_code in (302, 404)
    assert Till.objects.count() == 0


def test_the_sheet_is_printed_in_french_and_arabic(operator, settings):
    rug = a_variant(stock=2, price=100)
    sheet = goods_out(a_fair(title={"fr": "Foire d'Azrou", "ar": "معرض أزرو"}), (rug, 2))
    answer = operator.get(f"{OFFICE}sheets/{sheet.pk}/sheet.pdf")
    page = PdfReader(io.BytesIO(answer.content)).pages[0].extract_text()
    assert (answer.headers["Content-Type"], "Azrou" in page, rug.sku in page) == (
        "application/pdf",
        True,
        True,
    )
    assert print_goods(sheet, lang="ar", at=timezone.now())[:4] == b"%PDF"


def test_a_driver_is_found_by_her_phone_when_she_asks_to_be_forgotten(operator):
    fair = a_fair()
    url = f"{OFFICE}{fair.pk}/days/"
    typed = {"name": "Chauffeuse", "days": "2", "rate": "100"}
    wrong = operator.post(url, typed | {"phone": "12"})
    assert (wrong.status_code, 'value="Chauffeuse"' in wrong.content.decode()) == (422, True)
    assert operator.post(url, typed | {"phone": "0661 00 00 09"}).status_code == 302
    assert "Chauffeuse" in operator.get(url).content.decode()
    erase_person(Person(phones=("+212661000009",)), actor=SYSTEM)
    row = DayMoney.objects.get()
    assert (row.name, row.phone, row.days) == ("", "", 2)


def test_who_was_away_is_blanked_two_years_after_the_fair():
    old, new = a_fair(), a_fair()
    for fair in (old, new):
        keep_days(fair, "Chauffeur", 2, Money(100, "MAD"), actor=SYSTEM)
    long_ago = timezone.localdate() - timedelta(days=731)
    Event.objects.filter(pk=old.event_id).update(first_day=long_ago, last_day=long_ago)
    assert (forget_days(), forget_days()) == (1, 0)
    assert sorted(DayMoney.objects.values_list("name", flat=True)) == ["", "Chauffeur"]
