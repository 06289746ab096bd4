"""Screens that are sent without a line, in a real browser: words of two agents, a price, days away, a no."""

from datetime import timedelta

import pytest
from django.utils import timezone
from PIL import Image
from wagtail.models import Collection, Locale

from home.testing.builders import a_home_page
from producers.models import Act, Organisation, Picture, SentOnce
from producers.story_drafts import page_of, words_of
from producers.testing.builders import a_producer, an_agent_for, an_owner_of
from shop.testing.builders import a_market, a_product, a_variant, on_show
from tests.portal.cut_line import CUT, OPEN, a_line_to
from tests.portal.path import a_rug, sold
from tests.portal.phone import a_phone, all_sent, is_kept

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
WORDS = "/fr/portal/story/words/"


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


@pytest.fixture
def maker() -> Organisation:
    a_market("ma")
    Locale.objects.get_or_create(language_code="fr")
    Collection.objects.exists() or Collection.add_root(name="Root")
    a_home_page()
    return a_producer(name="Fatima")


def words_now(maker: Organisation) -> str:
    return words_of(page_of(maker, "fr"))


def write_without_a_line(phone, line, words: str):
    page = phone.new_page()
    page.goto(line.url + WORDS)
    line.state = CUT
    page.locator("textarea").fill(words)
    page.locator("[form=story]").click()
    is_kept(page)
    line.state = OPEN
    page.close()


def test_two_agents_write_the_same_words_without_a_line_and_the_second_chooses(player, line, maker, tmp_path):
    phones = []
    for name in ("first", "second"):
        agent = an_agent_for(maker, permission="edit_profile", username=name)
        phones.append(a_phone(player, tmp_path / name, line, agent))
    write_without_a_line(phones[0], line, "Je tisse la laine.")
    write_without_a_line(phones[1], line, "Je tisse le coton.")
    all_sent(phones[0].new_page(), line)
    assert words_now(maker) == "Je tisse la laine."
    page = phones[1].new_page()
    page.goto(line.url + "/fr/portal/waiting/")
    met = page.locator('.queue-item[data-state="met"]')
    met.wait_for(state="visible")
    assert "coton" in met.locator('[data-part="mine"]').inner_text()
    assert "laine" in met.locator('[data-part="theirs"]').inner_text()
    assert words_now(maker) == "Je tisse la laine."
    met.locator('[data-part="keep"]').click()
    page.locator("[data-queue-none]").wait_for(state="visible")
    for phone in phones:
        phone.close()
    assert words_now(maker) == "Je tisse le coton."


def test_a_price_and_days_away_wait_and_arrive_once(player, line, maker, tmp_path):
    rug = a_variant(a_product(producer=maker), price="180.00", stock=3)
    on_show(rug)
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(maker))
    page = phone.new_page()
    page.goto(f"{line.url}/fr/portal/products/{rug.product.pk}/price/")
    away = phone.new_page()
    away.goto(line.url + "/fr/portal/products/away/")
    line.state = CUT
    page.locator("#amount").fill("195")
    page.locator('[data-role="change"]').click()
    is_kept(page)
    away.locator("[name=until]").first.click()
    is_kept(away)
    phone.close()
    line.state = OPEN
    phone = a_phone(player, tmp_path / "phone", line)
    all_sent(phone.new_page(), line)
    phone.close()
    maker.refresh_from_db()
    assert maker.away_until == timezone.localdate() + timedelta(days=7)
    assert rug.prices.get().amount.amount == 195
    assert Act.objects.filter(verb="price.set").count() == 1
    assert SentOnce.objects.count() == 2


def test_a_no_with_its_reason_waits_and_is_said_once(player, line, tmp_path):
    maker = a_producer(name="Fatima")
    part = sold(a_rug(maker, making_days=5, cap=5))
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(maker))
    page = phone.new_page()
    page.goto(f"{line.url}/fr/portal/orders/{part.number}/no/")
    line.state = CUT
    page.locator("[name=reason]").first.check()
    page.locator('[data-role="say-no"]').click()
    is_kept(page)
    phone.close()
    part.refresh_from_db()
    assert part.status == "placed"
    line.state = OPEN
    phone = a_phone(player, tmp_path / "phone", line)
    all_sent(phone.new_page(), line)
    phone.close()
    part.refresh_from_db()
    assert part.status == "declined"
    assert SentOnce.objects.count() == 1


def test_a_photo_of_her_is_made_small_before_it_waits(player, line, maker, tmp_path):
    grain = Image.effect_noise((2400, 1800), 80)
    big = tmp_path / "me.jpg"
    Image.merge("RGB", (grain, grain, grain)).save(big, "JPEG", quality=95)
    phone = a_phone(player, tmp_path / "phone", line, an_owner_of(maker))
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/story/photo/")
    line.state = CUT
    page.locator("[name=photo]").set_input_files(str(big))
    page.locator("[form=story]").click()
    is_kept(page)
    weight = page.evaluate(
        "tiwiziKept.kept().then(([one]) => (one.sealed?.data.byteLength ?? one.fields[0][1].size))"
    )
    assert weight < 400_000 < big.stat().st_size
    line.state = OPEN
    all_sent(page, line)
    phone.close()
    assert Picture.objects.count() == 1
