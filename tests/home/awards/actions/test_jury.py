"""The jury: who may score whom, what the database refuses, handing in, absences, places and ties."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from home.awards.actions.answer_nomination import refuse
from home.awards.actions.decide import decide_category
from home.awards.actions.jury import appoint, give_marks, hand_in, note_absence, stand_aside
from home.awards.actions.move_edition import move_edition
from home.awards.actions.write_dossier import write_dossier
from home.awards.domain.editions import RefusedError as EditionRefusedError
from home.awards.domain.editions import Why as EditionWhy
from home.awards.domain.jury import RefusedError, Why
from home.awards.models import Backer, Conflict, Criterion, Edition, Juror, Mark, Nomination
from home.awards.reading.jury import to_score
from home.awards.testing.builders import a_nomination, an_award_edition
from producers.domain.actors import SYSTEM
from producers.models import Act
from producers.testing.builders import a_person_of, a_producer, a_user, an_association

pytestmark = pytest.mark.django_db


@pytest.fixture
def edition() -> Edition:
    return an_award_edition(state="visits")


def nominees(edition, count: int = 3) -> list[Nomination]:
    return [a_nomination(edition, state="eligible") for _ in range(count)]


def jury(edition, count: int = 2) -> list[Juror]:
    found = [appoint(edition, a_user(f"juror{n}"), actor=SYSTEM) for n in range(count)]
    move_edition(edition, "jury", actor=SYSTEM, reason="")
    return found


def mark(juror, nomination, value: int) -> None:
    give_marks(juror, nomination, {Criterion.objects.get().pk: value}, actor=SYSTEM)


def why(act) -> Why:
    with pytest.raises(RefusedError) as refused:
        act()
    return refused.value.why


def edition_why(act) -> EditionWhy:
    with pytest.raises(EditionRefusedError) as refused:
        act()
    return refused.value.why


def test_a_juror_does_not_score_whom_she_nominated(edition):
    one, other = nominees(edition, 2)
    juror = appoint(edition, a_user("juror"), actor=SYSTEM)
    Backer.objects.create(nomination=one, way="peer", user=juror.user)
    move_edition(edition, "jury", actor=SYSTEM, reason="")
    assert Conflict.objects.get().kind == "own"
    assert why(lambda: mark(juror, one, 4)) == Why.CONFLICT
    mark(juror, other, 3)


def test_the_database_refuses_it_whatever_writes(edition):
    one, two = nominees(edition, 2)
    first, second = jury(edition)
    values = {"criterion": Criterion.objects.get(), "value": 4}
    Backer.objects.create(nomination=one, way="peer", user=first.user)
    Conflict.objects.create(juror=second, nomination=two, kind="declared")
    for juror, nomination in ((first, one), (second, two)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Mark.objects.create(juror=juror, nomination=nomination, **values)
    kept = Mark.objects.create(juror=first, nomination=two, **values)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(pk=kept.pk).update(nomination=one)
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(pk=kept.pk).update(value=5)
    Juror.objects.filter(pk=first.pk).update(handed_in_at=timezone.now())
    with pytest.raises(IntegrityError), transaction.atomic():
        Mark.objects.filter(pk=kept.pk).update(value=1)


def test_the_same_organisation_or_association_stands_aside(edition):
    association = an_association()
    maker = a_producer(vouched_by=association)
    nominated = a_nomination(edition, state="eligible", organisation=maker)
    colleague = appoint(edition, a_person_of(maker), actor=SYSTEM)
    agent = appoint(edition, a_user("agent"), organisation=association, actor=SYSTEM)
    free = appoint(edition, a_user("free"), actor=SYSTEM)
    move_edition(edition, "jury", actor=SYSTEM, reason="")
    found = Conflict.objects.values_list("juror", "nomination", "kind")
    assert set(found) == {(one.pk, nominated.pk, "same") for one in (colleague, agent)}
    mark(free, nominated, 2)


def test_a_conflict_that_she_declares_takes_her_marks_away(edition):
    one, _two = nominees(edition, 2)
    (juror,) = jury(edition, 1)
    mark(juror, one, 4)
    stand_aside(juror, one, actor=SYSTEM)
    assert not Mark.objects.exists()
    assert why(lambda: mark(juror, one, 4)) == Why.CONFLICT
    stand_aside(juror, one, actor=SYSTEM)
    assert Act.objects.filter(verb="award.aside").count() == 1


def test_she_sees_results_only_once_she_has_handed_in(edition):
    rows = nominees(edition)
    first, second = jury(edition)
    for juror in (first, second):
        for value, one in enumerate(rows):
            mark(juror, one, value)
    hand_in(first, actor=SYSTEM)
    first.refresh_from_db()
    assert all(one.result is None for one in to_score(second, "fr")[0].nominees)
    assert all(one.result is not None for one in to_score(first, "fr")[0].nominees)
    shown = str(to_score(second, "fr"))
    assert not any(one.name in shown for one in rows)


def test_handing_in_is_for_a_whole_grid_and_once(edition):
    one, two = nominees(edition, 2)
    (juror,) = jury(edition, 1)
    mark(juror, one, 4)
    assert why(lambda: hand_in(juror, actor=SYSTEM)) == Why.INCOMPLETE
    mark(juror, two, 0)
    hand_in(juror, actor=SYSTEM)
    assert why(lambda: mark(juror, one, 1)) == why(lambda: hand_in(juror, actor=SYSTEM)) == Why.HANDED_IN
    acts = Act.objects.filter(verb="award.marks").order_by("pk")
    assert [act.after["nomination"] for act in acts] == [one.code, two.code]


def test_marks_have_to_be_there_from_0_to_4_and_of_a_nominee_who_takes_part(edition):
    one, gone = nominees(edition, 2)
    (juror,) = jury(edition, 1)
    assert why(lambda: mark(juror, one, 5)) == Why.MARKS
    assert why(lambda: give_marks(juror, one, {}, actor=SYSTEM)) == Why.MARKS
    refuse(gone, actor=SYSTEM)
    assert why(lambda: mark(juror, gone, 2)) == Why.CLOSED


def test_an_edition_is_decided_once_all_are_in_or_noted_absent(edition):
    rows = nominees(edition)
    present, absent = jury(edition)
    for value, one in enumerate(rows):
        mark(present, one, value)
    mark(absent, rows[0], 4)
    category = edition.categories.get()

    def go_on():
        return move_edition(edition, "decided", actor=SYSTEM, reason="")

    hand_in(present, actor=SYSTEM)
    assert edition_why(go_on) == EditionWhy.JURY_WORKS
    assert why(lambda: decide_category(category, actor=SYSTEM)) == Why.INCOMPLETE
    assert why(lambda: note_absence(absent, actor=SYSTEM, reason=" ")) == Why.NO_REASON
    note_absence(absent, actor=SYSTEM, reason="Malade")
    assert edition_why(go_on) == EditionWhy.TIE
    assert decide_category(category, actor=SYSTEM) == [rows[2]]
    assert go_on().state == "decided"


def test_a_tie_is_decided_by_a_person_with_a_reason(edition):
    one, two = nominees(edition, 2)
    (juror,) = jury(edition, 1)
    for each in (one, two):
        mark(juror, each, 3)
    hand_in(juror, actor=SYSTEM)
    category = edition.categories.get()
    assert why(lambda: decide_category(category, actor=SYSTEM)) == Why.TIE
    order = [two.pk, one.pk]
    assert why(lambda: decide_category(category, actor=SYSTEM, order=order)) == Why.NO_REASON
    assert decide_category(category, actor=SYSTEM, order=order, reason="Plus de femmes formées") == [two]
    act = Act.objects.get(verb="award.places")
    assert (act.reason, act.after["places"]) == ("Plus de femmes formées", [two.code])


def test_who_withdraws_after_the_marks_has_no_place(edition):
    rows = nominees(edition)
    (juror,) = jury(edition, 1)
    for value, one in enumerate(rows):
        mark(juror, one, value)
    hand_in(juror, actor=SYSTEM)
    category = edition.categories.get()
    assert decide_category(category, actor=SYSTEM) == [rows[2]]
    refuse(rows[2], actor=SYSTEM)
    assert edition_why(lambda: move_edition(edition, "decided", actor=SYSTEM, reason="")) == EditionWhy.TIE
    assert decide_category(category, actor=SYSTEM) == [rows[1]]


def test_there_is_no_jury_without_jurors_and_no_juror_twice(edition):
    nominees(edition, 1)
    assert edition_why(lambda: move_edition(edition, "jury", actor=SYSTEM, reason="")) == EditionWhy.NO_JURY
    user = a_user("juror")
    appoint(edition, user, actor=SYSTEM)
    assert why(lambda: appoint(edition, user, actor=SYSTEM)) == Why.TWICE


def test_what_jurors_read_names_nobody(edition):
    one = a_nomination(edition, name="Itto Aït Ali")
    assert why(lambda: write_dossier(one, "Itto tisse", actor=SYSTEM)) == Why.NAMED
    assert write_dossier(one, "Elle tisse", actor=SYSTEM).dossier == "Elle tisse"
