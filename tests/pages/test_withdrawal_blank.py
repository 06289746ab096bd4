"""The blank form of withdrawal: for everybody, in each language, with the days of the market."""

import pytest

from shop.testing.builders import a_market
from tests.pages.world import build_world

pytestmark = pytest.mark.django_db
ADDRESS = "pages/returns/form/"


@pytest.fixture
def markets():
    a_market(withdrawal_days=7)
    a_market("eu")


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
@pytest.mark.parametrize(("country", "days"), [("MA", 7), ("FR", 14)])
def test_it_says_the_days_of_the_market(client, markets, lang, country, days):
    page = client.get(f"/{lang}/{ADDRESS}?country={country}", follow=True)
    assert page.status_code == 200
    assert f'data-days="{days}"' in page.content.decode()


@pytest.mark.parametrize(("country", "days"), [("MA", 7), ("FR", 14)])
def test_it_is_given_as_a_paper(client, markets, country, days):
    answer = client.get(f"/fr/{ADDRESS}?country={country}&as=pdf", follow=True)
    assert answer.headers["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")


def test_the_foot_of_a_page_leads_to_it(client):
    build_world()
    assert f'href="/fr/{ADDRESS}"' in client.get("/fr/shop/").content.decode()
