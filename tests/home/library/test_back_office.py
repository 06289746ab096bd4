"""Editing the fund: a file has a licence, stays private in a draft, is public with its document."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.urls import reverse

from home.library.models import Document, DocumentFile
from home.library.testing.builders import a_document, a_kept_file, a_language, a_subject
from producers.models import Act
from producers.testing.builders import a_user
from shop.testing.builders import a_market
from tests.home.library.made_files import a_pdf, a_word_file

pytestmark = pytest.mark.django_db


@pytest.fixture
def editor(client):
    a_market()
    user = a_user(is_superuser=True, is_staff=True)
    client.force_login(user)
    return client


def record_of(**fields) -> dict[str, object]:
    values = {
        "kind": "work", "title_0": "Teindre", "slug": "teindre",
        "original_language": "fr", "licence": "cc-by",
        "subjects": [a_subject().pk], "languages": [a_language().pk], "issued": "2024-05",
        "holdings-TOTAL_FORMS": "0", "holdings-INITIAL_FORMS": "0", "holdings-MIN_NUM_FORMS": "0",
        "holdings-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    return {**values, **fields}


def add(editor, **fields):
    return editor.post(reverse("wagtailsnippets_tiwizi_library_document:add"), record_of(**fields))


def sent(content: bytes, name: str) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content, content_type="application/pdf")


def test_a_draft_keeps_its_file_private_until_it_is_published(
    editor, client, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        assert add(editor, upload=sent(a_pdf("cochenille"), "a.pdf")).status_code == 302
    one, file = Document.objects.get(), DocumentFile.objects.get()
    assert (one.live, file.state, file.pages) == (False, "read", 1)
    assert Act.objects.filter(verb="library.keep_file").exists()
    assert client.get("/fr/library/teindre/file/").status_code == 404
    edit = reverse("wagtailsnippets_tiwizi_library_document:edit", args=[one.pk])
    answer = editor.post(edit, record_of(**{"action-publish": "1"}))
    assert answer.status_code == 302
    one.refresh_from_db()
    assert (one.live, one.file_id, one.year) == (True, file.pk, 2024)
    assert one.changed_at is not None
    assert client.get("/fr/library/teindre/file/").status_code == 200


@pytest.mark.parametrize(
    ("name", "content"),
    [("a.pdf", a_pdf("x", password="p")), ("a.docx", a_word_file(word__vbaProject_dot_bin=b"x"))],
)
def test_a_file_that_is_refused_is_named_beside_its_field_and_not_kept(editor, name, content):
    answer = add(editor, upload=sent(content, name))
    assert answer.status_code == 200
    assert list(answer.context["form"].errors) == ["upload"]
    assert answer.context["form"]["slug"].value() == "teindre"
    assert not DocumentFile.objects.exists()


def test_no_file_is_taken_without_a_licence(editor):
    answer = add(editor, licence="", upload=sent(a_pdf("x"), "a.pdf"))
    assert list(answer.context["form"].errors) == ["licence"]
    assert not DocumentFile.objects.exists()


def test_the_database_itself_keeps_no_file_without_a_licence():
    with pytest.raises(IntegrityError), transaction.atomic():
        a_document(file=a_kept_file(), licence="")


def test_a_wrong_date_or_number_is_named_beside_its_field(editor):
    answer = add(editor, issued="05/2024", isbn="9780306406158")
    assert set(answer.context["form"].errors) == {"issued", "isbn"}


def test_what_was_public_is_taken_back_and_not_deleted(editor):
    one, draft = a_document(), a_document(live=False)
    for row in (one, draft):
        editor.post(reverse("wagtailsnippets_tiwizi_library_document:delete", args=[row.pk]))
    assert list(Document.objects.all()) == [one]


def test_a_draft_is_previewed_as_its_page(editor):
    one = a_document(live=False, title={"fr": "Un cahier"})
    page = one.make_preview_request()
    assert page.status_code == 200
    assert "Un cahier" in page.content.decode()


def test_a_renamed_subject_is_found_by_its_new_name(editor, client):
    one = a_document(title={"fr": "Cahier"}, subjects=(a_subject(),))
    edit = reverse("wagtailsnippets_tiwizi_library_subject:edit", args=[a_subject().pk])
    editor.post(edit, {"name_0": "Vannerie", "slug": "weaving", "position": "1"})
    assert "vannerie" in one.search_row.text
