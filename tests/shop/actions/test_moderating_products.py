"""A product's change is sent, checked, published or sent back; what buyers see stays until then."""

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from producers.actions.deliver import deliver_announcements
from producers.actions.moderate import approve, edit_and_approve, send_back
from producers.actions.submit import submit, withdraw_submission
from producers.domain.actors import Actor
from producers.domain.moderation import (
    ChangedMeanwhileError,
    DecidedError,
    NoReasonError,
    SuspendedError,
)
from producers.models import Act, Announcement, Message, Submission
from producers.testing.builders import a_producer, a_user
from producers.testing.submitting import a_change, a_submission, seen_by
from shop.models import Price, Product, Stock
from shop.testing.builders import a_product, a_variant

pytestmark = pytest.mark.django_db
EDITOR, HER = Actor(None, "editor"), Actor(None, "Fatima")


@pytest.fixture(scope="module", autouse=True)
def built(made_once):
    with made_once.making():
        producer = a_producer(email="fatima@example.test", phone="+212661000001", language="fr")
        return a_variant(a_product(producer=producer, name={"fr": "Tapis", "ar": "زربية"})).product


@pytest.fixture
def rug(built, made_once):
    return made_once.hand_out(built)


def name_of(product) -> str:
    return Product.objects.get(pk=product.pk).name.data["fr"]


def acts() -> list[str]:
    return list(Act.objects.order_by("pk").values_list("verb", flat=True))


def told() -> list[Message]:
    deliver_announcements()
    return list(Message.objects.order_by("pk"))


def test_what_is_sent_changes_nothing_for_buyers(rug):
    revision = a_change(rug, name="Tapis rouge")
    sent = submit(rug, revision=revision, actor=HER, language="ar", kind="product")
    assert (sent.state, sent.language, sent.organisation, sent.is_new) == (
        "waiting",
        "ar",
        rug.producer,
        False,
    )
    assert name_of(rug) == "Tapis"
    assert acts() == ["submission.sent"]
    assert Announcement.objects.get().kind == "submission.sent"


def test_what_is_sent_again_takes_the_place_and_keeps_the_turn(rug):
    first = a_submission(rug, name="Rouge")
    second = a_submission(rug, name="Bleu")
    assert second.pk == first.pk
    assert second.submitted_at == first.submitted_at
    assert second.revision_id != first.revision_id
    assert second.changed_at


def test_the_same_form_sent_twice_is_one(rug):
    revision = a_change(rug, name="Rouge")
    sent = [submit(rug, revision=revision, actor=HER, language="fr") for _ in range(2)]
    assert sent[0].pk == sent[1].pk
    assert acts() == ["submission.sent"]


def test_a_new_change_follows_one_that_was_decided(rug):
    first = a_submission(rug, name="Rouge")
    approve(first, seen=seen_by(first, rug), actor=EDITOR)
    assert a_submission(rug, name="Bleu").pk != first.pk


def test_the_database_itself_lets_one_wait(rug):
    sent = a_submission(rug, name="Rouge")
    sent.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        sent.save(force_insert=True)


def test_a_revision_of_something_else_is_refused(rug):
    other = a_change(a_product(), name="Autre")
    with pytest.raises(ValueError, match="something else"):
        submit(rug, revision=other, actor=HER, language="fr")
    with pytest.raises(ValueError, match="product"):
        submit(rug, revision=a_change(rug), actor=HER, language="fr", kind="profile")
    assert not Submission.objects.exists()


def test_an_agents_act_says_for_whom(rug):
    agent = Actor(a_user("aicha").pk, "aicha", rug.producer_id)
    sent = a_submission(rug, actor=agent, name="Rouge")
    act = Act.objects.get(verb="submission.sent")
    assert (sent.is_by_agent, sent.submitted_by_id) == (True, agent.user_id)
    assert (act.actor_name, act.for_organisation_id) == ("aicha", rug.producer_id)


def test_approving_publishes_that_revision_and_touches_neither_price_nor_stock(rug):
    sent = a_submission(rug, name="Tapis rouge")
    money = list(Price.objects.values()), list(Stock.objects.values())
    done = approve(sent, seen=seen_by(sent, rug), actor=Actor(a_user("sara").pk, "sara"))
    rug.refresh_from_db()
    assert name_of(rug) == "Tapis rouge"
    assert rug.live_revision_id == done.revision_id
    assert (done.state, done.decided_by.username) == ("approved", "sara")
    assert (list(Price.objects.values()), list(Stock.objects.values())) == money
    assert acts() == ["submission.sent", "product.publish", "submission.approved"]


def test_approving_makes_a_new_product_public():
    draft = a_product(live=False, slug="draft")
    sent = a_submission(draft, name="Nouveau")
    assert sent.is_new
    approve(sent, seen=seen_by(sent, draft), actor=EDITOR)
    assert Product.objects.get(pk=draft.pk).live


def test_she_is_told_in_her_language_wherever_she_is_reached(rug):
    sent = a_submission(rug, name="Tapis rouge")
    approve(sent, seen=seen_by(sent, rug), actor=EDITOR)
    letters = told()
    assert {letter.recipient for letter in letters} == {"fatima@example.test", "+212661000001"}
    assert all("Tapis rouge" in letter.text and letter.language == "fr" for letter in letters)


def test_what_goes_back_says_why_to_her_and_not_what_staff_wrote(rug):
    sent = a_submission(rug, name="Tapis rouge")
    send_back(
        sent,
        seen=seen_by(sent, rug),
        reasons=["ask_me", "too_dark"],
        note="Près de la porte",
        staff_note="Third time",
        actor=EDITOR,
    )
    assert (sent.state, sent.reasons) == ("sent_back", ["too_dark", "ask_me"])
    assert name_of(rug) == "Tapis"
    letters = told()
    assert len(letters) == 2
    assert all("Près de la porte" in letter.text and "sombre" in letter.text for letter in letters)
    assert not any("Third time" in letter.text + letter.html for letter in letters)


def test_nothing_goes_back_without_a_reason(rug):
    sent = a_submission(rug, name="Rouge")
    seen = seen_by(sent, rug)
    with pytest.raises(NoReasonError):
        send_back(sent, seen=seen, reasons=[], actor=EDITOR)
    with pytest.raises(ValueError, match="ugly"):
        send_back(sent, seen=seen, reasons=["ugly"], actor=EDITOR)
    sent.refresh_from_db()
    assert sent.state == "waiting"
    with pytest.raises(IntegrityError), transaction.atomic():
        Submission.objects.update(state="sent_back", decided_at=sent.submitted_at)


@pytest.mark.parametrize("decision", ["approve", "edit_and_approve", "send_back"])
def test_a_newer_revision_is_a_conflict_and_nothing_happens(rug, decision):
    sent = a_submission(rug, name="Rouge")
    seen = seen_by(sent, rug)
    a_submission(rug, name="Bleu")
    with pytest.raises(ChangedMeanwhileError):
        decide(decision, sent, seen)
    assert name_of(rug) == "Tapis"
    assert Submission.objects.get().state == "waiting"
    assert not Product.objects.get(pk=rug.pk).live_revision_id


def decide(decision, sent, seen):
    if decision == "approve":
        return approve(sent, seen=seen, actor=EDITOR)
    if decision == "edit_and_approve":
        return edit_and_approve(sent, seen=seen, words={("name", "fr"): "Vert"}, actor=EDITOR)
    return send_back(sent, seen=seen, reasons=["ask_me"], actor=EDITOR)


def test_what_an_editor_published_meanwhile_is_not_written_over_unseen(rug):
    sent = a_submission(rug, name="Rouge")
    seen = seen_by(sent, rug)
    a_change(rug, name="Corrigé").publish()
    with pytest.raises(ChangedMeanwhileError):
        approve(sent, seen=seen, actor=EDITOR)
    assert name_of(rug) == "Corrigé"
    approve(sent, seen=seen_by(sent, rug), actor=EDITOR)
    assert name_of(rug) == "Rouge"


@pytest.mark.parametrize("decision", ["approve", "edit_and_approve", "send_back"])
def test_what_is_decided_is_decided(rug, decision):
    sent = a_submission(rug, name="Rouge")
    seen = seen_by(sent, rug)
    withdraw_submission(sent, actor=HER)
    before = acts()
    with pytest.raises(DecidedError):
        decide(decision, sent, seen)
    with pytest.raises(DecidedError):
        withdraw_submission(sent, actor=HER)
    assert acts() == before
    assert Submission.objects.get().state == "withdrawn"


def test_what_is_taken_back_stays_hers_as_a_draft(rug):
    sent = a_submission(rug, name="Rouge")
    withdraw_submission(sent, actor=HER)
    rug.refresh_from_db()
    assert name_of(rug) == "Tapis"
    assert rug.latest_revision.as_object().name.data["fr"] == "Rouge"
    assert told() == []


def test_nothing_of_a_suspended_producer_is_sent_or_published(rug):
    sent = a_submission(rug, name="Rouge")
    seen = seen_by(sent, rug)
    type(rug.producer).objects.update(status="suspended")
    with pytest.raises(SuspendedError):
        approve(sent, seen=seen, actor=EDITOR)
    with pytest.raises(SuspendedError):
        submit(rug, revision=a_change(rug, name="Bleu"), actor=HER, language="fr")
    assert name_of(rug) == "Tapis"
    assert send_back(sent, seen=seen, reasons=["ask_me"], actor=EDITOR).state == "sent_back"


def test_words_can_be_mended_and_approved_in_one_step(rug):
    sent = a_submission(rug, name="Tapi rouje")
    hers = sent.revision_id
    words = {("name", "fr"): "Tapis rouge", ("name", "ar"): "زربية حمراء"}
    edit_and_approve(sent, seen=seen_by(sent, rug), words=words, actor=EDITOR)
    rug.refresh_from_db()
    assert rug.name.data == {"fr": "Tapis rouge", "ar": "زربية حمراء"}
    assert (sent.state, sent.revision_id) == ("approved", rug.live_revision_id)
    assert sent.revision_id != hers, "what she wrote stays as she wrote it"
    assert acts() == ["submission.sent", "submission.edited", "product.publish", "submission.approved"]


def test_words_that_do_not_fit_change_nothing(rug):
    sent = a_submission(rug, name="Rouge")
    seen = seen_by(sent, rug)
    with pytest.raises(ValidationError):
        edit_and_approve(sent, seen=seen, words={("name", "fr"): ""}, actor=EDITOR)
    with pytest.raises(ValueError, match="slug"):
        edit_and_approve(sent, seen=seen, words={("slug", "fr"): "x"}, actor=EDITOR)
    sent.refresh_from_db()
    assert (sent.state, name_of(rug)) == ("waiting", "Tapis")


def test_a_suggestion_is_reviewed_once_somebody_went_over_it(rug):
    sent = a_submission(rug, text_states={"fr": "own", "ar": "suggested"})
    edit_and_approve(sent, seen=seen_by(sent, rug), words={("name", "ar"): "زربية"}, actor=EDITOR)
    rug.refresh_from_db()
    assert rug.text_states == {"fr": "own", "ar": "reviewed"}


def test_an_operation_of_ours_stands_alone(rug):
    revision = a_change(rug, name="Rouge")
    with transaction.atomic(durable=True), pytest.raises(RuntimeError, match="durable"):
        submit(rug, revision=revision, actor=HER, language="fr")
