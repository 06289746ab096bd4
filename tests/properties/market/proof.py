"""What is proved of a market after every step, of what the step may have changed, and of everything.

A check that reads no table which the step wrote to says what it said before (``tests.properties.watch``). Of
the books a check that adds up some accounts is asked again once a posting to one of them is new: the database
refuses every other change of them.
"""

from django.db.models import Max

from shop.domain.postings import CASH_HELD, Account
from shop.models import (
    CashMove,
    JournalEntry,
    LedgerAccount,
    Order,
    PaymentEvent,
    Payout,
    Posting,
    Refund,
    RemittanceLine,
    SettledShare,
    StatementLine,
)
from shop.reading.reconcile import CHECKS, entries_balance
from shop.reading.reconcile_cash import cash_leaves_with_its_parcel, custody_is_the_cash_in_the_books
from shop.reading.reconcile_orders import orders_are_paid_or_open, payments_are_booked
from shop.reading.reconcile_payouts import payouts_are_payables
from shop.reading.reconcile_refunds import refunds_on_their_way_are_booked
from tests.properties.market.checks import (
    a_line_is_one_thing_once,
    cash_arrived_as_it_was_told,
    every_movement_is_one_line,
    nothing_is_paid_twice,
    nothing_went_back_twice,
    sales_are_what_is_left_of_them,
    the_bank_gave_back_what_it_took,
    the_gateway_account_is_what_it_told,
)
from tests.properties.market.world import Market
from tests.properties.watch import Watch

OWN = (the_gateway_account_is_what_it_told, nothing_is_paid_twice, a_line_is_one_thing_once)
ALWAYS = (
    entries_balance,
    payouts_are_payables,
    refunds_on_their_way_are_booked,
    custody_is_the_cash_in_the_books,
    cash_leaves_with_its_parcel,
    *OWN,
)
OF_ORDERS = (
    payments_are_booked,
    orders_are_paid_or_open,
    nothing_went_back_twice,
    sales_are_what_is_left_of_them,
)
# Which accounts each adds up. One that is not here is asked whenever there is a new posting at all.
ADDED_UP = {
    payouts_are_payables: {Account.PRODUCER_PAYABLE, Account.PAYOUTS_SENT},
    refunds_on_their_way_are_booked: {Account.REFUNDS_SENT},
    custody_is_the_cash_in_the_books: CASH_HELD,
    the_gateway_account_is_what_it_told: {Account.GATEWAY_CLEARING},
}
MONEY = (
    JournalEntry, PaymentEvent, CashMove, Refund, Payout, StatementLine, RemittanceLine, SettledShare, Order
)  # fmt: skip
BOOKS = frozenset(model._meta.db_table for model in (JournalEntry, LedgerAccount, Posting))
MONEY_TABLES = frozenset(model._meta.db_table for model in MONEY)


class Proof:
    """Everything that was proved of a market so far; ``watch`` has seen all that was done since."""

    def __init__(self, market: Market, watch: Watch) -> None:
        self.market, self.watch = market, watch
        self.rows, self.posting, self.looked = money_rows(), 0, watch.statements
        self.of_all()

    def of_step(self, *, is_done: bool) -> None:
        """Prove what the step that was just made may have changed, and that a refused one changed nothing."""
        before = self.rows
        self._look()
        assert is_done or self.rows == before, "refused, and yet something has changed"
        self._prove(ALWAYS)
        touched = touched_since(before) if self.rows != before else set()
        if touched:
            self._prove_orders(Order.objects.filter(pk__in=touched))

    def of_all(self) -> None:
        """Prove everything of everything, whatever was written."""
        self._look()
        self._prove({**dict.fromkeys(CHECKS), **dict.fromkeys(OWN)}, anyway=True)
        self._prove_orders(Order.objects.all())

    def _look(self) -> None:
        """See what is new among the rows of money, and to which accounts something was posted."""
        since, self.looked = self.looked, self.watch.statements
        if self.watch.has_changed(MONEY_TABLES, since):
            self.rows = money_rows()
        if self.watch.has_changed(BOOKS, since):
            new = dict(Posting.objects.filter(pk__gt=self.posting).values_list("pk", "account__kind"))
            self.posting = max(new, default=self.posting)
            self.watch.write(set(new.values()))

    def _prove(self, checks, *, anyway=False) -> None:
        wrong = []
        for check in checks:
            kinds = {kind.value for kind in ADDED_UP.get(check, ())}
            instead = dict.fromkeys(BOOKS, kinds) if kinds else None
            wrong += [
                (check.__name__, line) for line in self.watch.run(check, instead=instead, anyway=anyway)
            ]
        for check, told in (
            (every_movement_is_one_line, [account.told for account in self.market.accounts]),
            (cash_arrived_as_it_was_told, self.market.arrived_by_hand),
        ):
            self.watch.run(check, self.market, told=told, anyway=anyway)
        assert not wrong, wrong
        assert not self.market.bank.wrongly_asked, self.market.bank.wrongly_asked
        the_bank_gave_back_what_it_took(self.market)

    def _prove_orders(self, orders) -> None:
        wrong = [(check.__name__, str(line)) for check in OF_ORDERS for line in check(orders) or ()]
        assert not wrong, wrong


def money_rows():
    """Return what tells whether a row of money was written or has moved; the last entry comes first."""
    last = [
        model.objects.aggregate(last=Max("pk"))["last"] for model in (JournalEntry, PaymentEvent, CashMove)
    ]
    moved = [list(model.objects.order_by("pk").values_list("pk", "status")) for model in (Refund, Payout)]
    lines = [model.objects.count() for model in (StatementLine, RemittanceLine)]
    return [
        *last,
        *moved,
        *lines,
        SettledShare.objects.count(),
        Order.objects.exclude(placed_at=None).count(),
    ]


def touched_since(before) -> set[int]:
    """Return the orders with an entry or a notice that is newer."""
    booked = JournalEntry.objects.filter(pk__gt=before[0] or 0).exclude(order=None)
    told = PaymentEvent.objects.filter(pk__gt=before[1] or 0)
    return {*booked.values_list("order", flat=True), *told.values_list("payment__order", flat=True)}
