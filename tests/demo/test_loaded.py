"""The demo as it is loaded, once for all that is asked of it here.

Every state of orders and payouts is there to look at, the books agree, what people look for is found, and a
second time adds nothing.
"""

from pathlib import Path

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.management import call_command
from django.db import connection
from django.db.models import F
from django.utils import timezone

from home.awards.models import Edition
from home.awards.reading.funnel import read_funnel
from home.awards.reading.jury import left_to_score
from home.awards.reading.visits import to_visit
from home.exhibition.models import Work
from home.fairs.figures import sold
from home.fairs.models import Booking, Evening, Fair, OddReceipt, Receipt
from home.fairs.reading.variance import variance_of
from home.impact.models import Edition as FrozenYear
from home.library.models import Document, Room
from home.library.reading.loans import copies_of
from home.library.reading.room import days_to_come
from home.library.reading.series import find_series, read_series
from home.network.models import Talk
from home.stands.models import StandApplication, StandOffer
from producers.actions.deliver import deliver_announcements
from producers.domain.regions import region_name
from producers.editor_board import Column, board_items
from producers.figures import By
from producers.models import Announcement, Grant, Organisation, PeerVisit
from shop.actions.listing import CATALOGUE_CHANGED
from shop.domain.counting import WHOLE
from shop.domain.money import minor
from shop.domain.rib import is_fictional, is_rib
from shop.models import (
    CallAttempt,
    Case,
    CashCustody,
    Change,
    ExceptionCase,
    ExportChange,
    ImportRun,
    Order,
    Parcel,
    PartPhoto,
    Payout,
    PayoutBatch,
    PayoutDestination,
    Price,
    ProducerOrder,
    Product,
    Refund,
    RemittanceLine,
    SourcingRequest,
    StatementLine,
    Stock,
)
from shop.reading.balance import balance_of
from shop.reading.counted import counted_now
from shop.reading.reconcile import differences
from tests.demo.judged import LEAST, QUERIES, SITES, recall, wanted
from tests.demo.recounts import (
    AWARD_STEPS,
    BY_REGION,
    COPIES,
    FAIR_SALES,
    READING_SEATS,
    SERIES_VALUES,
    SHARES,
    STATES,
    YEARS,
)
from tests.made_once import MadeOnce

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("the_demo")]


@pytest.fixture(scope="module")
def the_demo(made_once: MadeOnce) -> None:
    """Load it before the first test; what each of them changes is undone after it."""
    with made_once.making():
        call_command("demo", verbosity=0)


def test_every_state_of_an_order_is_there_and_the_books_agree():
    assert set(Order.objects.values_list("status", flat=True)) == {"draft", "placed", "cancelled", "expired"}
    assert set(ProducerOrder.objects.values_list("status", flat=True)) >= {
        "waiting", "placed", "accepted", "making", "packed", "partly_shipped", "shipped", "delivered",
        "declined", "cancelled", "returned",
    }  # fmt: skip
    assert set(Order.objects.values_list("confirmation", flat=True)) == {
        "not_needed", "waiting", "confirmed", "refused",
    }  # fmt: skip
    assert ExceptionCase.objects.filter(kind="paid_too_much").exists()
    assert set(CashCustody.objects.values_list("status", flat=True)) == set(CashCustody.Status.values)
    outcomes = set(RemittanceLine.objects.values_list("outcome", flat=True))
    assert outcomes >= {"matched", "short", "over", "other_carrier", "unknown", "unreadable"}
    assert set(StatementLine.objects.values_list("state", flat=True)) == {
        "matched", "suggested", "unmatched", "out",
    }  # fmt: skip
    assert set(CallAttempt.objects.values_list("outcome", flat=True)) >= {"no_answer", "later"}
    assert ExceptionCase.objects.filter(closed_at=None).values("kind").distinct().count() >= 8
    assert set(Parcel.objects.values_list("status", flat=True)) == set(Parcel.Status.values)
    assert set(Case.objects.values_list("status", flat=True)) >= {"open", "closed"}
    assert Order.objects.filter(till_receipts=None, stand_application=None).count() == 301
    assert Stock.objects.filter(on_hand__lt=F("allocated") - F("cap")).count() == 0
    assert set(Change.objects.values_list("kind", "status")) >= {
        ("goodwill", "settled"), ("cancel_line", "settled"), ("complaint", "asked"),
        ("return", "settled"), ("withdrawal", "asked"),
    }  # fmt: skip
    assert set(Refund.objects.values_list("status", flat=True)) >= {"requested", "succeeded"}
    assert list(differences()) == []


def test_every_state_of_a_payout_is_there_and_no_account_is_real():
    assert set(PayoutBatch.objects.values_list("status", flat=True)) == {"sent", "proposed", "approved"}
    assert set(Payout.objects.values_list("status", flat=True)) == {
        "pending", "sent", "confirmed", "failed", "returned",
    }  # fmt: skip
    accounts = list(PayoutDestination.objects.exclude(account="").values_list("account", flat=True))
    assert accounts
    assert all(is_rib(account) and is_fictional(account) for account in accounts)
    assert all("fictif" in row.holder for row in PayoutDestination.objects.all())
    assert list(differences()) == []
    assert PayoutBatch.objects.count() == 3


def test_the_trade_desk_has_a_request_at_each_stage():
    asked, quoted, ordered = SourcingRequest.objects.order_by("pk")
    assert all(request.photos.count() == 1 for request in (asked, quoted, ordered))
    assert not asked.quotes.exists()
    assert set(asked.asks.values_list("status", flat=True)) == {"asked"}
    assert (quoted.quotes.get().status, quoted.quotes.get().lines.count()) == ("sent", 2)
    order = ordered.quotes.get().order
    assert balance_of(order) == minor(order.total) - minor(order.advance) > 0
    stages = PartPhoto.objects.filter(part__order=order, status="checked").values_list("stage", flat=True)
    assert list(stages) == ["accepted", "making"]


def test_some_goods_are_offered_to_shops_on_terms_of_their_own():
    terms = Product.objects.exclude(carton_pieces=None)
    own = Price.objects.exclude(trade=None)
    assert own.count() >= terms.count() >= 20
    assert all(row.minimum_quantity == row.carton_pieces < row.monthly_capacity for row in terms)
    assert not own.exclude(variant__product__in=terms).exists()


def test_the_agent_has_sent_a_sheet_for_a_maker_who_is_asked_to_visit_another():
    run = ImportRun.objects.get(by_agent=True)
    assert (run.state, run.counts) == ("checked", {"created": 1, "refused": 1})
    agents = Grant.objects.filter(receiver__memberships__user=run.actor, permission="manage_products")
    assert PeerVisit.objects.get(ended_at=None).peer_id in set(agents.values_list("giver", flat=True))


def until_the_last_change_of_the_catalogue() -> int:
    """How many announcements there are up to it; what orders have announced changes no index."""
    kinds = list(Announcement.objects.order_by("pk").values_list("kind", flat=True))
    return max(place for place, kind in enumerate(kinds, 1) if kind == CATALOGUE_CHANGED)


def test_what_was_looked_for_stands_on_the_first_page():
    deliver_announcements(limit=until_the_last_change_of_the_catalogue())  # the index follows the offers
    found = {
        (language, query): recall(query, language, wanted(judged)) for query, language, judged in QUERIES
    }
    missed = sorted(key for key, value in found.items() if value < 1)
    for language in SITES:
        values = [value for (one, _query), value in found.items() if one == language]
        assert sum(values) / len(values) >= LEAST, (language, missed)
    assert sum(found.values()) / len(found) >= LEAST, missed


def rows() -> dict[str, int]:
    """How many rows each table has. What was saved again is noted for the exports, which look at it again."""
    kept = set(apps.get_models()) - {ExportChange}
    return {model._meta.label: model._base_manager.count() for model in kept}


def asked(sql: str) -> list[tuple]:
    with connection.cursor() as cursor:
        cursor.execute(sql)
        return list(cursor.fetchall())


def test_the_figures_are_what_sql_of_its_own_finds():
    wholes = {
        (one.code, cell.year, cell.unit): cell.value
        for one in counted_now().figures
        for cell in one.cells
        if cell.by == WHOLE and cell.value is not None
    }
    for code, sql in STATES.items():
        assert [value for key, value in wholes.items() if key[0] == code] == list(asked(sql)[0]), code
    for code, sql in YEARS.items():
        told = {key[1:]: float(value) for key, value in wholes.items() if key[0] == code}
        found = {(year, unit): float(value) for year, unit, value in asked(sql)}
        assert told, f"the demo has something to count of {code}"
        assert told == {key: pytest.approx(found[key], abs=0.005) for key in told}, code


def test_the_shares_at_each_step_of_the_award_are_what_sql_of_its_own_finds():
    edition = Edition.objects.get(slug="prix-2025")
    told, public = read_funnel(edition, "fr", least=1), read_funnel(edition, "fr")
    for place, (step, where) in enumerate(AWARD_STEPS.items()):
        ((total, women, rural),) = asked(SHARES + where)
        one = told["funnel"][place]
        assert (one.total, one.women, one.rural) == (
            str(total),
            f"{women} ({round(100 * women / total)} %)",
            f"{rural} ({round(100 * rural / total)} %)",
        ), step
        regions = {
            region_name(code, "fr"): str(n) for code, n in asked(f"{BY_REGION + where} GROUP BY 1") if code
        }
        assert {
            name: cells[place] for name, cells in told["funnel_regions"] if cells[place] != "0"
        } == regions
    shown = {cell for _name, cells in public["funnel_regions"] for cell in cells}
    assert not shown & {"1", "2", "3", "4"}, "a cell about fewer than five people is published"


def test_the_free_seats_of_the_reading_room_are_what_sql_finds():
    room = Room.objects.get()
    told = {tuple(slot.key.split(".")): slot.free for day in days_to_come(room) for slot in day.slots}
    rows = asked(READING_SEATS)
    booked = {(str(day), half): free for day, half, free in rows if (str(day), half) in told}
    assert len(booked) > 1
    assert told == dict.fromkeys(told, room.seats) | booked


def test_the_copies_that_pages_tell_of_are_what_sql_finds():
    told = {
        one.slug: (found.total, found.free)
        for one in Document.objects.filter(copies__isnull=False).distinct()
        if (found := copies_of(one, "fr"))
    }
    assert told == {slug: (total, free) for slug, total, free in asked(COPIES)}
    assert len(told) == 12
    assert {free for _total, free in told.values()} == {0, 1, 2}


@pytest.mark.parametrize("slug", ["etablissements-par-region", "clientes-et-clients-du-microcredit"])
def test_a_series_says_what_sql_finds(slug):
    shown = read_series(find_series(slug), None, "fr")
    told = {
        (table.id, row.label): float(row.value)
        for table in (shown.by_year, shown.by_region)
        if table
        for row in table.rows
    }
    rows = asked(f"{SERIES_VALUES} '{slug}'")
    latest = max((year for year, region, _value in rows if region), default=None)
    assert told == {
        ("region", region_name(region, "fr")) if region else ("year", str(year)): pytest.approx(float(value))
        for year, region, value in rows
        if not region or year == latest
    }
    assert len(told) >= 3


def test_the_year_that_is_over_is_frozen():
    assert [one.year for one in FrozenYear.objects.all()] == [timezone.localdate().year - 1]


def test_what_a_fair_sold_is_what_sql_finds():
    assert float(sum(row[4] for row in sold(By.REGION))) == pytest.approx(float(asked(FAIR_SALES)[0][0]))


def test_a_fair_is_at_work_with_two_tills_a_closed_evening_and_what_does_not_agree():
    fair = Fair.objects.get()
    assert set(fair.sheets.values_list("state", flat=True)) == {"draft", "out", "back"}
    assert Receipt.objects.values("till").distinct().count() == 2
    evening = Evening.objects.get()
    assert (evening.expected - evening.counted).amount == 20
    assert OddReceipt.objects.filter(settled_at=None).exists()
    assert any(not row.numbers.agrees for row in variance_of(fair))
    assert Booking.objects.filter(fair=fair).count() == 4


def test_stands_are_given_out_by_the_rules_and_one_is_paid():
    rows = dict(asked("SELECT state, COUNT(*) FROM tiwizi_stands_standapplication GROUP BY state"))
    assert rows == {"placed": 1, "to_pay": 3, "waiting": 2, "refused": 1, "withdrawn": 1}
    paid = StandApplication.objects.get(state="placed")
    part = paid.order.parts.get()
    assert (part.producer, part.status, paid.order.total) == (
        paid.offer.event.organiser,
        "accepted",
        paid.offer.fee,
    )
    given = '"group", stand FROM tiwizi_stands_standapplication WHERE stand IS NOT NULL ORDER BY 1, 2'
    assert asked(f"SELECT {given}") == [(1, 1), (1, 2), (2, 1), (2, 2)]
    assert StandOffer.objects.filter(fee=None).exists()


def test_twice_is_once(made_once, settings):
    made_once.hand_out(None)
    before, numbers = rows(), set(Order.objects.values_list("number", flat=True))
    assert (
        before[Order._meta.label] == len(numbers) == 304
    )  # two of them are a till's evening, one is a stand
    files = sorted(Path(settings.MEDIA_ROOT).rglob("*"))
    assert len(files) > 100
    call_command("demo", verbosity=0)
    assert rows() == before
    assert set(Order.objects.values_list("number", flat=True)) == numbers
    assert PayoutBatch.objects.count() == 3
    assert sorted(Path(settings.MEDIA_ROOT).rglob("*")) == files


def test_the_systems_of_the_centre_have_something_under_way():
    visited, judged = (Edition.objects.get(slug=slug) for slug in ("prix-vallees", "prix-releve"))
    assert (visited.state, judged.state) == ("visits", "jury")
    users = get_user_model().objects
    maker = Organisation.objects.sellers().filter(status="active").first()
    assert len(to_visit(maker, users.get(username="agent@demo.test").pk, "fr")) == 3
    juror = judged.jurors.get(user__username="editor@demo.test")
    assert 0 < left_to_score(juror) < judged.nominations.filter(state="eligible").count()
    assert Talk.objects.exclude(sender_seat=None).filter(state="asked").count() == 4
    assert Work.objects.filter(recording__state="approved").count() == 3
    waiting = {item.code: item.look().count for column in Column for item in board_items(column)}
    assert {code for code, count in waiting.items() if count} >= {
        "workflow", "unasked", "draft_documents", "events", "drafts", "pages",
    }  # fmt: skip
