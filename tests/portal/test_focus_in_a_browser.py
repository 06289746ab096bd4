"""The Tab key on a screen with players: the focus is seen everywhere, also on a button inside one."""

from decimal import Decimal

import pytest
from django.conf import settings
from django.test import Client

from producers.models import PromptRecording
from producers.testing.builders import a_producer, an_owner_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
FOCUS = """() => { const e = document.activeElement, s = getComputedStyle(e);
  return [e.tagName, s.outlineStyle !== 'none' && parseFloat(s.outlineWidth) > 0]; }"""


def test_the_focus_is_seen_on_every_part_of_a_player(live_server, browser):
    PromptRecording.objects.create(code="home", voice="fr", file="voices/fr.ogg", seconds=Decimal(2))
    client = Client()
    client.force_login(an_owner_of(a_producer()))
    cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
    page = browser.new_page(viewport={"width": 360, "height": 720})
    page.context.add_cookies(
        [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": live_server.url}]
    )
    page.goto(f"{live_server.url}/fr/portal/voice/")
    stops = []
    while not stops or stops[-1][0] != "BODY":
        page.keyboard.press("Tab")
        stops.append(page.evaluate(FOCUS))
    assert [tag for tag, _seen in stops].count("AUDIO") > 1
    assert [tag for tag, seen in stops[:-1] if not seen] == []
