"""Without a line, in a real browser: what was sent waits on the phone and arrives once."""

from pathlib import Path

import pytest
from allauth.account.models import EmailAddress
from django.db import transaction
from django.http import HttpResponse
from django.template import engines
from django.test import override_settings
from django.urls import path
from django.utils import timezone

from producers.actions.record import record
from producers.domain.actors import SYSTEM
from producers.domain.grants import Permission
from producers.models import Act, Grant, SentOnce
from producers.portal.doors import portal_page
from producers.portal.sent_once import conflict, sent_once
from producers.testing.builders import a_producer, a_user, an_agent_for
from storefront import urls as site
from tests.portal.cut_line import BEFORE_THE_ANSWER, CUT, IN_THE_UPLOAD, OPEN, a_line_to
from tests.portal.phone import a_phone, all_sent, is_kept

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = "/fr/portal/test-count/"
PAGE = """{% extends "producers/portal/layout.html" %}{% block heading %}Compter{% endblock %}{% block main %}
<form method="post" id="count" enctype="multipart/form-data" data-queue>{% csrf_token %}
<input type="hidden" name="seen" value="{{ seen }}"><input name="count" aria-label="Combien" value="3">
<input type="file" name="photo"></form>{% endblock %}
{% block foot %}<button form="count" class="portal-button" id="go">Envoyer</button>{% endblock %}"""


def counted() -> list[str]:
    return list(Act.objects.filter(verb="test.counted").order_by("pk").values_list("reason", flat=True))


@transaction.atomic
def write(request) -> None:
    sizes = sum(file.size for file in request.FILES.values())
    record(
        verb="test.counted",
        row=request.acting.organisation,
        actor=request.acting.actor,
        reason=f"{request.POST['count']} {sizes}",
    )


@portal_page(needs=Permission.MANAGE_STOCK)
@sent_once
def count(request):
    """A screen with a count and a photo, as any screen of the portal that may wait."""
    now = str(len(counted()))
    if request.method != "POST":
        page = engines["django"].from_string(PAGE)
        return HttpResponse(page.render({"seen": now}, request))
    if request.POST["seen"] != now:
        pair = ("Pièces", request.POST["count"])
        return conflict(request, title="Tapis", mine=[pair], theirs=[("Pièces", counted()[-1])], seen=now)
    write(request)
    return HttpResponse(status=302, headers={"Location": "/fr/portal/"})


urlpatterns = [path("fr/portal/test-count/", count), *site.urlpatterns]
handler404 = getattr(site, "handler404", "django.views.defaults.page_not_found")


@pytest.fixture(autouse=True)
def _own_addresses():
    with override_settings(ROOT_URLCONF=__name__):
        yield


@pytest.fixture
def weaver():
    return a_producer(name="Fatima")


@pytest.fixture
def agent(weaver):
    return an_agent_for(weaver, permission="manage_stock", username="agent")


@pytest.fixture
def line(live_server):
    with a_line_to(live_server.thread.port) as found:
        yield found


def a_photo(tmp_path: Path) -> Path:
    photo = tmp_path / "photo.jpg"
    photo.write_bytes(b"\xff\xd8\xff" + b"x" * 300_000)
    return photo


def fill_in(page, line, number: str, photo: Path | None = None) -> None:
    page.goto(line.url + ADDRESS)
    page.get_by_label("Combien").fill(number)
    if photo:
        page.locator('[name="photo"]').set_input_files(str(photo))


def test_the_line_is_cut_in_the_upload_the_browser_closed_and_it_arrives_once(player, line, agent, tmp_path):
    first = a_phone(player, tmp_path / "phone", line, agent)
    page = first.new_page()
    fill_in(page, line, "5", a_photo(tmp_path))
    line.state = IN_THE_UPLOAD
    page.locator("#go").click()
    is_kept(page)
    assert (line.state, counted()) == (CUT, [])
    first.close()

    line.state = OPEN
    second = a_phone(player, tmp_path / "phone", line)
    page = second.new_page()
    all_sent(page, line)
    assert counted() == ["5 300003"]
    assert SentOnce.objects.count() == 1
    page.reload()
    all_sent(page, line)
    second.close()
    assert counted() == ["5 300003"]


def test_the_answer_is_lost_and_it_is_not_done_a_second_time(player, line, agent, tmp_path):
    first = a_phone(player, tmp_path / "phone", line, agent)
    page = first.new_page()
    fill_in(page, line, "4")
    line.state = BEFORE_THE_ANSWER
    # The line dies at the answer of the POST itself, not of the question that comes before it.
    page.locator("#go").click()
    is_kept(page)
    assert counted() == ["4 0"]
    line.state = OPEN
    all_sent(page, line)
    first.close()
    assert counted() == ["4 0"]


def test_the_same_item_from_two_tabs_is_one(player, line, agent, tmp_path):
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page, other = phone.new_page(), phone.new_page()
    fill_in(page, line, "6")
    other.goto(line.url + "/fr/portal/waiting/")
    line.state = CUT
    page.locator("#go").click()
    is_kept(page)
    line.state = OPEN
    for tab in (page, other):
        tab.evaluate("dispatchEvent(new Event('online'))")
    page.locator("[data-queue-count]").wait_for(state="hidden")
    all_sent(other, line)
    phone.close()
    assert counted() == ["6 0"]
    assert SentOnce.objects.count() == 1


def test_two_agents_meet_and_she_chooses_between_both(player, line, weaver, agent, tmp_path):
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page = phone.new_page()
    fill_in(page, line, "7")
    line.state = CUT
    page.locator("#go").click()
    is_kept(page)
    with transaction.atomic():
        record(verb="test.counted", row=weaver, actor=SYSTEM, reason="9")
    line.state = OPEN
    page.goto(line.url + "/fr/portal/waiting/")
    met = page.locator('.queue-item[data-state="met"]')
    met.wait_for(state="visible")
    assert "7" in met.locator('[data-part="mine"]').inner_text()
    assert "9" in met.locator('[data-part="theirs"]').inner_text()
    assert counted() == ["9"]
    met.locator('[data-part="keep"]').click()
    page.locator("[data-queue-none]").wait_for(state="visible")
    phone.close()
    assert counted() == ["9", "7 0"]


def test_a_grant_withdrawn_meanwhile_is_refused_and_shown(player, line, agent, tmp_path):
    other = a_producer(name="Autre")
    Grant.objects.create(giver=other, receiver=Grant.objects.get().receiver, permission="manage_stock")
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/for/")
    page.get_by_text("Fatima").first.click()
    fill_in(page, line, "8")
    line.state = CUT
    page.locator("#go").click()
    is_kept(page)
    Grant.objects.exclude(giver=other).update(withdrawn_at=timezone.now())
    line.state = OPEN
    page.goto(line.url + "/fr/portal/for/")
    page.get_by_text("Autre").first.click()
    page.goto(line.url + "/fr/portal/waiting/")
    refused = page.locator('.queue-item[data-state="refused"]')
    refused.wait_for(state="visible")
    assert "Fatima" in refused.inner_text()
    assert refused.locator('[data-part="not-allowed"]').is_visible()
    phone.close()
    assert counted() == []


def test_screens_are_read_without_a_line_and_go_with_the_sign_out(player, line, agent, tmp_path):
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(line.url + ADDRESS)
    page.goto(line.url + "/fr/portal/waiting/")
    assert page.locator("[data-kept-since]").is_hidden()
    line.state = CUT
    page.goto(line.url + ADDRESS)
    assert page.locator("h1").inner_text() == "Compter"
    since = page.locator("[data-kept-since]")
    assert since.is_visible()
    assert f"{timezone.localdate():%Y}" in since.inner_text()
    assert since.locator("time").get_attribute("datetime")[:10] == f"{timezone.now():%Y-%m-%d}"
    page.get_by_label("Combien").fill("2")
    page.locator("#go").click()
    is_kept(page)
    line.state = OPEN
    page.goto(line.url + "/fr/account/")
    page.locator('form[action*="logout"] button').first.click()
    page.wait_for_load_state()
    line.state = CUT
    page.goto(line.url + ADDRESS)
    assert page.locator("#count").count() == 0
    phone.close()


def test_who_signs_in_after_her_reads_nothing_of_hers_without_a_line(player, line, agent, tmp_path):
    phone = a_phone(player, tmp_path / "phone", line, agent)
    page = phone.new_page()
    page.goto(line.url + "/fr/portal/")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.goto(line.url + ADDRESS)
    other = a_user("other", email="other@buyer.test")
    other.set_password("tiwizi-test")
    other.save()
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    phone.clear_cookies()  # her visit is over, and she has not signed out on this phone
    page.goto(line.url + "/fr/account/login/")
    page.locator("[name=login]").fill("other@buyer.test")
    page.locator("[name=password]").fill("tiwizi-test")
    with page.expect_navigation():
        page.locator("[name=password]").press("Enter")
    assert "/login/" not in page.url
    line.state = CUT
    page.goto(line.url + ADDRESS)
    assert page.locator("h1").inner_text() != "Compter"
    phone.close()
