"""The ten principles: one a screen, enough answers before they are sent, and only a visit proves anything."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from producers.actions.assess import (
    AssessmentError,
    Sheet,
    accept_assessment,
    return_assessment,
    write_visit,
)
from producers.domain.actors import Actor
from producers.domain.principles import QUESTIONS, Principle, Said, is_enough, missing, stops
from producers.models import Act, Assessment, Evidence, FieldVisit, Label
from producers.principle_words import ASKED, WORDS
from producers.testing.builders import a_producer, a_user, an_agent_for, an_operator, an_owner_of, texts
from tests.shop.office.test_office import browser, into_the_office

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")
ALL = {code: "yes" for codes in QUESTIONS.values() for code in codes}


def signed_in(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def answered(client: Client, **other: str) -> None:
    for number, one in enumerate(Principle, 1):
        given_answers = {code: other.get(code, "yes") for code in QUESTIONS[one]}
        answer = client.post(f"{reverse('portal:principle')}?n={number}", given_answers)
        assert answer.status_code == 302


def a_sheet(**fields) -> Sheet:
    values = {
        "key": "k1", "visited_on": timezone.localdate(), "kind": "agent", "visitor": "Amina",
        "place": "Azilal", "seen": {"payment": "yes"},
    } | fields  # fmt: skip
    return Sheet(**values)


@given(st.dictionaries(st.sampled_from([*ALL, "none"]), st.sampled_from([*Said, "maybe", ""])))
def test_what_is_left_out_is_missing_and_what_is_no_answer_does_not_count(answers):
    left = missing(answers)
    for one in Principle:
        good = [code for code in QUESTIONS[one] if answers.get(code) in set(Said)]
        assert (one in left) is (len(good) < 2)
        assert is_enough(one, answers) is (one not in left)
    told = answers.get("no_child_labour")
    assert bool(stops(answers)) is (told is not None and told != "yes")


def test_everything_that_is_asked_has_words_and_ten_are_asked():
    assert len(Principle) == 10
    assert set(WORDS) == set(QUESTIONS) == set(Principle)
    assert set(ASKED) == set(ALL)


def test_she_answers_by_taps_and_sends_it_once():
    maker = a_producer()
    client = signed_in(an_owner_of(maker))
    assert client.post(reverse("portal:principles")).status_code == 422
    assert client.post(f"{reverse('portal:principle')}?n=1", {"small_makers": "yes"}).status_code == 422
    assert client.get(f"{reverse('portal:principle')}?n=11").status_code == 404
    answered(client)
    page = client.get(reverse("portal:principles")).content.decode()
    assert 'id="send"' in page
    assert client.post(reverse("portal:principles")).status_code == 302
    assert client.post(reverse("portal:principles")).status_code == 302
    row = Assessment.objects.get()
    assert (row.state, row.answers) == ("sent", ALL)
    assert Act.objects.filter(verb="assessment.sent").count() == 1
    late = client.post(f"{reverse('portal:principle')}?n=1", dict.fromkeys(QUESTIONS["opportunity"], "no"))
    assert late.status_code == 422
    row.refresh_from_db()
    assert row.answers == ALL
    assert not Evidence.objects.exists(), "her own word proves nothing"


def test_child_labour_is_talked_about_and_not_sent():
    client = signed_in(an_owner_of(a_producer()))
    answered(client, no_child_labour="partly")
    assert 'id="send"' not in client.get(reverse("portal:principles")).content.decode()
    assert client.post(reverse("portal:principles")).status_code == 422
    assert Assessment.objects.get().state == "open"


def test_only_a_visit_that_somebody_else_accepts_becomes_evidence():
    maker, label = a_producer(), Label.objects.create(code="ten", name=texts("Dix"), covers="organisation")
    row = Assessment.objects.create(organisation=maker, state="sent", answers=ALL)
    visitor, end = a_user("amina"), timezone.localdate() + timedelta(days=365)
    until = {"label": label, "valid_until": end}
    with pytest.raises(AssessmentError):
        accept_assessment(row, actor=OFFICE, **until)
    write_visit(maker, a_sheet(), actor=Actor(visitor.pk, "amina", maker.pk))
    with pytest.raises(AssessmentError):
        accept_assessment(row, actor=Actor(visitor.pk, "amina"), **until)
    proof = accept_assessment(row, actor=OFFICE, **until)
    assert (proof.kind, proof.issuer, proof.checked_by, proof.valid_until) == (
        "visit",
        "Amina",
        "office",
        end,
    )
    with pytest.raises(AssessmentError):
        return_assessment(row, reason="late", actor=OFFICE)


def test_a_sheet_that_is_sent_again_is_the_same_visit_and_anothers_key_is_refused():
    maker = a_producer()
    first = write_visit(maker, a_sheet(), actor=OFFICE)
    assert write_visit(maker, a_sheet(note="again"), actor=OFFICE) == first
    with pytest.raises(AssessmentError):
        write_visit(a_producer(), a_sheet(), actor=OFFICE)
    assert FieldVisit.objects.count() == 1


@pytest.mark.parametrize(
    "wrong",
    [{"visited_on": timezone.localdate() + timedelta(days=2)}, {"seen": {}}, {"seen": {"payment": "x"}}],
)
def test_what_is_no_visit_is_not_written(wrong):
    with pytest.raises(AssessmentError):
        write_visit(a_producer(), a_sheet(**wrong), actor=OFFICE)
    assert not FieldVisit.objects.exists()


def test_an_agent_writes_her_visit_and_a_maker_does_not_visit_herself():
    maker = a_producer()
    client = signed_in(an_agent_for(maker, permission="edit_profile"))
    file = io.BytesIO()
    Image.new("RGB", (60, 40), "teal").save(file, "JPEG")
    photo = SimpleUploadedFile("p.jpg", file.getvalue(), "image/jpeg")
    here = reverse("portal:visit")
    assert 'data-queue="' in client.get(here).content.decode()
    typed = {
        "key": "s1",
        "visited_on": "2026-05-01",
        "visitor": "Amina",
        "place": "Azilal",
        "seen_payment": "yes",
    }
    assert client.post(here, typed | {"visited_on": "2999-01-01"}).status_code == 422
    assert client.post(here, typed | {"photos": SimpleUploadedFile("x.jpg", b"<svg>")}).status_code == 422
    assert not FieldVisit.objects.exists()
    assert client.post(here, typed | {"photos": photo}).status_code == 302
    assert client.post(here, typed).status_code == 302
    row = FieldVisit.objects.get()
    assert (row.organisation, row.seen, row.photos.count()) == (maker, {"payment": "yes"}, 1)
    row.photos.get().file.delete(save=False)
    own = signed_in(an_owner_of(a_producer()))
    assert own.get(here).url == reverse("portal:principles")
    assert own.post(here, typed | {"key": "s2"}).url == reverse("portal:principles")
    assert FieldVisit.objects.count() == 1


def test_operators_compare_accept_and_send_back():
    maker, label = a_producer(), Label.objects.create(code="ten", name=texts("Dix"), covers="organisation")
    row = Assessment.objects.create(organisation=maker, state="sent", answers=ALL)
    operator = browser(into_the_office(an_operator(username="operator")))
    assert maker.slug in operator.get(reverse("shop_office:assessments")).content.decode()
    step = lambda name: reverse("shop_office:assessment_step", args=[row.pk, name])  # noqa: E731  # read once
    typed = {"accept-label": label.pk, "accept-valid_until": "2027-01-01"}
    assert operator.post(step("accept"), typed).status_code == 422
    assert operator.post(step("return"), {"return-reason": " "}).status_code == 422
    write_visit(maker, a_sheet(), actor=OFFICE)
    assert operator.get(reverse("shop_office:assessment", args=[row.pk])).status_code == 200
    assert operator.post(step("accept"), typed).status_code == 302
    assert Evidence.objects.get().organisation == maker
    assert operator.post(step("nothing")).status_code == 404
