"""What is permitted, proven and agreed to, today."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from producers.domain.consent import Scope, is_given, scopes_given
from producers.domain.evidence import is_proven, proven_until
from producers.domain.grants import INCLUDES, Permission, permits, permitted

TODAY = date(2026, 11, 26)
YESTERDAY, TOMORROW = TODAY - timedelta(1), TODAY + timedelta(1)
NOW = datetime(2026, 11, 26, 12, tzinfo=UTC)


@dataclass(frozen=True)
class Row:
    permission: str = ""
    scope: str = ""
    kind: str = "document"
    issuer: str = "Issuing body"
    checked_by: str = "operator"
    checked_on: date = YESTERDAY
    valid_until: date | None = None
    withdrawn_at: datetime | None = None


rows = st.builds(
    Row,
    permission=st.sampled_from(Permission),
    scope=st.sampled_from(Scope),
    kind=st.sampled_from(["document", "visit", "self_assessment"]),
    issuer=st.sampled_from(["Issuing body", " "]),
    checked_by=st.sampled_from(["operator", ""]),
    checked_on=st.sampled_from([YESTERDAY, TODAY, TOMORROW]),
    valid_until=st.sampled_from([None, YESTERDAY, TODAY, TOMORROW]),
    withdrawn_at=st.sampled_from([None, NOW]),
)


@pytest.mark.parametrize("permission", Permission)
def test_nothing_is_permitted_without_a_grant(permission):
    assert not permits([], permission, TODAY)
    assert not permits([Row(permission="everything"), Row(permission="")], permission, TODAY)


@pytest.mark.parametrize("granted", Permission)
@pytest.mark.parametrize("asked", Permission)
def test_a_grant_permits_itself_and_what_it_includes_and_no_more(granted, asked):
    expected = asked is granted or asked in INCLUDES.get(granted, ())
    assert permits([Row(permission=granted)], asked, TODAY) is expected


@pytest.mark.parametrize(
    ("row", "holds"),
    [
        (Row(valid_until=TODAY), True),
        (Row(valid_until=YESTERDAY), False),
        (Row(withdrawn_at=NOW), False),
        (Row(valid_until=TOMORROW, withdrawn_at=NOW), False),
        (Row(), True),
    ],
)
def test_a_row_counts_through_its_last_day_and_not_once_withdrawn(row, holds):
    grant = Row(permission="see_money", valid_until=row.valid_until, withdrawn_at=row.withdrawn_at)
    consent = Row(scope="photo", valid_until=row.valid_until, withdrawn_at=row.withdrawn_at)
    assert permits([grant], Permission.SEE_MONEY, TODAY) is holds
    assert is_given([consent], Scope.PHOTO, TODAY) is holds
    assert is_proven([row], TODAY) is holds


@given(st.lists(rows, max_size=5), rows)
def test_one_more_row_never_takes_anything_away(some, more):
    assert permitted(some, TODAY) <= permitted([*some, more], TODAY)
    assert scopes_given(some, TODAY) <= scopes_given([*some, more], TODAY)
    assert is_proven(some, TODAY) <= is_proven([*some, more], TODAY)


@given(st.lists(rows, max_size=5))
def test_withdrawing_everything_leaves_nothing(some):
    gone = [Row(row.permission, row.scope, row.kind, withdrawn_at=NOW) for row in some]
    assert not permitted(gone, TODAY)
    assert not scopes_given(gone, TODAY)
    assert not is_proven(gone, TODAY)


@given(st.lists(rows, max_size=5))
def test_what_is_proven_has_a_last_day_that_is_not_past(some):
    until = proven_until(some, TODAY)
    assert (until is not None) is is_proven(some, TODAY)
    assert until is None or until >= TODAY


@pytest.mark.parametrize(
    "incomplete",
    [
        Row(kind="self_assessment"),
        Row(issuer="  "),
        Row(checked_by=""),
        Row(checked_on=TOMORROW),
    ],
)
def test_a_claim_without_issuer_checker_or_date_is_not_proven(incomplete):
    assert not is_proven([incomplete], TODAY)
    assert not is_proven([], TODAY)


def test_a_new_document_outlives_the_old_one():
    assert proven_until([Row(valid_until=TODAY), Row(valid_until=TOMORROW)], TODAY) == TOMORROW
    assert proven_until([Row(valid_until=TODAY), Row()], TODAY) == date.max


def test_a_new_yes_heals_a_withdrawn_one_for_its_own_use_only():
    consents = [
        Row(scope="photo", withdrawn_at=NOW),
        Row(scope="photo"),
        Row(scope="story", withdrawn_at=NOW),
    ]
    assert scopes_given(consents, TODAY) == {Scope.PHOTO}
