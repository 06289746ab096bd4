"""The tools reckon without script and keep nothing; what is no number is said beside its field."""

from datetime import date
from decimal import Decimal

import pytest
from moneyed import Money

from home.training.domain.tools import Every, TooLongError, days_due, two_jars
from home.training.models import Course
from shop.models import WageFloor
from shop.testing.builders import a_market

D = Decimal


def test_a_jar_pays_herself_into_the_other():
    jars = two_jars({"sales": D(900), "material": D(300), "pay": D(400), "others": D(100), "food": D(600)})
    assert (jars["work"].left, jars["home"].comes, jars["home"].left) == (D(200), D(500), D(-100))


def test_what_is_owed_is_given_back_to_the_last_coin_on_real_days():
    due = days_due(D("250.50"), D(100), date(2027, 1, 31), Every.MONTH)
    assert [one.day for one in due] == [date(2027, 1, 31), date(2027, 2, 28), date(2027, 3, 31)]
    assert [one.amount for one in due] == [D(100), D(100), D("50.50")]
    assert due[-1].left == 0
    assert days_due(D(20), D(10), date(2027, 12, 27), Every.WEEK)[1].day == date(2028, 1, 3)


@pytest.mark.parametrize(("total", "each"), [(100, 0), (1210, 10), (5, -1)])
def test_giving_back_for_ever_is_refused(total, each):
    with pytest.raises(TooLongError):
        days_due(D(total), D(each), date(2027, 1, 1), Every.WEEK)


@pytest.fixture
def _floor(db):
    WageFloor.objects.create(
        market=a_market(), amount=Money("17.10", "MAD"), since=date(2024, 1, 1), source="Décret"
    )


@pytest.mark.usefixtures("_floor")
def test_a_price_leaves_material_hours_and_share(client):
    page = client.get("/fr/tools/price/", {"material": "٨٠", "hours": "10", "share": "10"})
    result = page.context["result"]
    # 80 + 171 = 251 owed; 280 less a tenth is 252, 275 less a tenth is 247.50.
    assert {name: "".join(filter(str.isdigit, text)) for name, text in result.items()} == {
        "price": "280", "material": "80", "work": "171", "share": "29",
    }  # fmt: skip
    assert page.headers["Cache-Control"] == "private, no-store"
    assert "s-maxage" in client.get("/fr/tools/price/").headers["Cache-Control"]


@pytest.mark.usefixtures("_floor")
@pytest.mark.parametrize(
    ("name", "typed"),
    [
        ("price", {"material": "much"}),
        ("price", {"share": "90", "material": "5"}),
        ("budget", {"sales": "-5"}),
        ("repayment", {"total": "100", "each": "10", "every": "year", "first": "2027-01-01"}),
        ("repayment", {"total": "100", "each": "10", "every": "week", "first": "soon"}),
        ("repayment", {"total": "100000", "each": "1", "every": "week", "first": "2027-01-01"}),
    ],
)
def test_what_cannot_be_reckoned_is_said_beside_its_field(client, name, typed):
    page = client.get(f"/fr/tools/{name}/", typed)
    assert page.status_code == 422
    assert 'data-role="error"' in page.content.decode()
    assert page.context["form"].data.dict() == typed


@pytest.mark.usefixtures("_floor")
def test_jars_and_days_are_shown_without_script(client):
    jars = client.get("/ar/tools/budget/", {"sales": "900", "pay": "1000"}).context["result"]
    assert (jars["work"]["is_short"], jars["home"]["is_short"]) == (True, False)
    typed = {"total": "250", "each": "100", "every": "week", "first": "2027-01-30"}
    page = client.get("/fr/tools/repayment/", typed)
    assert [day for day, *_rest in page.context["result"]][-1].endswith("2027")
    assert len(page.context["result"]) == 3


@pytest.mark.usefixtures("_floor")
@pytest.mark.parametrize("lang", ["fr", "ar"])
def test_every_tool_is_light_and_writes_nothing(client, django_assert_max_num_queries, lang):
    for name in ("", "price/", "budget/", "repayment/", "cards/"):
        with django_assert_max_num_queries(12) as queries:
            page = client.get(f"/{lang}/tools/{name}")
        assert (page.status_code, len(page.content) < 90_000) == (200, True)
        assert not [one for one in queries.captured_queries if one["sql"].startswith(("INSERT", "UPDATE"))]
    assert not Course.objects.exists()
    assert client.get(f"/{lang}/tools/loan/").status_code == 404


@pytest.mark.usefixtures("_floor")
def test_negotiation_cards_are_heard_in_french_and_arabic(client):
    page = client.get("/fr/tools/cards/").content.decode()
    assert page.count('data-lang="fr"') == page.count('data-lang="ar"') == 8
    assert "هذا غالٍ." in page
