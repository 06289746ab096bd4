"""The desk: who may open it, what it shows, and what each press of a button does."""

import io
import re
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group
from django.test import Client
from django.utils import timezone

from producers.actions.recordings import keep_recording
from producers.desk.urls import urlpatterns
from producers.domain.actors import Actor
from producers.models import Act, Organisation, Recording, Submission
from producers.policy import Policy, policy_of
from producers.sounds import checked_sound
from producers.testing.builders import a_picture, a_producer, a_user, an_accountant, an_agent_for, an_owner_of
from producers.testing.submitting import a_change, a_submission
from shop.models import Product
from shop.testing.builders import a_product, a_variant
from storefront.roles import set_up_groups
from tests.producers.recordings import sample

pytestmark = pytest.mark.django_db
QUEUE = "/admin/desk/"


def one_of(group: str) -> Client:
    set_up_groups()
    user = a_user(f"one-of-{group}")
    user.groups.add(Group.objects.get(name=group))
    client = Client()
    client.force_login(user)
    return client


@pytest.fixture
def editor():
    return one_of("Editors")


@pytest.fixture
def rug():
    producer = a_producer(slug="fatima", name="Fatima")
    name = {"fr": "Tapis", "ar": "زربية"}
    return a_variant(a_product(producer=producer, slug="rug", name=name)).product


@pytest.fixture
def sent(rug):
    return a_submission(rug, name={"fr": "Tapis rouge", "ar": "زربية"}, language="ar")


def address(submission) -> str:
    return f"{QUEUE}{submission.pk}/"


def form_of(do: str, submission, **typed) -> dict[str, object]:
    """What the page itself would send."""
    product = Product.objects.get(pk=submission.object_id)
    seen = {"revision": submission.revision_id, "live": product.live_revision_id or ""}
    return {"do": do} | {f"{do}-{name}": value for name, value in (seen | typed).items()}


def words(**typed) -> dict[str, str]:
    texts = {"name-fr": "Tapis rouge", "name-ar": "زربية"} | {
        key.replace("__", "-"): value for key, value in typed.items()
    }
    return {f"words-{key}": value for key, value in texts.items()}


def name_of(product) -> dict[str, str]:
    return Product.objects.get(pk=product.pk).name.data


# Who may.


def test_every_address_of_the_desk_answers_those_who_check_alone():
    assert {policy_of(pattern.callback) for pattern in urlpatterns} == {Policy.EDITOR}


def test_editors_and_operators_check_and_accountants_do_not(sent):
    for group, status in (("Editors", 200), ("Operators", 200), ("Accountants", 404)):
        client = one_of(group)
        assert {client.get(url).status_code for url in (QUEUE, address(sent))} == {status}, group


@pytest.mark.parametrize("who", ["anonymous", "owner", "agent", "accountant"])
def test_others_neither_see_nor_change_anything(rug, sent, who):
    client = Client()
    users = {
        "owner": lambda: an_owner_of(rug.producer),
        "agent": lambda: an_agent_for(rug.producer, permission="manage_products"),
        "accountant": an_accountant,
    }
    if who in users:
        client.force_login(users[who]())
    for url in (QUEUE, address(sent)):
        answer = client.get(url)
        assert answer.status_code in (302, 404)
        assert "Tapis" not in answer.content.decode()
    client.post(address(sent), form_of("approve", sent))
    sent.refresh_from_db()
    assert (sent.state, name_of(rug)["fr"]) == ("waiting", "Tapis")


# The queue.


def listed(client, **asked) -> list[str]:
    html = client.get(QUEUE, asked).content.decode()
    return re.findall(r'href="/admin/desk/(\d+)/"', html)


def test_the_queue_is_narrowed_by_language_kind_age_and_producer(editor, sent):
    old = a_submission(
        a_product(producer=a_producer(name="Zohra", search_text="zohra"), name="Vase"), name="Grand vase"
    )
    Submission.objects.filter(pk=old.pk).update(submitted_at=timezone.now() - timedelta(days=4))
    one, two = str(sent.pk), str(old.pk)
    assert listed(editor) == [two, one], "the oldest first"
    assert listed(editor, language="ar") == [one]
    assert listed(editor, kind="product") == [two, one]
    assert listed(editor, kind="profile") == []
    assert listed(editor, days="3") == [two]
    assert listed(editor, producer="ZOHRA") == [two]
    assert listed(editor, state="decided") == []
    assert listed(editor, days="x", kind="nothing", p="99") == [two, one]


def test_the_queue_has_pages_and_a_budget(editor, django_assert_max_num_queries):
    producer = a_producer()
    for number in range(30):
        a_submission(a_product(producer=producer, slug=f"p-{number}", name="Vase"), name="Grand vase")
    editor.get(QUEUE)
    with django_assert_max_num_queries(16):
        html = editor.get(QUEUE).content.decode()
    assert len(re.findall(r"/admin/desk/\d+/", html)) == 25
    assert len(listed(editor, p="2")) == 5


def test_the_first_page_says_how_many_wait_to_those_who_check(editor, sent):
    html = editor.get("/admin/").content.decode()
    assert 'href="/admin/desk/"' in html
    assert "changes-wait" in html
    assert "changes-wait" not in one_of("Accountants").get("/admin/").content.decode()


# Side by side.


def test_before_and_after_stand_side_by_side_with_differences_marked(editor, rug, sent):
    html = editor.get(address(sent)).content.decode()
    assert "<ins> rouge</ins>" in html
    assert '<div class="desk-before" lang="fr" dir="ltr">' in html
    assert 'lang="ar" dir="rtl"' in html
    assert "180" in html, "the price stands beside, though it is no part of the change"


def test_a_new_product_has_nothing_before(editor):
    sent = a_submission(a_product(live=False, slug="draft", name="Brouillon"), name="Nouveau tapis")
    html = editor.get(address(sent)).content.decode()
    assert "<ins>Nouveau tapis</ins>" in html
    assert "Brouillon" not in html


def test_what_she_typed_is_text_and_nothing_else(editor, rug):
    sent = a_submission(rug, name="<script>alert(1)</script>")
    html = editor.get(address(sent)).content.decode()
    assert "<script>alert(1)" not in html
    assert "&lt;script&gt;alert(1)" in html


def test_a_change_has_a_budget(editor, rug, django_assert_max_num_queries):
    draft = Product.objects.get(pk=rug.pk)
    for number in range(8):
        draft.pictures.create(picture=a_picture(f"new-{number}"), position=number)
    draft.save_revision()
    sent = a_submission(Product.objects.get(pk=rug.pk), name="Tapis")
    editor.get(address(sent))
    # Reading a revision asks for each of its pictures whether it is still there.
    with django_assert_max_num_queries(34 + 8):
        html = editor.get(address(sent)).content.decode()
    assert html.count("desk-picture-new") == 8


def test_a_change_of_what_is_gone_says_so(editor, sent):
    Submission.objects.update(object_id=999_999)
    assert editor.get(address(sent)).status_code == 200
    assert editor.get(f"{QUEUE}999999/").status_code == 404


# Deciding.


def test_approving_publishes_under_the_editors_name(editor, rug, sent):
    answer = editor.post(address(sent), form_of("approve", sent, staff_note="Belle photo"))
    assert (answer.status_code, answer.headers["Location"]) == (302, QUEUE)
    sent.refresh_from_db()
    assert (sent.state, sent.staff_note, name_of(rug)["fr"]) == ("approved", "Belle photo", "Tapis rouge")
    assert Act.objects.get(verb="submission.approved").actor_name == "one-of-Editors"


def test_sending_back_needs_a_reason_and_keeps_what_was_typed(editor, rug, sent):
    answer = editor.post(address(sent), form_of("send_back", sent, note="Près de la fenêtre"))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert "Près de la fenêtre" in html
    assert "reasons-error" in html
    form = form_of("send_back", sent, note="Près de la fenêtre", reasons=["too_dark", "price_missing"])
    assert editor.post(address(sent), form).status_code == 302
    sent.refresh_from_db()
    assert (sent.state, sent.reasons) == ("sent_back", ["too_dark", "price_missing"])
    assert "Près de la fenêtre" in editor.get(address(sent)).content.decode()
    assert name_of(rug)["fr"] == "Tapis"


def test_a_reason_that_does_not_exist_is_refused(editor, sent):
    assert editor.post(address(sent), form_of("send_back", sent, reasons=["ugly"])).status_code == 422


def test_words_are_mended_and_published(editor, rug, sent):
    form = form_of("edit", sent, **words(**{"name-fr": "Grand tapis rouge"}))
    assert editor.post(address(sent), form).status_code == 302
    assert name_of(rug) == {"fr": "Grand tapis rouge", "ar": "زربية"}


@pytest.mark.parametrize("typed", ["<script>x</script>", "a" * 6000, "tapis\u202egpj"])
def test_words_that_are_no_good_are_refused_beside_their_field(editor, rug, sent, typed):
    answer = editor.post(address(sent), form_of("edit", sent, **words(**{"name-fr": typed})))
    assert answer.status_code == 422
    assert "زربية" in answer.content.decode()
    assert name_of(rug)["fr"] == "Tapis"


def test_words_that_may_not_be_empty_are_asked_for(editor, rug, sent):
    answer = editor.post(address(sent), form_of("edit", sent, **words(**{"name-fr": "", "name-ar": ""})))
    assert answer.status_code == 422
    assert name_of(rug)["fr"] == "Tapis"


@pytest.mark.parametrize("do", ["approve", "send_back", "edit"])
def test_a_newer_change_is_shown_beside_what_was_seen_and_nothing_is_decided(editor, rug, sent, do):
    form = form_of(do, sent, reasons=["too_dark"], **words())
    a_submission(rug, name={"fr": "Tapis bleu", "ar": "زربية"})
    answer = editor.post(address(sent), form)
    html = answer.content.decode()
    assert answer.status_code == 409
    assert "<del>rouge</del>" in html
    assert "<ins>bleu</ins>" in html
    sent.refresh_from_db()
    assert (sent.state, name_of(rug)["fr"]) == ("waiting", "Tapis")
    assert f'value="{sent.revision_id}"' in html, "the next press is about the newer one"


def test_what_somebody_else_published_meanwhile_is_shown_first(editor, rug, sent):
    form = form_of("approve", sent)
    a_change(rug, name="Corrigé ailleurs").publish()
    answer = editor.post(address(sent), form)
    assert answer.status_code == 409
    assert "ailleurs" in answer.content.decode()
    assert editor.post(address(sent), form_of("approve", sent)).status_code == 302
    assert name_of(rug)["fr"] == "Tapis rouge"


def test_a_revision_of_something_else_cannot_be_named(editor, rug, sent):
    other = a_change(a_product(slug="other"), name="Secret d’une autre")
    form = form_of("approve", sent) | {"approve-revision": other.pk}
    answer = editor.post(address(sent), form)
    assert answer.status_code == 409
    assert "Secret" not in answer.content.decode()


def test_what_is_decided_cannot_be_decided_again(editor, rug, sent):
    form = form_of("approve", sent)
    editor.post(address(sent), form)
    before = Act.objects.count()
    assert editor.post(address(sent), form).status_code == 302
    assert Act.objects.count() == before


def test_nothing_of_a_suspended_producer_is_published(editor, rug, sent):
    Organisation.objects.update(status="suspended")
    assert editor.post(address(sent), form_of("approve", sent)).status_code == 422
    assert name_of(rug)["fr"] == "Tapis"


def test_what_nothing_proves_is_not_published(editor, rug):
    sent = a_submission(rug, name="Huile d’argan")
    answer = editor.post(address(sent), form_of("approve", sent))
    sent.refresh_from_db()
    assert (answer.status_code, sent.state, name_of(rug)["fr"]) == (422, "waiting", "Tapis")


@pytest.mark.parametrize("do", ["", "publish", "edit\0"])
def test_a_press_that_does_not_exist_is_not_found(editor, sent, do):
    assert editor.post(address(sent), {"do": do}).status_code == 404


# Suggestions.


class Echo:
    """A service that repeats, in brackets."""

    def offers(self, source, target):
        return target == "en"

    def translate(self, texts, source, target):
        return [f"[{target}] {text}" if text else "" for text in texts]


class Broken(Echo):
    def translate(self, texts, source, target):
        return ["too few"]


def use(settings, service: str) -> None:
    backend = {"BACKEND": f"tests.producers.desk.test_desk.{service}"}
    settings.PRODUCERS = {**getattr(settings, "PRODUCERS", {}), "TRANSLATOR": backend}


def test_without_a_service_nothing_is_suggested(editor, sent):
    assert "?suggest=" not in editor.get(address(sent)).content.decode()
    assert "[en]" not in editor.get(address(sent), {"suggest": "en"}).content.decode()


def test_a_suggestion_is_marked_until_somebody_has_reviewed_it(editor, rug, sent, settings):
    use(settings, "Echo")
    assert "?suggest=en" in editor.get(address(sent)).content.decode()
    html = editor.get(address(sent), {"suggest": "en"}).content.decode()
    assert "[en] Tapis rouge" in html
    assert "edit-reviewed-en" in html
    assert "en" not in name_of(rug)
    form = form_of("edit", sent, suggested="en", **words(**{"name-en": "[en] Tapis rouge"}))
    assert editor.post(address(sent), form).status_code == 302
    product = Product.objects.get(pk=rug.pk)
    assert (product.name.data["en"], product.text_states["en"]) == ("[en] Tapis rouge", "suggested")

    again = a_submission(product, summary="Laine")
    form = form_of("edit", again, **words(**{"name-en": "[en] Tapis rouge"})) | {"edit-reviewed-en": "on"}
    assert editor.post(address(again), form).status_code == 302
    assert Product.objects.get(pk=rug.pk).text_states["en"] == "reviewed"


def test_a_service_that_fails_takes_nothing_with_it(editor, sent, settings):
    use(settings, "Broken")
    assert editor.get(address(sent), {"suggest": "en"}).status_code == 200


# Recordings.


@pytest.fixture
def voice(rug, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
        "private": {
            "BACKEND": "django.core.files.storage.FileSystemStorage",
            "OPTIONS": {"location": tmp_path / "private", "base_url": None},
        },
    }
    sound = checked_sound(io.BytesIO(sample("chromium.webm")))
    return keep_recording(rug, sound, language="ar", actor=Actor(None, "Fatima"))


def test_an_editor_plays_what_nobody_else_hears(editor, rug, voice):
    url = f"{QUEUE}recordings/{voice.pk}/sound/"
    answer = editor.get(url, headers={"Range": "bytes=0-3"})
    assert (answer.status_code, answer.content) == (206, sample("chromium.webm")[:4])
    assert (answer.headers["Content-Type"], answer.headers["Cache-Control"]) == (
        "audio/webm",
        "private, no-store",
    )
    her = Client()
    her.force_login(an_owner_of(rug.producer))
    assert her.get(url).status_code in (302, 404)


def test_what_is_heard_is_written_down_and_goes_into_her_words(editor, rug, sent, voice):
    url = f"{QUEUE}recordings/{voice.pk}/"
    form = {f"r{voice.pk}-text": "كنسج من صغري", f"r{voice.pk}-language": "ar", "do": "transcribe"}
    answer = editor.post(url, form)
    assert answer.headers["Location"] == address(sent)
    html = editor.get(address(sent)).content.decode()
    assert html.count("كنسج من صغري") == 2, "beside the sound, and in the words to be mended"
    assert "one-of-Editors" in html
    form = form_of("edit", sent, **words(**{"description-ar": "كنسج من صغري"}))
    editor.post(address(sent), form)
    assert Product.objects.get(pk=rug.pk).description.data["ar"] == "كنسج من صغري"


def test_code_is_not_written_down(editor, voice):
    form = {f"r{voice.pk}-text": "<script>x</script>", f"r{voice.pk}-language": "ar", "do": "transcribe"}
    assert editor.post(f"{QUEUE}recordings/{voice.pk}/", form).status_code == 422
    assert Recording.objects.get().transcript == ""


@pytest.mark.parametrize(("do", "state"), [("approve", "approved"), ("refuse", "sent_back")])
def test_a_recording_is_let_to_be_heard_or_not_once(editor, voice, do, state):
    url = f"{QUEUE}recordings/{voice.pk}/"
    for _press in range(2):
        assert editor.post(url, {"do": do}).status_code == 302
    assert Recording.objects.get().state == state
    assert Act.objects.filter(verb=f"recording.{state}").count() == 1
    assert editor.post(url, {"do": "x"}).status_code == 404
