"""Statements on paper."""

from datetime import UTC, date, datetime

import pytest
from django.db import transaction
from django.urls import reverse

from producers.testing.builders import a_producer, an_accountant
from shop.actions.post import post
from shop.domain.postings import Account, post_earned, post_paid
from shop.papers.statement import print_statement
from shop.reading.books import AccountStatement, StatementLine
from shop.testing.builders import a_market
from tests.pages.test_papers import into_the_office
from tests.shop.papers.read_back import pages, squeezed, words

AT = datetime(2026, 11, 29, tzinfo=UTC)
PERIOD = (date(2026, 11, 1), date(2026, 11, 30))


def a_statement(lines=1, currency="MAD"):
    line = StatementLine(date(2026, 11, 3), "part.earned", Account.PRODUCER_PAYABLE, "123-456-7890", 10_000)
    return AccountStatement("tifaouine", currency, *PERIOD, 500, line.amount * lines, (line,) * lines)


def printed(*found, lang="fr", holder="Tifaouine"):
    return print_statement(found, holder=holder, period=PERIOD, words=str.upper, lang=lang, at=AT, number=7)


def test_it_opens_moves_and_closes():
    read = words(printed(a_statement()))
    for piece in ("Tifaouine", "PART.EARNED", "123-456-7890", "5 MAD", "100 MAD", "105 MAD"):
        assert piece in read, piece


def test_each_currency_is_a_table_of_its_own():
    read = words(printed(a_statement(), a_statement(currency="EUR")))
    assert "105 MAD" in read
    assert "105 €" in read


def test_a_year_of_movements_goes_over_pages():
    pdf = printed(a_statement(500))
    assert pages(pdf) > 8
    assert words(pdf).count("PART.EARNED") == 500


def test_a_holder_with_nothing_has_a_paper_too():
    assert pages(printed()) == 1


def test_it_is_in_arabic():
    from django.utils import translation

    with translation.override("ar"):
        pdf = printed(a_statement(), lang="ar", holder="تعاونية تيفاوين")
    assert squeezed("تعاونية تيفاوين") in squeezed(words(pdf))
    assert squeezed("درهم") in squeezed(words(pdf))


@pytest.mark.django_db
def test_the_accountant_prints_that_of_a_maker(client):
    a_market()
    maker = a_producer(name={"fr": "Tifaouine"})
    with transaction.atomic():
        post(post_paid(10_000, "MAD", Account.GATEWAY_CLEARING), key="e", day=date(2026, 11, 3))
        post(post_earned(maker.pk, 10_000, "MAD"), key="f", day=date(2026, 11, 3))
    client.force_login(into_the_office(an_accountant()))
    asked = f"?of=party&party={maker.slug}&since=2026-11-01&until=2026-11-30&format=pdf"
    answer = client.get(reverse("shop_office:statement") + asked)
    assert answer["Content-Type"] == "application/pdf"
    assert "Tifaouine" in words(answer.content)
