"""A maker's way to selling: what is missing is enforced at two points, and every step is logged and told."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from producers.actions.answer_requirement import AnswerError, decide, hand_in, tick
from producers.actions.apply import Application, apply
from producers.actions.deliver import deliver_announcements
from producers.actions.onboard import approve, send_back, show_pages, submit, suspend
from producers.domain.actors import SYSTEM, Actor
from producers.domain.requirements import Answer, Verdict
from producers.domain.standing import Because, NotReadyError, StandingError
from producers.models import Act, Evidence, Label, Message, Organisation, ProducerRequirement
from producers.reading.onboarding import judge_all, judge_makers, next_step
from producers.requirement_kinds.base import is_judgeable
from producers.testing.builders import a_producer, an_association, texts

pytestmark = pytest.mark.django_db
OFFICE = Actor(None, "office")


def a_requirement(kind: str = "reached", **fields) -> ProducerRequirement:
    return ProducerRequirement.objects.create(kind=kind, name=texts(fields.pop("name", kind)), **fields)


def an_applicant(**fields) -> Organisation:
    return a_producer(status="applied", **fields)


def verdict_of(maker: Organisation, row: ProducerRequirement) -> Verdict:
    return next(one.verdict for one in judge_all(maker) if one.requirement == row)


def test_she_asks_only_when_she_has_what_she_needs_and_the_log_says_who():
    row, maker = a_requirement("reached"), an_applicant()
    with pytest.raises(NotReadyError) as refused:
        submit(maker, actor=OFFICE)
    assert refused.value.missing == (row.pk,)
    maker.refresh_from_db()
    assert maker.status == "applied"
    assert not Act.objects.filter(verb="organisation.submitted").exists()
    Organisation.objects.filter(pk=maker.pk).update(phone="+212660000001")
    maker.refresh_from_db()
    submit(maker, actor=OFFICE)
    submit(maker, actor=OFFICE)
    act = Act.objects.get(verb="organisation.submitted")
    assert (act.before, act.after, act.for_organisation) == (
        {"status": "applied"}, {"status": "submitted"}, maker,
    )  # fmt: skip


def test_what_is_needed_to_be_approved_is_enforced_there_and_an_override_is_logged():
    row, maker = a_requirement("visit", needed_at="approve"), an_applicant(phone="+212660000001")
    submit(maker, actor=OFFICE)
    with pytest.raises(NotReadyError):
        approve(maker, actor=OFFICE)
    with pytest.raises(ValueError, match="says why"):
        approve(maker, actor=OFFICE, in_spite=True)
    maker.refresh_from_db()
    assert maker.status == "submitted"
    approve(maker, actor=OFFICE, in_spite=True, reason="the road is closed until May")
    act = Act.objects.get(verb="organisation.approved")
    assert act.after == {"status": "active", "overridden": [row.pk]}
    assert act.reason == "the road is closed until May"


def test_a_requirement_that_is_set_up_later_counts_at_once():
    maker = an_applicant(phone="+212660000001")
    assert judge_all(maker) == []
    row = a_requirement("craft")
    assert verdict_of(maker, row) is Verdict.MISSING
    ProducerRequirement.objects.update(is_active=False)
    assert judge_all(maker) == []


def test_a_label_that_is_gone_does_not_count_as_proven():
    maker, label = an_applicant(), Label.objects.create(code="wool", name=texts("Laine"))
    row = a_requirement("label", label=label)
    Evidence.objects.create(
        organisation=maker, label=label, kind="document", issuer="ONSSA", checked_by="office",
        checked_on=timezone.localdate(),
    )  # fmt: skip
    assert verdict_of(maker, row) is Verdict.MET
    Evidence.objects.all().delete()
    label.delete()
    row.refresh_from_db()
    assert not is_judgeable(row)
    assert verdict_of(maker, row) is Verdict.BROKEN
    decide(maker, row, Answer.WAIVED, actor=OFFICE, reason="known for years")
    with pytest.raises(NotReadyError):
        submit(maker, actor=OFFICE)


def test_a_kind_that_is_not_installed_does_not_count_as_met():
    maker, row = an_applicant(), a_requirement("of_a_plugin_that_is_gone")
    assert verdict_of(maker, row) is Verdict.BROKEN


def test_terms_are_accepted_anew_when_they_change():
    maker, row = an_applicant(), a_requirement("terms", since=date(2026, 1, 1))
    long_ago = timezone.now() - timedelta(days=3000)
    tick(maker, row, actor=OFFICE, now=long_ago)
    assert verdict_of(maker, row) is Verdict.MISSING
    tick(maker, row, actor=OFFICE)
    assert verdict_of(maker, row) is Verdict.MET


def test_a_paper_is_looked_at_and_a_no_has_a_reason():
    maker, row = an_applicant(), a_requirement("document")
    hand_in(maker, row, actor=OFFICE)
    assert verdict_of(maker, row) is Verdict.WAITING
    assert next_step(judge_all(maker)) is None, "she has done her part"
    with pytest.raises(AnswerError):
        decide(maker, row, Answer.REJECTED, actor=OFFICE, reason=" ")
    decide(maker, row, Answer.REJECTED, actor=OFFICE, reason="cannot be read")
    assert verdict_of(maker, row) is Verdict.REJECTED
    assert next_step(judge_all(maker)).requirement == row
    decide(maker, row, Answer.ACCEPTED, actor=OFFICE)
    assert verdict_of(maker, row) is Verdict.MET


@pytest.mark.parametrize(("kind", "act"), [("document", tick), ("said", hand_in), ("reached", tick)])
def test_nobody_says_what_is_not_hers_to_say(kind, act):
    maker, row = an_applicant(), a_requirement(kind)
    with pytest.raises(AnswerError):
        act(maker, row, actor=OFFICE)
    with pytest.raises(AnswerError):
        decide(maker, row, Answer.TICKED, actor=OFFICE)
    assert verdict_of(maker, row) is Verdict.MISSING


def test_she_is_sent_back_with_reasons_in_her_language():
    maker = an_applicant(phone="+212660000001", language="ar")
    submit(maker, actor=OFFICE)
    send_back(maker, [Because.PHOTO, Because.TALK], actor=OFFICE, note="Appelle Amina")
    maker.refresh_from_db()
    assert maker.status == "applied"
    deliver_announcements()
    letter = Message.objects.get(kind="organisation.sent_back")
    assert (letter.recipient, letter.language) == ("+212660000001", "ar")
    assert "Appelle Amina" in letter.text
    assert "Take the photo" not in letter.text
    with pytest.raises(ValueError, match="told why"):
        send_back(maker, [], actor=OFFICE)


def test_a_suspension_needs_a_reason_may_keep_her_pages_and_is_lifted_by_approving():
    maker = a_producer(phone="+212660000001")
    with pytest.raises(ValueError, match="told why"):
        suspend(maker, actor=OFFICE, reason="  ")
    row = suspend(maker, actor=OFFICE, reason="no answer for a month", keeps_pages=True)
    assert (row.may_sell, row.is_shown) == (False, True)
    assert list(Organisation.objects.shown()) == [row]
    assert not Organisation.objects.selling().exists()
    show_pages(row, is_visible=False, actor=OFFICE)
    assert not Organisation.objects.shown().exists()
    approve(row, actor=OFFICE, reason="she called")
    assert Organisation.objects.selling().get() == maker
    with pytest.raises(StandingError):
        send_back(maker, [Because.PHOTO], actor=OFFICE)


def test_whoever_is_forgotten_neither_sells_nor_is_shown():
    maker = a_producer(status="suspended", erased_at=timezone.now())
    for act in (
        lambda: approve(maker, actor=SYSTEM),
        lambda: show_pages(maker, is_visible=True, actor=SYSTEM),
    ):
        with pytest.raises(StandingError):
            act()


def test_an_agent_brings_somebody_who_sells_nothing_yet():
    association = an_association()
    asked = Application(
        name="Fadma Aït Test", language="ar", phone="+212660000002", consents=("photo", "name"),
        commune={"fr": "Azilal", "ar": "أزيلال"}, region="MA-05",
    )  # fmt: skip
    maker = apply(asked, actor=Actor(None, "Amina", None), vouched_by=association)
    assert (maker.status, maker.may_sell, maker.is_shown, maker.vouched_by) == (
        "applied", False, False, association,
    )  # fmt: skip
    assert sorted(maker.consents.values_list("scope", flat=True)) == ["name", "photo"]
    assert Act.objects.filter(verb="organisation.applied", for_organisation=maker).exists()
    second = apply(asked, actor=OFFICE)
    assert second.slug != maker.slug
    with pytest.raises(ValueError, match="name"):
        apply(Application(name=" ", language="fr"), actor=OFFICE)


def test_judging_many_makers_asks_no_more_than_judging_one(django_assert_num_queries):
    for kind in ("reached", "place", "page", "craft", "visit"):
        a_requirement(kind)
    makers = [an_applicant() for _ in range(12)]
    with django_assert_num_queries(4):
        judged = judge_makers(makers)
    assert all(len(judged[maker.pk]) == 5 for maker in makers)
