"""A visit to a nominee where there is no line, in a real browser: it waits on the phone and arrives once."""

import time

import pytest
from PIL import Image
from wagtail.models import Collection

from home.awards.testing.builders import a_nomination, an_award_edition
from producers.domain.grants import Permission
from producers.models import FieldVisit, VisitPhoto
from producers.testing.builders import a_producer, an_agent_for
from shop.testing.builders import a_market
from tests.portal.cut_line import BEFORE_THE_ANSWER, CUT, OPEN, a_line_to
from tests.portal.phone import a_phone, all_sent, is_kept, wait_until

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
VISIT = "/fr/portal/awards/visit/"
KEPT = (
    f"caches.open('portal').then((c) => c.match('{VISIT}')).then(Boolean)"
    ".then((is) => is && caches.open('parts').then((c) => c.keys())"
    ".then((all) => ['portal-record', 'portal-queue', 'portal-shrink', 'portal-proof']"
    ".every((name) => all.some((one) => one.url.includes(name)))))"
    ".then((is) => is && tiwiziKept.lockOf(document.querySelector('[data-queue-here]').dataset.who))"
    ".then(Boolean)"
)


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


def test_a_visit_waits_on_a_phone_that_is_closed_and_arrives_once(player, line, tmp_path):
    Collection.objects.exists() or Collection.add_root(name="Root")
    a_market("ma")
    maker = a_producer(name="Itto")
    nominee = a_nomination(an_award_edition(state="visits"), state="eligible", organisation=maker)
    big = tmp_path / "loom.jpg"
    grain = Image.effect_noise((2400, 1800), 80)
    Image.merge("RGB", (grain, grain, grain)).save(big, "JPEG", quality=95)

    phone = a_phone(player, tmp_path / "phone", line, an_agent_for(maker, permission=Permission.EDIT_PROFILE))
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.reload()
    wait_until(page, KEPT)
    line.state = CUT
    page.locator(f'a[href="{VISIT}"]').first.click()  # never opened before: it was laid by
    page.get_by_label("Jour de la visite").fill("2026-05-01")
    page.get_by_label("Qui est venu").fill("Amina")
    page.get_by_label("Où", exact=False).first.fill("Azilal")
    page.locator("[name=photos]").set_input_files(str(big))
    page.locator('[name=seen_payment][value="yes"]').check()
    assert page.evaluate("() => document.documentElement.scrollWidth") <= 360
    page.locator("[form=visit]").click()
    is_kept(page)
    assert not FieldVisit.objects.exists()
    phone.close()

    # It goes out by itself; its answer is lost on the way back, so it is sent a second time.
    line.state = BEFORE_THE_ANSWER
    phone = a_phone(player, tmp_path / "phone", line)
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/")
    ends = time.monotonic() + 20
    while line.state != CUT and time.monotonic() < ends:
        page.wait_for_timeout(50)
    assert (line.state, FieldVisit.objects.count()) == (CUT, 1)
    posts, line.state = line.posts, OPEN
    all_sent(page, line)
    phone.close()
    assert line.posts > posts, "it was sent again"
    nominee.refresh_from_db()
    assert nominee.visit == FieldVisit.objects.get()
    assert VisitPhoto.objects.get().file.size < 400_000 < big.stat().st_size
