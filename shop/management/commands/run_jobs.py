"""``manage.py run_jobs``: what has to happen from time to time, once or for as long as it runs."""

import logging
import time
from argparse import ArgumentParser
from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.core.cache import cache
from django.core.management.base import BaseCommand
from django.db import close_old_connections

from producers.actions.deliver import deliver_announcements
from producers.actions.make_renditions import make_forgotten_renditions, make_large_renditions
from producers.actions.send_messages import send_messages
from producers.jobs import is_braked, more_jobs
from shop.actions.ask_gateway import ask_about_waiting
from shop.actions.build_feeds import build_feeds
from shop.actions.deadlines import raise_overdue
from shop.actions.destinations import start_destinations
from shop.actions.earn import earn_what_is_due
from shop.actions.expire_unpaid import expire_unpaid
from shop.actions.export_snapshot import forget_old_exports, refresh_exports
from shop.actions.feed_tokens import forget_old_reads
from shop.actions.gateway_settlements import take_settlements
from shop.actions.holds import expire_holds
from shop.actions.listing import refresh_past_dates
from shop.actions.note_reads import write_reads
from shop.actions.old_cash import raise_old_cash
from shop.actions.payout_holds import end_holds_of_the_past
from shop.actions.rest_unproven import rest_and_wake
from shop.actions.run_reconcile import reconcile_nightly
from shop.actions.search_words import refresh_search_words
from shop.actions.send_payouts import send_payouts, take_back_returned
from shop.actions.send_refunds import send_refunds
from shop.actions.stock_notices import forget_old_notices, tell_what_is_back
from shop.actions.trade_quotes import expire_quotes
from shop.actions.watch_cases import open_disputes, raise_late_cases
from shop.actions.webhooks import forget_sent, send_webhooks

Job = Callable[[], object]
# What is due in every round, and what is dear enough to be done seldom, whatever the round.
JOBS: tuple[tuple[Job, timedelta], ...] = (
    (expire_holds, timedelta()),
    (expire_unpaid, timedelta()),
    (expire_quotes, timedelta(hours=1)),
    (ask_about_waiting, timedelta(minutes=2)),
    (send_refunds, timedelta()),
    (send_payouts, timedelta()),
    (take_back_returned, timedelta(hours=1)),
    (tell_what_is_back, timedelta(minutes=1)),
    (raise_overdue, timedelta(minutes=5)),
    (open_disputes, timedelta(minutes=1)),
    (raise_late_cases, timedelta(minutes=5)),
    (forget_old_notices, timedelta(hours=6)),
    (start_destinations, timedelta(minutes=5)),
    (end_holds_of_the_past, timedelta(minutes=30)),
    (earn_what_is_due, timedelta(minutes=10)),
    (deliver_announcements, timedelta()),
    (send_messages, timedelta()),
    (send_webhooks, timedelta()),
    (forget_sent, timedelta(hours=6)),
    (refresh_exports, timedelta()),
    (build_feeds, timedelta()),
    (write_reads, timedelta(minutes=1)),
    (forget_old_reads, timedelta(hours=6)),
    (forget_old_exports, timedelta(hours=6)),
    (raise_old_cash, timedelta(hours=6)),
    (take_settlements, timedelta(hours=3)),
    (reconcile_nightly, timedelta(minutes=20)),
    (refresh_past_dates, timedelta(minutes=10)),
    (rest_and_wake, timedelta(minutes=10)),
    (make_forgotten_renditions, timedelta(minutes=10)),
    (make_large_renditions, timedelta(minutes=10)),
    (refresh_search_words, timedelta(minutes=10)),
)
log = logging.getLogger(__name__)


class Command(BaseCommand):
    """Each job calls one action; one that fails is logged and does not stop the others."""

    help = "Expire holds and unpaid orders, deliver announcements, send messages, refresh figures."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--forever", action="store_true", help="go on until stopped")
        parser.add_argument("--every", type=int, default=5, help="seconds between two rounds")

    def handle(self, *args: Any, forever: bool, every: int, **options: Any) -> None:
        run_all()
        while forever:
            time.sleep(every)
            close_old_connections()
            run_all()


def run_all() -> None:
    """Run every job that is due, once; none while the shop is held."""
    if is_braked():
        return
    for job, pause in (*JOBS, *more_jobs()):
        if pause and not cache.add(f"tiwizi_job:{job.__name__}", 1, pause.total_seconds()):
            continue
        try:
            job()
        except Exception:
            log.exception("%s failed; it is tried again in the next round", job.__name__)
