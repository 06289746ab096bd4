"""The editors' board and guide: what waits, comes and is stale, for those whose work it is."""

from datetime import timedelta

import pytest
from django.utils import timezone
from wagtail.models import Page

from home.events.testing.builders import an_event
from home.impact.testing.builders import a_statement, an_edition
from home.testing.builders import a_consent, a_story, published
from producers.testing.builders import an_accountant

pytestmark = pytest.mark.django_db


def board(client) -> str:
    answer = client.get("/admin/")
    assert answer.status_code == 200
    return answer.content.decode()


def test_it_tells_what_waits_comes_and_is_stale(admin_client):
    a_story(title="Histoire sans accord", slug="sans")
    a_statement(live=False)
    an_event(title="Foire qui vient", slug="vient")
    an_event(title="Foire oubliée", slug="oubliee", live=False)
    old = a_story(title="Vieille page", slug="vieille")
    a_consent(old)
    published(old)
    long_ago = timezone.now() - timedelta(days=400)
    Page.objects.filter(pk=old.pk).update(last_published_at=long_ago)
    page = board(admin_client)
    waits, comes, stale = (page.index(f'id="board-{number}"') for number in (1, 2, 3))
    assert waits < page.index("Histoire sans accord") < comes
    assert comes < page.index("Foire qui vient") < stale
    assert stale < page.index("Foire oubliée")
    assert stale < page.index("Vieille page", stale)
    assert "/admin/snippets/tiwizi_impact/statement/" in page[waits:comes]
    assert "/admin/impact/years/" in page[stale:]


def test_what_is_done_is_no_longer_on_it(admin_client):
    an_edition(timezone.localdate().year - 1)
    story = a_story(title="Histoire sans accord", slug="sans")
    a_consent(story)
    page = board(admin_client)
    assert "/admin/impact/years/" not in page[page.index('id="board-3"') :]
    assert "Histoire sans accord" not in page[page.index('id="board-1"') : page.index('id="board-2"')]


def test_who_writes_no_pages_has_no_board(client):
    client.force_login(an_accountant())
    answer = client.get("/admin/", follow=True)
    assert 'id="board-1"' not in answer.content.decode()


def test_the_board_asks_little(admin_client, django_assert_max_num_queries):
    board(admin_client)
    for number in range(5):
        a_story(title=f"Histoire {number}", slug=f"h{number}")
        an_event(title=f"Foire {number}", slug=f"f{number}", live=False)
    with django_assert_max_num_queries(78):
        board(admin_client)


@pytest.mark.parametrize("lang", ["fr", "ar", "en"])
def test_the_guide_leads_to_where_each_thing_is_done(admin_client, admin_user, lang):
    from wagtail.users.models import UserProfile

    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": lang})
    page = admin_client.get("/admin/guide/all/").content.decode()
    for name in ("tiwizi_events/event", "tiwizi_library/document", "tiwizi_impact/statement"):
        address = f"/admin/snippets/{name}/"
        assert f'href="{address}"' in page
        assert admin_client.get(address).status_code == 200
    said = {"fr": "Commencez ici", "ar": "ابدؤوا", "en": "Begin here every day"}
    assert said[lang] in page
