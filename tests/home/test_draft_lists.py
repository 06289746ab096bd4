"""Lists, forms and choosers of the back office say what things are called in the editor's language."""

import pytest
from django.urls import reverse
from django.utils import translation
from wagtail.users.models import UserProfile

from home.choosers import producer_chooser
from home.events.choosers import organisation_chooser
from home.events.testing.builders import an_event
from producers.draft_lists import latest_title
from producers.testing.builders import a_producer, texts

pytestmark = pytest.mark.django_db
LIST = "/admin/snippets/tiwizi_events/event/"


@pytest.fixture
def fair():
    """A fair of which a draft with another title waits."""
    fair = an_event(title={"fr": "Foire", "ar": "المعرض"})
    fair.title = texts({"fr": "Grande foire", "ar": "المعرض الكبير"})
    fair.save_revision()
    return fair


@pytest.mark.parametrize(
    ("lang", "title", "head"), [("ar", "المعرض الكبير", "على الموقع"), ("fr", "Grande foire", "Sur le site")]
)
def test_a_list_and_a_form_say_the_draft_in_the_editors_language(
    admin_client, admin_user, fair, lang, title, head
):
    UserProfile.objects.update_or_create(user=admin_user, defaults={"preferred_language": lang})
    page = admin_client.get(LIST).content.decode()
    assert title in page
    assert head in page
    assert title in admin_client.get(f"{LIST}edit/{fair.pk}/").content.decode()


def test_a_draft_without_a_title_and_one_that_was_never_saved_are_named_too(fair):
    with translation.override("zgh"):
        assert latest_title(fair), "a language without a text has another's"
    fair.title = texts({})
    fair.save_revision(clean=False)
    assert latest_title(fair) == str(fair)
    assert latest_title(an_event(title="Souk")) == "Souk"


@pytest.mark.parametrize("chooser", [producer_chooser, organisation_chooser])
def test_somebody_is_chosen_by_her_name(admin_client, chooser):
    maker = a_producer(slug="coop-x", name="Coopérative Argane")
    listed = admin_client.get(reverse(chooser.get_url_name("choose"))).json()["html"]
    assert "Coopérative Argane" in listed
    assert "coop-x" not in listed
    chosen = admin_client.get(reverse(chooser.get_url_name("chosen"), args=[maker.pk])).json()
    assert chosen["result"]["title"] == "Coopérative Argane"
    assert chooser.widget_class().get_value_data(maker.pk)["title"] == "Coopérative Argane"
