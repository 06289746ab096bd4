"""Stories: public while the people in them agree, and not a day longer."""

import json
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.core.management import call_command
from django.db import IntegrityError, connection, transaction
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from wagtail.models import GroupApprovalTask, TaskState, Workflow, WorkflowTask

from home.actions.publish_story import NoConsentError
from home.actions.withdraw_consent import take_down_lapsed, withdraw_consent
from home.models import StoryConsent, StoryPage
from home.testing.builders import a_consent, a_home_page, a_story, published
from producers.domain.actors import Actor
from producers.models import Act
from producers.testing.builders import a_user
from shop.testing.builders import a_market, a_product, a_variant, on_show

pytestmark = pytest.mark.django_db
EDITOR = Actor(None, "editor")
ADDRESS, FEED = "/fr/stories/premier/", "/fr/stories/feed.atom"
SCRIPT = '<p>Bonjour <script>alert(1)</script><img src=x onerror=alert(1)><a href="javascript:x">y</a></p>'


@pytest.fixture(autouse=True)
def _markets() -> None:
    for code in ("ma", "eu", "world"):
        a_market(code)


def places(client) -> list[bool]:
    """Where the story is seen: page, list, feed, map."""
    page = client.get(ADDRESS).status_code == 200
    texts = [client.get(address).content.decode() for address in ("/fr/stories/", FEED)]
    listed = client.get("/sitemap-pages-1.xml").getvalue().decode()
    return [page, *("premier" in text for text in (*texts, listed))]


def test_a_story_is_published_with_consent(client):
    story = a_story()
    a_consent(story)
    published(story)
    assert places(client) == [True] * 4
    page = client.get(ADDRESS).content.decode()
    assert '"@type": "Article"' in page
    assert 'property="og:type" content="article"' in page


def test_without_consent_nothing_is_published(client):
    story = a_story()
    with pytest.raises(NoConsentError):
        published(story)
    assert places(client) == [False] * 4


def test_a_use_that_nobody_agreed_to_keeps_it_back():
    story = a_story(body=[("quote", {"words": "Je tisse.", "who": ""})])
    a_consent(story, voice=False)
    with pytest.raises(NoConsentError):
        published(story)


def test_what_is_saved_as_live_by_code_is_not_shown_either(client):
    a_story(live=True)
    assert places(client) == [False] * 4


def test_withdrawal_takes_page_list_feed_and_map_at_once_in_all_languages(client):
    story = a_story()
    english = a_story("en", producer=story.producer, translation_key=story.translation_key)
    consent = a_consent(story)
    published(story), published(english)
    withdraw_consent(consent, actor=EDITOR, reason="She called")
    withdraw_consent(consent, actor=EDITOR)
    assert places(client) == [False] * 4
    assert not StoryPage.objects.live().exists()
    assert Act.objects.filter(verb="withdraw_consent").count() == 1
    assert client.get("/en/stories/premier/").status_code == 404


def test_what_has_expired_is_not_shown_and_is_taken_down_by_the_job(client):
    story = a_story()
    consent = a_consent(story)
    published(story)
    long_ago = timezone.localdate() - timedelta(days=100)
    StoryConsent.objects.filter(pk=consent.pk).update(heard_on=long_ago, valid_until=long_ago)
    assert places(client) == [False] * 4
    assert take_down_lapsed() == 1
    assert take_down_lapsed() == 0
    assert not StoryPage.objects.live().exists()


def test_a_round_of_jobs_takes_down_what_has_lapsed():
    a_story(live=True)
    call_command("run_jobs")
    assert not StoryPage.objects.live().exists()


def test_without_consent_to_feeds_it_is_left_out_of_the_feed_alone(client):
    story = a_story()
    a_consent(story, feed=False)
    published(story)
    assert places(client) == [True, True, False, True]


def test_a_schedule_without_consent_is_taken_off_and_keeps_no_other_back(client):
    first = a_story(slug="later", go_live_at=timezone.now() + timedelta(days=1))
    second = a_story(producer=first.producer, go_live_at=timezone.now() + timedelta(days=1))
    consent = a_consent(first)
    a_consent(second)
    for story in (first, second):
        story.save_revision().publish()
    StoryConsent.objects.filter(pk=consent.pk).update(withdrawn_at=timezone.now())
    past = timezone.now() - timedelta(hours=1)
    for revision in (first.revisions.get(), second.revisions.get()):
        revision.content["go_live_at"] = past.isoformat()
        revision.approved_go_live_at = past
        revision.save()
    call_command("publish_scheduled")
    assert client.get("/fr/stories/later/").status_code == 404
    assert client.get(ADDRESS).status_code == 200


def test_consent_withdrawn_while_it_is_being_published_wins(client, monkeypatch):
    story = a_story()
    consent = a_consent(story)
    revision = story.save_revision()
    consent.withdrawn_at = timezone.now()
    consent.save()
    with pytest.raises(NoConsentError):
        revision.publish()
    assert places(client) == [False] * 4


@pytest.mark.parametrize(
    "wrong",
    [
        {"is_child": True, "face": True},
        {"valid_until": timezone.now().date() + timedelta(days=800)},
        {"valid_until": timezone.now().date() - timedelta(days=2)},
    ],
)
def test_the_database_refuses_what_cannot_be_agreed_to(wrong):
    story = a_story()
    with pytest.raises(IntegrityError), transaction.atomic():
        a_consent(story, **wrong)


@pytest.mark.parametrize("raw", [False, True])
def test_script_in_rich_text_is_cleaned_whoever_writes_it(client, raw):
    body = [{"type": "text", "value": SCRIPT}]
    story = a_story(body=json.dumps(body) if raw else [("text", SCRIPT)])
    a_consent(story)
    published(story)
    stored = json.dumps(StoryPage.objects.get().body.get_prep_value())
    page = client.get(ADDRESS).content.decode()
    for text in (stored, page):
        assert "Bonjour" in text
        assert "alert(1)" not in text
        assert "javascript:" not in text


def test_a_story_is_read_in_few_queries(client, django_assert_max_num_queries):
    story = a_story(body=[("text", "<p>Un</p>")])
    a_consent(story)
    published(story)
    client.get(ADDRESS)
    with django_assert_max_num_queries(12):
        assert client.get(ADDRESS).status_code == 200


def test_the_list_of_stories_asks_no_more_for_more(client):
    def asked() -> int:
        with CaptureQueriesContext(connection) as queries:
            assert client.get("/fr/stories/").status_code == 200
        return len(queries)

    counts = []
    for number in range(6):
        product = a_product()
        story = a_story(slug=f"s{number}", body=[("products", [product])], producer=product.producer)
        a_consent(story)
        published(story)
        counts.append(asked())
    assert counts[1] == counts[-1] <= 14


def test_a_story_with_pictures_and_products_is_read_in_twelve_queries(client, django_assert_max_num_queries):
    first, second = a_variant(), a_variant()
    on_show(first, second)
    body = [
        ("text", "<p>Un</p>"),
        ("quote", {"words": "Oui", "who": ""}),
        ("products", [first.product, second.product]),
    ]
    story = a_story(body=body, producer=first.product.producer)
    a_consent(story)
    published(story)
    client.get(ADDRESS)
    with django_assert_max_num_queries(12):
        assert client.get(ADDRESS).status_code == 200


def test_the_home_page_is_read_in_sixteen_queries(client, django_assert_max_num_queries):
    a_home_page()
    for _ in range(5):
        on_show(a_variant())
    cache.clear()
    with django_assert_max_num_queries(16):
        assert client.get("/fr/").status_code == 200


def in_moderation(story) -> tuple[Workflow, TaskState]:
    workflow = Workflow.objects.create(name="Two pairs of eyes")
    task = GroupApprovalTask.objects.create(name="Look")
    WorkflowTask.objects.create(workflow=workflow, task=task, sort_order=1)
    story.save_revision()
    workflow.start(story, a_user("author"))
    return workflow, story.current_workflow_task_state


def test_no_approval_publishes_without_consent(client, admin_user):
    story = a_story()
    _workflow, state = in_moderation(story)
    with pytest.raises(NoConsentError):
        state.approve(user=admin_user)
    assert places(client) == [False] * 4
    story.refresh_from_db()
    story.current_workflow_task_state.approve(user=admin_user) if a_consent(story) else None
    story.refresh_from_db()
    assert story.live


def test_an_editor_who_approves_is_told_what_is_missing(admin_client):
    story = a_story()
    in_moderation(story)
    edit = f"/admin/pages/{story.pk}/edit/"
    form = {"action-workflow-action": "true", "workflow-action-name": "approve", "title": story.title}
    answer = admin_client.post(edit, form)
    assert (answer.status_code, answer.url) == (302, edit)
    page = admin_client.get(edit).content.decode()
    assert "error" in page
    story.refresh_from_db()
    assert not story.live
    assert story.current_workflow_task_state.status == "in_progress"


@pytest.mark.parametrize("build", [a_story, a_home_page])
def test_a_draft_is_looked_at_before_it_is_public(build):
    page = build()
    answer = page.make_preview_request()
    assert answer.status_code == 200
    answer.render()
    assert page.title in answer.content.decode()


def test_the_language_switch_goes_to_the_same_page_whatever_its_name(client):
    french = a_story()
    arabic = a_story(
        "ar", slug="al-awwal", title="الأول", producer=french.producer, translation_key=french.translation_key
    )
    a_consent(french)
    published(french)
    published(arabic)
    there, back = (client.get(one).content.decode() for one in (ADDRESS, "/ar/stories/al-awwal/"))
    assert 'href="/ar/stories/al-awwal/" lang="ar"' in there
    assert f'href="{ADDRESS}" lang="fr"' in back
    assert 'href="/en/" lang="en"' in there, "where it is not written it leads to the first page"
