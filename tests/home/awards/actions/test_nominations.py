"""Nominating, agreeing, withdrawing, merging, deciding who is eligible: rules, constraints, what is told."""

from datetime import timedelta

import pytest
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.awards.actions.answer_nomination import agree, refuse
from home.awards.actions.desk import decide_eligibility, merge
from home.awards.actions.forget_nominations import erase_from_awards, forget_nominations
from home.awards.actions.move_edition import move_edition
from home.awards.actions.nominate import nominate
from home.awards.domain.editions import RefusedError as EditionRefusedError
from home.awards.domain.nominating import Agreement, Backing, Nominee, RefusedError, Way, Why
from home.awards.models import Backer, Edition, Nomination, NominationPicture
from home.awards.testing.builders import a_category, a_nomination, a_requirement, an_award_edition
from producers.actions.deliver import deliver_announcements
from producers.conf import private_storage
from producers.domain.actors import SYSTEM, Actor
from producers.domain.personal import Person
from producers.models import Act, Announcement, Message, Organisation
from producers.testing.builders import a_producer

pytestmark = pytest.mark.django_db
PEER = Backing(Way.PEER, "Voisine", email="voisine@example.test", words="Elle forme ses voisines.")
HER = Nominee("Itto", phone="+212600000001")
GUEST = Actor(None, "guest")


def put(edition, nominee=HER, backing=PEER, **more):
    return nominate(edition, more.pop("category", "artisanat"), nominee, backing, actor=GUEST, **more)


def told() -> list[str]:
    return [one.text for one in Message.objects.exclude(text__contains="proposée. Êtes").order_by("pk")]


def why(act) -> Why:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.why


def test_a_peer_nominates_and_she_is_asked_before_anything_else():
    nomination = put(an_award_edition())
    assert (nomination.state, nomination.agreed_at) == ("asked", None)
    assert Announcement.objects.filter(kind="nomination.asked").count() == 1
    assert nomination.backers.get().words == PEER.words


def test_she_who_nominates_herself_and_is_known_agrees_with_it():
    maker = a_producer()
    self = Backing(Way.SELF)
    nomination = put(an_award_edition(), Nominee("Itto", organisation=maker.pk), self, is_she=True)
    assert nomination.state == "agreed"
    assert nomination.agreed_at
    assert not Announcement.objects.filter(kind="nomination.asked").exists()


def test_the_same_nominee_twice_is_one_nomination_with_two_backers_each_once():
    edition = an_award_edition()
    first, other = put(edition), Backing(Way.PEER, "Cousine", email="cousine@example.test")
    assert put(edition, Nominee("ITTO", phone=HER.phone), other).pk == first.pk
    put(edition, backing=other)
    assert Backer.objects.count() == 2
    assert Announcement.objects.filter(kind="nomination.asked").count() == 1


def test_a_nominee_of_another_category_is_another_nomination():
    edition = an_award_edition()
    a_category(edition, "informel")
    assert put(edition).pk != put(edition, category="informel").pk


@pytest.mark.parametrize("days", [(-10, -1), (1, 5)])
def test_nominations_outside_of_their_days_are_refused(days):
    today = timezone.localdate()
    opens, closes = (today + timedelta(days=one) for one in days)
    assert why(lambda: put(an_award_edition(opens_on=opens, closes_on=closes))) == Why.CLOSED


@pytest.mark.parametrize("fields", [{"state": "announced"}, {"state": "eligibility"}, {"live": False}])
def test_nominations_of_an_edition_that_is_not_open_are_refused(fields):
    assert why(lambda: put(an_award_edition(**fields))) == Why.CLOSED


def test_bad_nominations_are_refused_for_a_reason():
    edition = an_award_edition()
    gone = a_producer(status=Organisation.Status.SUSPENDED)
    assert why(lambda: put(edition, category="nope")) == Why.UNKNOWN
    assert why(lambda: put(edition, Nominee("Sans adresse"))) == Why.UNREACHABLE
    assert why(lambda: put(edition, Nominee("Partie", organisation=gone.pk))) == Why.GONE
    assert not Nomination.objects.exists()


@pytest.mark.parametrize("had_agreed", [True, False])
def test_who_withdrew_or_said_no_is_not_nominated_again_in_any_category(had_agreed):
    edition = an_award_edition()
    a_category(edition, "informel")
    nomination = put(edition)
    if had_agreed:
        agree(nomination, Agreement(may_name=True), actor=GUEST)
    assert refuse(nomination, actor=GUEST).state == ("withdrawn" if had_agreed else "refused")
    assert not refuse(nomination, actor=GUEST).may_name
    assert why(lambda: put(edition)) == why(lambda: put(edition, category="informel")) == Why.WITHDRAWN
    assert why(lambda: agree(nomination, Agreement(), actor=GUEST)) == Why.STATE


def test_what_may_be_shown_can_be_changed_after_the_yes():
    nomination = put(an_award_edition())
    agree(nomination, Agreement(may_name=True, is_woman=True), actor=GUEST)
    changed = agree(nomination, Agreement(may_photo=True), actor=GUEST)
    assert (changed.may_name, changed.may_photo, changed.is_woman) == (False, True, True)


def test_the_database_knows_no_step_without_consent():
    nomination = put(an_award_edition())
    for broken in ({"state": "eligible"}, {"place": 1}, {"state": "merged"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Nomination.objects.filter(pk=nomination.pk).update(**broken)


def test_two_of_the_same_person_are_made_one_by_hand():
    edition = an_award_edition()
    kept, double = a_nomination(edition), a_nomination(edition)
    put(edition, Nominee(double.name, phone=double.phone))
    merge(double, kept, actor=SYSTEM, reason="Deux numéros")
    double.refresh_from_db()
    assert (double.state, double.merged_into, kept.backers.count()) == ("merged", kept, 1)
    other = a_nomination(edition, category=a_category(edition, "informel"))
    assert why(lambda: merge(kept, other, actor=SYSTEM, reason="")) == Why.OTHER
    assert why(lambda: merge(kept, kept, actor=SYSTEM, reason="")) == Why.OTHER


def test_eligible_is_who_fulfils_everything_and_who_does_not_is_told_why():
    edition = an_award_edition()
    asked = [a_requirement(edition), a_requirement(edition), a_requirement(edition, category="other")]
    nomination = a_nomination(edition)
    put(edition, Nominee("", phone=nomination.phone))
    yes, no = ({asked[0].pk: True, asked[1].pk: last} for last in (True, False))

    def decide(answers, reason=""):
        return decide_eligibility(nomination, answers, actor=SYSTEM, reason=reason)

    assert why(lambda: decide(yes)) == Why.DESK_CLOSED
    Edition.objects.update(state="eligibility")
    assert why(lambda: decide({asked[0].pk: True})) == Why.UNANSWERED
    assert why(lambda: decide(no)) == Why.NO_REASON
    with pytest.raises(EditionRefusedError, match="undecided"):
        move_edition(edition, "visits", actor=SYSTEM, reason="")
    assert decide(no, "Il manque un an").state == "ineligible"
    deliver_announcements()
    assert "Il manque un an" in told()[0]
    assert decide(yes).state == "eligible"
    assert list(nomination.answers.values_list("is_met", flat=True)) == [True, True]
    acts = Act.objects.filter(verb="award.nomination", object_id=nomination.pk).order_by("pk")
    assert [one.reason for one in acts] == ["Il manque un an", ""]
    deliver_announcements()
    assert sum("Bonne nouvelle" in text for text in told()) == 2


def test_who_has_not_agreed_is_not_decided_about():
    edition = an_award_edition()
    nomination = put(edition)
    Edition.objects.update(state="eligibility")
    assert why(lambda: decide_eligibility(nomination, {}, actor=SYSTEM)) == Why.STATE


def test_an_erased_person_is_withdrawn_and_nothing_said_of_her_stays(django_capture_on_commit_callbacks):
    edition = an_award_edition()
    files = {"sound": ContentFile(b"voice", "v.webm"), "pictures": [ContentFile(b"p", "p.jpg")]}
    nomination = put(edition, **files)
    kept = [nomination.backers.get().sound.name, NominationPicture.objects.get().file.name]
    other = put(edition, Nominee("Autre", phone="+212600000009"), Backing(Way.PEER, "Itto", phone=HER.phone))
    with django_capture_on_commit_callbacks(execute=True):
        erase_from_awards(Person(phones=(HER.phone,)), SYSTEM)
    nomination.refresh_from_db()
    assert (nomination.state, nomination.name, nomination.phone) == ("refused", "", "")
    backer = nomination.backers.get()
    assert (backer.words, backer.name, backer.sound.name) == ("", "", "")
    assert not any(private_storage().exists(name) for name in kept)
    assert not NominationPicture.objects.exists()
    assert why(lambda: put(edition)) == Why.WITHDRAWN, "her no is kept"
    other.refresh_from_db()
    assert (other.name, other.backers.get().name) == ("Autre", "")


def test_nothing_tells_an_erased_person_from_others_once_nominations_are_over():
    edition = an_award_edition()
    nomination = put(edition)
    erase_from_awards(Person(phones=(HER.phone,)), SYSTEM)
    forget_nominations()
    nomination.refresh_from_db()
    assert (nomination.person != "", nomination.phone) == (True, "")
    Edition.objects.update(state="eligibility")
    forget_nominations()
    nomination.refresh_from_db()
    assert nomination.person == ""


def test_nominations_are_forgotten_two_years_after_their_edition():
    today = timezone.localdate()
    kept, old = a_nomination(an_award_edition()), a_nomination(an_award_edition())
    Edition.objects.filter(pk=old.edition_id).update(
        opens_on=today - timedelta(days=800), closes_on=today - timedelta(days=731)
    )
    assert forget_nominations() == 1
    assert Nomination.objects.get(pk=old.pk).name == ""
    assert Nomination.objects.get(pk=kept.pk).name != ""
    assert forget_nominations() == 0
