"""A grant: asked, confirmed by her, called back; and what ends it."""

import re
from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from producers.access import acting_for
from producers.actions.deliver import deliver_announcements
from producers.actions.grant_codes import TRIES, confirm_with_code, send_code
from producers.actions.grants import (
    ask_grant,
    call_back,
    confirm_at_her_door,
    refuse_request,
    withdraw_grants,
)
from producers.actions.record import record
from producers.actions.tell_help import QUIET, tell_what_was_done
from producers.domain.actors import SYSTEM, Actor
from producers.domain.grant_requests import GrantRefusedError, GrantWhy
from producers.domain.grants import PROPOSED, Permission, Scope
from producers.models import Act, DoneForHer, Grant, GrantRequest, Membership, Message
from producers.reading.audience import told_with
from producers.reading.helpers import helpers_of
from producers.testing.builders import a_producer, a_user, an_association, an_operator, an_owner_of

pytestmark = pytest.mark.django_db
REASON = "called on the number of her card, she said the name of her village"


@pytest.fixture
def weaver():
    return a_producer(phone="+212661000001", number=31)


@pytest.fixture
def association():
    return an_association()


@pytest.fixture
def agent(association):
    user = a_user("agent")
    Membership.objects.create(user=user, organisation=association, role=Membership.Role.AGENT)
    return user


@pytest.fixture
def operator():
    return Actor(an_operator(username="operator").pk, "operator")


def by(user, organisation=None) -> Actor:
    return Actor(user.pk, user.get_username(), organisation.pk if organisation else None)


def asked(weaver, association, agent, scopes=PROPOSED) -> GrantRequest:
    return ask_grant(weaver, association, scopes, actor=by(agent))


def code_of(weaver) -> str:
    text = Message.objects.filter(recipient=weaver.phone, kind="grant.code").latest("pk").text
    return re.search(r"\b\d{6}\b", text)[0]


def given(weaver, association, agent, operator, scopes=PROPOSED) -> GrantRequest:
    request = asked(weaver, association, agent, scopes)
    send_code(request, actor=by(agent))
    confirm_with_code(request, code_of(weaver), actor=by(agent))
    return call_back(request, says_yes=True, actor=operator, reason=REASON)


def why(refused) -> GrantWhy:
    return refused.value.why


def test_nothing_counts_before_the_call(weaver, association, agent, operator):
    request = asked(weaver, association, agent)
    assert not acting_for(agent).filter(pk=weaver.pk).exists()
    send_code(request, actor=by(agent))
    confirm_with_code(request, code_of(weaver), actor=by(agent))
    assert not acting_for(agent).filter(pk=weaver.pk).exists()
    call_back(request, says_yes=True, actor=operator, reason=REASON)
    assert acting_for(agent).filter(pk=weaver.pk).exists()
    (helper,) = helpers_of(weaver, timezone.localdate())
    assert helper.scopes == PROPOSED
    assert helper.until == timezone.localdate() + timedelta(days=365)


def test_a_call_without_her_own_yes_gives_nothing(weaver, association, agent, operator):
    request = asked(weaver, association, agent)
    with pytest.raises(GrantRefusedError) as refused:
        call_back(request, says_yes=True, actor=operator, reason=REASON)
    assert why(refused) is GrantWhy.NOT_CONFIRMED
    assert not Grant.objects.exists()


def test_the_database_gives_nothing_without_the_call(weaver, association, agent):
    request = asked(weaver, association, agent)
    with pytest.raises(IntegrityError), transaction.atomic():
        GrantRequest.objects.filter(pk=request.pk).update(status="given")


def test_money_is_not_proposed_and_who_lends_to_her_does_not_see_it(weaver, association, agent, operator):
    assert Scope.MONEY not in PROPOSED
    weaver.vouched_by = association
    weaver.save()
    given(weaver, association, agent, operator)
    today = timezone.localdate()
    agents = {agent.email}
    assert agents & {one.address for one in told_with(weaver, Permission.SEE_ORDERS, today)}
    assert not agents & {one.address for one in told_with(weaver, Permission.SEE_MONEY, today)}
    given(weaver, association, agent, operator, [*PROPOSED, Scope.MONEY])
    assert agents & {one.address for one in told_with(weaver, Permission.SEE_MONEY, today)}


def test_what_she_says_anew_replaces_what_she_said_before(weaver, association, agent, operator):
    given(weaver, association, agent, operator)
    given(weaver, association, agent, operator, [Scope.STOCK])
    (helper,) = helpers_of(weaver, timezone.localdate())
    assert helper.scopes == (Scope.STOCK,)


@pytest.mark.parametrize("code", ["", "000", "abcdef", "12345678901"])
def test_a_guessed_code_confirms_nothing(weaver, association, agent, code):
    request = asked(weaver, association, agent)
    send_code(request, actor=by(agent))
    with pytest.raises(GrantRefusedError) as refused:
        confirm_with_code(request, code, actor=by(agent))
    assert why(refused) is GrantWhy.WRONG_CODE
    request.refresh_from_db()
    assert (request.status, request.tries) == ("asked", 1)


def test_after_five_wrong_codes_the_right_one_is_refused_too(weaver, association, agent):
    request = asked(weaver, association, agent)
    send_code(request, actor=by(agent))
    for _ in range(TRIES):
        with pytest.raises(GrantRefusedError):
            confirm_with_code(request, "wrong!", actor=by(agent))
    with pytest.raises(GrantRefusedError) as refused:
        confirm_with_code(request, code_of(weaver), actor=by(agent))
    assert why(refused) is GrantWhy.NO_MORE_TRIES
    with pytest.raises(GrantRefusedError) as refused:
        send_code(request, actor=by(agent))
    assert why(refused) is GrantWhy.NO_MORE_TRIES


def test_an_old_code_and_the_code_of_another_request_are_refused(weaver, association, agent):
    now = timezone.now()
    request = asked(weaver, association, agent)
    send_code(request, actor=by(agent), now=now)
    with pytest.raises(GrantRefusedError) as refused:
        confirm_with_code(request, code_of(weaver), actor=by(agent), now=now + timedelta(minutes=11))
    assert why(refused) is GrantWhy.WRONG_CODE
    other = asked(a_producer(phone="+212661000002"), association, agent)
    with pytest.raises(GrantRefusedError) as refused:
        confirm_with_code(other, code_of(weaver), actor=by(agent))
    assert why(refused) is GrantWhy.WRONG_CODE


def test_a_code_counts_once(weaver, association, agent):
    request = asked(weaver, association, agent)
    send_code(request, actor=by(agent))
    code = code_of(weaver)
    confirm_with_code(request, code, actor=by(agent))
    with pytest.raises(GrantRefusedError) as refused:
        confirm_with_code(request, code, actor=by(agent))
    assert why(refused) is GrantWhy.NOT_OPEN


def test_she_confirms_at_her_own_door_and_nobody_else_does(weaver, association, agent):
    request = asked(weaver, association, agent)
    owner = an_owner_of(weaver, username="owner")
    for other in (by(agent), by(agent, weaver), by(owner, weaver), by(a_user("stranger")), SYSTEM):
        with pytest.raises(GrantRefusedError) as refused:
            confirm_at_her_door(request, actor=other)
        assert why(refused) is GrantWhy.NOT_HERSELF
    confirm_at_her_door(request, actor=by(owner))
    request.refresh_from_db()
    assert (request.status, request.confirmed_how) == ("confirmed", "door")


def test_who_asked_or_belongs_to_it_does_not_call_back(weaver, association, agent, operator):
    request = asked(weaver, association, agent)
    confirm_at_her_door(request, actor=by(an_owner_of(weaver, username="owner")))
    colleague = a_user("colleague")
    Membership.objects.create(user=colleague, organisation=association, role=Membership.Role.MEMBER)
    for caller in (by(agent), by(colleague)):
        with pytest.raises(GrantRefusedError) as refused:
            call_back(request, says_yes=True, actor=caller, reason=REASON)
        assert why(refused) is GrantWhy.INVOLVED
    with pytest.raises(GrantRefusedError) as refused:
        call_back(request, says_yes=True, actor=SYSTEM, reason=REASON)
    assert why(refused) is GrantWhy.NOT_BY_A_PERSON
    with pytest.raises(GrantRefusedError) as refused:
        call_back(request, says_yes=True, actor=operator, reason=" ")
    assert why(refused) is GrantWhy.REASON_NEEDED
    assert not Grant.objects.exists()


def test_she_says_no_on_the_phone(weaver, association, agent, operator):
    request = asked(weaver, association, agent)
    confirm_at_her_door(request, actor=by(an_owner_of(weaver, username="owner")))
    call_back(request, says_yes=False, actor=operator, reason="she knows nothing of it")
    assert not Grant.objects.exists()
    with pytest.raises(GrantRefusedError) as refused:
        call_back(request, says_yes=True, actor=operator, reason=REASON)
    assert why(refused) is GrantWhy.NOT_OPEN


def test_withdrawn_is_withdrawn_at_once_and_a_replay_brings_nothing_back(
    weaver, association, agent, operator
):
    request = given(weaver, association, agent, operator)
    code = code_of(weaver)
    owner = by(an_owner_of(weaver, username="owner"))
    assert withdraw_grants(weaver, association, actor=owner) == len(PROPOSED)
    assert not acting_for(agent).filter(pk=weaver.pk).exists()
    for replay in (
        lambda: confirm_with_code(request, code, actor=by(agent)),
        lambda: call_back(request, says_yes=True, actor=operator, reason=REASON),
    ):
        with pytest.raises(GrantRefusedError) as refused:
            replay()
        assert why(refused) is GrantWhy.NOT_OPEN
    assert not Grant.objects.live(timezone.localdate()).exists()
    assert withdraw_grants(weaver, association, actor=owner) == 0


def test_one_scope_is_switched_off_and_the_others_stay(weaver, association, agent, operator):
    given(weaver, association, agent, operator)
    withdraw_grants(weaver, association, actor=SYSTEM, scope=Scope.PARCELS)
    (helper,) = helpers_of(weaver, timezone.localdate())
    assert helper.scopes == (Scope.PREPARE, Scope.STOCK, Scope.PAGE)


def test_withdrawing_drops_what_is_still_asked(weaver, association, agent):
    request = asked(weaver, association, agent)
    withdraw_grants(weaver, association, actor=SYSTEM)
    request.refresh_from_db()
    assert request.status == "refused"
    with pytest.raises(GrantRefusedError):
        refuse_request(request, actor=SYSTEM)


def test_a_grant_ends_by_itself(weaver, association, agent, operator):
    given(weaver, association, agent, operator)
    last = Grant.objects.first().valid_until
    assert Grant.objects.live(last).exists()
    assert not Grant.objects.live(last + timedelta(days=1)).exists()
    Grant.objects.update(
        given_at=timezone.now() - timedelta(days=400), valid_until=timezone.localdate() - timedelta(days=35)
    )
    assert not acting_for(agent).filter(pk=weaver.pk).exists()


def test_the_database_knows_no_grant_without_end_and_none_beyond_a_year(weaver, association):
    today = timezone.localdate()
    for until in (None, today + timedelta(days=368)):
        with pytest.raises(IntegrityError), transaction.atomic():
            Grant.objects.create(
                giver=weaver, receiver=association, permission="manage_stock", valid_until=until
            )


def test_only_an_association_is_let_in_and_once_at_a_time(weaver, association, agent):
    with pytest.raises(GrantRefusedError) as refused:
        asked(weaver, a_producer(), agent)
    assert why(refused) is GrantWhy.NOT_AN_ASSOCIATION
    with pytest.raises(GrantRefusedError) as refused:
        asked(weaver, association, agent, [])
    assert why(refused) is GrantWhy.NOTHING_ASKED
    asked(weaver, association, agent)
    with pytest.raises(GrantRefusedError) as refused:
        asked(weaver, association, agent)
    assert why(refused) is GrantWhy.ALREADY_ASKED


def test_she_is_told_who_helps_and_that_it_ended(weaver, association, agent, operator):
    given(weaver, association, agent, operator)
    deliver_announcements()
    assert Message.objects.get(kind="grant.given").recipient == weaver.phone
    withdraw_grants(weaver, association, actor=SYSTEM)
    deliver_announcements()
    assert Message.objects.get(kind="grant.withdrawn").recipient == weaver.phone


@transaction.atomic
def an_act(weaver, actor) -> Act:
    return record(verb="product.changed", row=weaver, actor=actor)


def test_what_an_agent_does_is_written_by_her_for_the_producer_and_told_once(weaver, association, agent):
    acts = [an_act(weaver, by(agent, weaver)) for _ in range(3)]
    an_act(weaver, by(agent))
    assert {act.for_organisation_id for act in acts} == {weaver.pk}
    assert set(DoneForHer.objects.values_list("act", flat=True)) == {act.pk for act in acts}
    assert tell_what_was_done() == 0
    later = timezone.now() + QUIET
    assert (tell_what_was_done(later), tell_what_was_done(later)) == (1, 0)
    message = Message.objects.get(kind="done.for_her")
    assert message.recipient == weaver.phone
    assert "3" in message.text


def test_without_a_phone_it_stays_on_her_list(weaver, agent):
    weaver.phone = ""
    weaver.save()
    an_act(weaver, by(agent, weaver))
    assert tell_what_was_done(timezone.now() + QUIET) == 0
    assert DoneForHer.objects.get().seen_at is None
    assert not Message.objects.exists()
