"""The directory of support: what is open first, where it is known from, what is stale."""

from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from home.library.models import Call, Document, Initiative
from home.library.reading.support import read_support
from producers.testing.builders import a_user, texts
from shop.testing.builders import a_market

pytestmark = pytest.mark.django_db
TODAY = date(2026, 11, 30)


def an_initiative(slug: str, *ends: date | None, **fields) -> Initiative:
    values = {
        "kind": "money", "name": texts({"fr": slug}), "description": texts({"fr": "Aide"}), "body": "Fonds",
        "source": "Leur site", "checked_on": TODAY,
    }  # fmt: skip
    row = Initiative.objects.create(slug=slug, **{**values, **fields})
    for closes_on in ends:
        Call.objects.create(initiative=row, title=texts({"fr": "Appel"}), closes_on=closes_on)
    return row


def test_what_closes_soonest_stands_first_and_what_is_over_last():
    an_initiative("a-over", TODAY - timedelta(days=1))
    an_initiative("b-later", TODAY + timedelta(days=90))
    an_initiative("c-soon", TODAY + timedelta(days=3), TODAY - timedelta(days=9))
    an_initiative("d-draft", None, live=False)
    found = read_support("", "fr", TODAY).initiatives
    assert [one.slug for one in found] == ["c-soon", "b-later", "a-over"]
    assert [call.standing.state for call in found[0].calls] == ["open", "closed"]


def test_what_nobody_has_looked_at_for_a_year_says_so():
    an_initiative("old", checked_on=TODAY - timedelta(days=366))
    an_initiative("young", checked_on=TODAY - timedelta(days=365))
    assert [one.is_stale for one in read_support("", "fr", TODAY).initiatives] == [True, False]


def test_the_page_is_narrowed_by_kind_and_says_when_nothing_is_known(client, django_assert_max_num_queries):
    a_market()
    today = timezone.localdate()
    for number in range(9):
        an_initiative(f"n{number}", today, today + timedelta(days=2))
    with django_assert_max_num_queries(10):
        assert client.get("/fr/library/support/").content.decode().count('data-role="initiative"') == 9
    html = client.get("/ar/library/support/?kind=training").content.decode()
    assert 'data-role="initiative"' not in html
    assert 'class="empty"' in html
    assert client.get("/fr/library/support/?kind=%00").status_code == 200


def test_nothing_stands_there_without_a_source_and_no_call_ends_before_it_opens():
    for broken in (
        lambda: an_initiative("x", source=""),
        lambda: Call.objects.create(
            initiative=an_initiative("y"), title="", opens_on=TODAY, closes_on=TODAY - timedelta(days=1)
        ),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            broken()


def test_no_document_takes_the_address_of_a_page():
    with pytest.raises(ValidationError):
        Document(slug="support", title=texts("x")).clean()


def test_an_editor_writes_an_initiative_with_its_calls(client):
    a_market()
    client.force_login(a_user(is_superuser=True, is_staff=True))
    answer = client.post(
        reverse("wagtailsnippets_tiwizi_library_initiative:add"),
        {
            "kind": "money", "name_0": "Aide", "description_0": "Un prêt", "original_language": "fr",
            "body": "Fonds",
            "source": "Leur site", "checked_on": "2026-11-30", "slug": "aide", "action-publish": "1",
            "calls-TOTAL_FORMS": "1", "calls-INITIAL_FORMS": "0", "calls-MIN_NUM_FORMS": "0",
            "calls-MAX_NUM_FORMS": "1000", "calls-0-title_0": "Appel", "calls-0-closes_on": "2026-12-31",
            "calls-0-id": "", "calls-0-DELETE": "",
        },
    )  # fmt: skip
    assert answer.status_code == 302
    assert Initiative.objects.get().live
    assert Call.objects.get().closes_on == date(2026, 12, 31)
