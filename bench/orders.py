"""What many orders with their books cost: statement, trial balance, payout run, reconcile, back office.

A few orders are made through the actions, in several states; their rows are then multiplied in the database.
Each step runs in a process of its own, so that its memory is its own. ``BENCH_ORDERS`` lists the sizes.
"""

import json
import os
import resource
import time
import traceback
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import Any

import django

django.setup()

from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret  # noqa: E402  needs the settings
from copies import copy_rows, settle_down  # noqa: E402  needs the settings
from django.contrib.auth.models import Permission  # noqa: E402  the same
from django.db import connection, connections  # noqa: E402  the same
from django.test import Client  # noqa: E402  the same
from django.test.utils import CaptureQueriesContext  # noqa: E402  the same
from django.urls import reverse  # noqa: E402  the same
from django.utils import timezone  # noqa: E402  the same

from producers.domain.actors import Actor  # noqa: E402  the same
from producers.testing.builders import a_producer, an_operator  # noqa: E402  the same
from shop.actions import cash, fulfil  # noqa: E402  the same
from shop.actions.change_order import change_order  # noqa: E402  the same
from shop.actions.mark_paid import mark_paid  # noqa: E402  the same
from shop.actions.payout_batches import propose_batch, withdraw_batch  # noqa: E402  the same
from shop.actions.remit_cash import remit  # noqa: E402  the same
from shop.domain.changes import ChangeKind  # noqa: E402  the same
from shop.models import CashCustody, Order  # noqa: E402  the same
from shop.reading.books import Holder, statements, trial_balance  # noqa: E402  the same
from shop.reading.proposals import Asked, propose  # noqa: E402  the same
from shop.reading.reconcile import CHECKS  # noqa: E402  the same
from shop.testing.builders import a_fee_rule, a_market, a_variant  # noqa: E402  the same
from shop.testing.buying import an_order  # noqa: E402  the same
from shop.testing.payouts import a_destination  # noqa: E402  the same

SIZES = "10000 100000"
MAKERS = 20
ONE = Actor(1, "bench")
BUDGET = 40
LISTS = (
    "orders", "changes", "refunds", "parts", "exceptions", "calls", "cash", "holders", "remittances",
    "statements", "statement_lines", "reconcile", "parcels", "pack_by_maker", "pack_by_buyer", "collect",
    "hand_over", "cases", "books", "months", "by_hand", "fees", "stock", "prices", "invoices", "sellers",
    "makers", "enquiries", "payouts", "payouts_owed", "destinations", "holds", "imports", "feeds",
    "door_calls", "help_calls", "carriers", "statement_layouts", "settlements", "ready_answers", "partners",
    "rates", "tax_rates", "codes", "assessments", "quality", "applicants", "markets", "trade_buyers",
    "sourcing",
)  # fmt: skip


def main() -> None:
    """Make so many orders, measure, make more, measure again."""
    operator = an_operator(username=f"bench-{time.time_ns()}")
    operator.user_permissions.add(Permission.objects.get(codename="access_admin"))
    TOTP.activate(operator, generate_totp_secret())  # nobody enters the back office without
    templates = _templates()
    results: dict[str, Any] = {}
    done = 0
    for size in map(int, os.environ.get("BENCH_ORDERS", SIZES).split()):
        each = size // len(templates)
        started = time.perf_counter()
        copy_rows(templates, done + 1, each)
        settle_down(templates)
        done = each
        print(f"{Order.objects.count()} orders, written in {time.perf_counter() - started:.0f} s", flush=True)
        results[str(size)] = _measure(templates[0], operator)
    _keep(results)


def _measure(order: Order, operator: Any) -> dict[str, dict[str, float]]:
    maker, today = order.parts.get().producer, timezone.localdate()
    rows: dict[str, dict[str, float]] = {}
    since = today - timedelta(days=365)
    holder = Holder.organisation(maker)
    _apart(
        rows,
        "statement of one maker",
        lambda: sum(1 for one in statements(holder, since, today) for _line in one.lines),
    )
    _apart(
        rows,
        "statement of one maker: its last page",
        lambda: sum(len(_last_page(one.lines)) for one in statements(holder, since, today)),
    )
    _apart(rows, "trial balance", lambda: len(trial_balance(today)))
    _apart(rows, "propose a payout run, and withdraw it", _run)
    for check in CHECKS:
        _apart(rows, f"reconcile: {check.__name__}", lambda check=check: _nothing(check))
    _apart(rows, "reconcile: all", lambda: [_nothing(check) for check in CHECKS])
    for name in LISTS:
        _apart(rows, f"list: {name}", lambda name=name: _list(name, operator))
    return rows


def _last_page(lines: Any) -> list[Any]:
    first = max(len(lines) - 200, 0)
    found: list[Any] = lines.between(first, first + 200)
    assert isinstance(lines.sum_before(first), int)
    return found


def _run() -> int:
    batch = propose_batch("MAD", "bank", actor=ONE)
    withdraw_batch(batch, actor=ONE, reason="only measured")
    return batch.payouts.count()


def _nothing(check: Callable[[], Any]) -> int:
    wrong = list(check())
    assert not wrong, wrong[:3]
    return 0


def _list(name: str, operator: Any) -> int:
    """Open a list as an operator; return how many queries it took, which has to be within the budget."""
    client = Client(headers={"host": os.environ.get("ALLOWED_HOSTS", "testserver")})
    client.force_login(operator)
    client.get(reverse("shop_office:orders"), secure=True)  # what is only read once per session
    with CaptureQueriesContext(connection) as queries:
        answer = client.get(reverse(f"shop_office:{name}"), secure=True)
    assert answer.status_code == 200, (name, answer.status_code, answer.headers.get("Location"))
    assert len(queries) <= BUDGET, (name, len(queries))
    return len(queries)


def _apart(rows: dict[str, dict[str, float]], name: str, act: Callable[[], Any]) -> None:
    """Run a step in a process of its own; note its time, what it needed more of memory, and its result."""
    connections.close_all()
    reader, writer = os.pipe()
    child = os.fork()
    if child == 0:
        before, start, worked = _memory(), time.perf_counter(), time.process_time()
        try:
            result = act()
            spent = (time.perf_counter() - start, time.process_time() - worked)
            said = [*(round(each, 2) for each in spent), round(_memory() - before, 1), _memory(), result]
            os.write(writer, json.dumps(said, default=str).encode())
        except Exception:
            traceback.print_exc()
        finally:
            os._exit(0)
    os.close(writer)
    os.waitpid(child, 0)
    told = os.read(reader, 65536)
    os.close(reader)
    assert told, f"{name} failed"
    seconds, worked, more, peak, result = json.loads(told)
    rows[name] = {
        "seconds": seconds,
        "processor seconds": worked,
        "MB more": more,
        "MB at most": round(peak),
        "result": result if isinstance(result, int) else 0,
    }
    spent = f"{seconds:>8.2f} s {worked:>7.2f} s of processor"
    print(f"{name:<48} {spent} {more:>7.1f} MB more {peak:>5.0f} at most  {rows[name]['result']}", flush=True)


def _memory() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def _templates() -> list[Order]:
    """Make one order of each life for each maker."""
    a_market(cash_limit=10**6)
    a_fee_rule()
    a_fee_rule("solidarity_fund", "2")
    lives = (_delivered, _waiting, _on_its_way, _changed)
    made = []
    for number in range(MAKERS):
        maker = a_producer()
        a_destination(maker)
        variant = a_variant(price=f"{100 + number}.50", stock=9)
        type(variant.product).objects.filter(pk=variant.product_id).update(producer=maker)
        variant.refresh_from_db()
        made += [life(variant) for life in lives]
    return made


def _waiting(variant: Any) -> Order:
    return an_order(variant)


def _on_its_way(variant: Any) -> Order:
    order = an_order(variant)
    part = order.parts.get()
    fulfil.accept(part, actor=ONE)
    fulfil.ship(part, carrier="Amana", tracking=f"T{part.pk}", actor=ONE)
    return order


def _delivered(variant: Any) -> Order:
    order = _on_its_way(variant)
    fulfil.deliver(order.parts.get(), actor=ONE)
    cash.collect(order.parts.get(), actor=ONE)
    custody = CashCustody.objects.get(order=order)
    remit(custody, custody.expected, actor=ONE)
    return order


def _changed(variant: Any) -> Order:
    """Paid by transfer, half of it given back; the refund waits for a second person."""
    order = an_order((variant, 2), method="transfer")
    order = mark_paid(order, amount=order.total, statement=f"bench {order.pk}", actor=ONE)
    asked = Asked(ChangeKind.CANCEL_LINE, {order.parts.get().lines.get().pk: 1})
    shown = propose(order, asked).fingerprint
    change_order(order, asked, fingerprint=shown, actor=ONE, reason="asked")
    return order


def _keep(result: dict[str, Any]) -> None:
    folder = Path(__file__).resolve().parent / "results"
    folder.mkdir(exist_ok=True)
    (folder / "orders.json").write_text(json.dumps(result, indent=2))


if __name__ == "__main__":
    main()
