"""Any story of sales, refunds, cash and payouts: after each step each balance is explained.

The story is told twice: by the rules of the books, and by a plain count of whose money is where. The second
knows nothing of accounts; where the two differ, a balance has no explanation. ``STORY_STEPS`` asks for more.
"""

import os
from collections import Counter

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from shop.domain.bank_postings import post_converted, post_exchanged, post_gateway_fee, post_gateway_settled
from shop.domain.cash_postings import post_remitted
from shop.domain.fees import FeeKind
from shop.domain.payout_postings import (
    post_payout_confirmed,
    post_payout_failed,
    post_payout_returned,
    post_payout_sent,
)
from shop.domain.postings import (
    Account,
    FeePosted,
    OrderPosted,
    PartPosted,
    balances,
    post_cancelled,
    post_earned,
    post_paid,
    post_placed,
    post_unearned,
    reversal,
)
from shop.domain.refund_postings import (
    post_dispute_lost,
    post_dispute_opened,
    post_dispute_won,
    post_refund_failed,
    post_refund_requested,
    post_refund_succeeded,
)

CODES = ["MAD", "EUR", "USD"]
PICK = st.integers(0, 10**6)
A = Account
STEPS = int(os.environ.get("STORY_STEPS", "5000"))


class Books(RuleBasedStateMachine):
    """Orders of one maker each, in three currencies; makers are paid in dirhams at the rate of the day."""

    def __init__(self):
        super().__init__()
        self.entries, self.orders, self.payouts = [], [], []
        self.where = Counter()

    def book(self, entry, **moved):
        self.entries.append(entry)
        for name, amount in moved.items():
            place, _, code = name.rpartition("_")
            self.where[place, code] += amount

    def one(self, pick, *states):
        found = [order for order in self.orders if order["state"] in states]
        return found[pick % len(found)] if found else None

    @rule(
        code=st.sampled_from(CODES),
        maker=st.integers(1, 3),
        goods=st.integers(10, 10**6),
        rate=st.integers(900, 1200),
    )
    def place(self, code, maker, goods, rate):
        fee = goods // 10
        part = PartPosted(maker, goods - fee, (FeePosted(FeeKind.PLATFORM, fee),))
        order = {"posted": OrderPosted(code, goods, (part,)), "maker": maker, "code": code, "state": "placed"}
        order |= {"total": goods, "hers": goods - fee, "hers_in": code, "exchange": None}
        self.book(post_placed(order["posted"]), **{f"buyer_{code}": goods})
        if code != "MAD":
            paid = order["hers"] * rate // 100
            order |= {"hers": paid, "hers_in": "MAD"}
            sold = part.maker
            order["exchange"] = post_exchanged(maker, sold=sold, sold_in=code, paid=paid, paid_in="MAD")
            self.book(order["exchange"])
        self.orders.append(order)

    @rule(pick=PICK, by_cash=st.booleans())
    def pay(self, pick, by_cash):
        if order := self.one(pick, "placed"):
            total, code = order["total"], order["code"]
            place, name = (A.CASH_WITH_CARRIER, "cash") if by_cash else (A.GATEWAY_CLEARING, "gateway")
            self.book(post_paid(total, code, place), **{f"{name}_{code}": total, f"buyer_{code}": -total})
            order["state"] = "paid"

    @rule(pick=PICK)
    def deliver(self, pick):
        if order := self.one(pick, "paid"):
            self.book(post_earned(order["maker"], order["hers"], order["hers_in"]))
            self.where["payable", order["hers_in"]] += order["hers"]
            order["state"] = "delivered"

    @rule(pick=PICK)
    def cancel_or_take_back(self, pick):
        if order := self.one(pick, "placed", "paid", "delivered"):
            total, code = order["total"], order["code"]
            if order["state"] == "delivered":
                self.book(post_unearned(order["maker"], order["hers"], order["hers_in"]))
                self.where["payable", order["hers_in"]] -= order["hers"]
            if order["exchange"]:
                self.book(reversal(order["exchange"]))
            is_paid = order["state"] != "placed"
            self.book(post_cancelled(order["posted"], paid=total if is_paid else 0))
            self.where["due" if is_paid else "buyer", code] += total if is_paid else -total
            order["state"] = "due" if is_paid else "over"

    @rule(pick=PICK)
    def ask_for_the_refund(self, pick):
        if order := self.one(pick, "due"):
            total, code = order["total"], order["code"]
            self.book(post_refund_requested(total, code), **{f"due_{code}": -total, f"refund_{code}": total})
            order["state"] = "refunding"

    @rule(pick=PICK, works=st.booleans())
    def hear_of_the_refund(self, pick, works):
        if order := self.one(pick, "refunding"):
            total, code = order["total"], order["code"]
            self.where["refund", code] -= total
            if works:
                self.book(post_refund_succeeded(total, code), **{f"gateway_{code}": -total})
            else:
                self.book(post_refund_failed(total, code), **{f"due_{code}": total})
            order["state"] = "over" if works else "due"

    @rule(pick=PICK, is_won=st.booleans())
    def dispute(self, pick, is_won):
        if order := self.one(pick, "delivered"):
            total, code = order["total"], order["code"]
            self.book(post_dispute_opened(total, code))
            if is_won:
                self.book(post_dispute_won(total, code))
            else:
                self.book(
                    post_dispute_lost(total, code), **{f"gateway_{code}": -total, f"lost_{code}": total}
                )
                order["state"] = "over"

    @rule(code=st.sampled_from(CODES), fee=st.integers(1, 500))
    def settle_with_the_gateway(self, code, fee):
        held = self.where["gateway", code]
        if held > fee:
            moved = {f"gateway_{code}": -held, f"bank_{code}": held - fee, f"spent_{code}": fee}
            self.book(post_gateway_settled(held - fee, code, fee=fee), **moved)

    @rule(code=st.sampled_from(CODES), fee=st.integers(1, 500))
    def pay_the_gateway(self, code, fee):
        self.book(post_gateway_fee(fee, code), **{f"gateway_{code}": -fee, f"spent_{code}": fee})

    @rule(code=st.sampled_from(CODES), fee=st.integers(0, 9), missing=st.integers(-9, 9))
    def remit(self, code, fee, missing):
        held = self.where["cash", code]
        if held > 20:
            got = held - fee - missing
            self.book(post_remitted(held, got, code, fee=fee))
            moved = {"cash": -held, "bank": got, "spent": fee, "missing": missing}
            for place, amount in moved.items():
                self.where[place, code] += amount

    @rule(code=st.sampled_from(["EUR", "USD"]), rate=st.integers(900, 1200))
    def convert(self, code, rate):
        held = self.where["bank", code]
        if held > 0:
            got = held * rate // 100
            entry = post_converted(sold=held, sold_in=code, got=got, got_in="MAD", out_of=A.BANK)
            self.book(entry, **{f"bank_{code}": -held, "bank_MAD": got})

    @rule(maker=st.integers(1, 3))
    def pay_out(self, maker):
        owed = -balances(self.entries).get((A.PRODUCER_PAYABLE, maker, "MAD"), 0)
        if owed > 0:
            self.book(post_payout_sent(maker, owed, "MAD"), payable_MAD=-owed, sent_MAD=owed)
            self.payouts.append((maker, owed))

    @precondition(lambda self: self.payouts)
    @rule(ends=st.sampled_from(["confirmed", "failed", "returned"]), fee=st.integers(0, 30))
    def hear_of_the_payout(self, ends, fee):
        maker, amount = self.payouts.pop()
        self.where["sent", "MAD"] -= amount
        if ends == "failed":
            self.book(post_payout_failed(maker, amount, "MAD"), payable_MAD=amount)
            return
        self.book(post_payout_confirmed(maker, amount, "MAD", fee=fee))
        self.where["bank", "MAD"] -= amount + fee
        self.where["spent", "MAD"] += fee
        if ends == "returned":
            self.book(post_payout_returned(maker, amount, "MAD"), payable_MAD=amount, bank_MAD=amount)

    @invariant()
    def every_currency_balances_and_every_balance_is_explained(self):
        left = Counter()
        for (account, _party, code), amount in balances(self.entries).items():
            left[account, code] += amount
        for code in CODES:
            assert sum(amount for (_, other), amount in left.items() if other == code) == 0
            explained = {
                A.BUYER_CLEARING: self.where["buyer", code],
                A.GATEWAY_CLEARING: self.where["gateway", code],
                A.CASH_WITH_CARRIER: self.where["cash", code],
                A.BANK: self.where["bank", code],
                A.CASH_DIFFERENCES: self.where["missing", code],
                A.DISPUTES_LOST: self.where["lost", code],
                A.REFUNDS_DUE: -self.where["due", code],
                A.REFUNDS_SENT: -self.where["refund", code],
                A.PRODUCER_PAYABLE: -self.where["payable", code],
                A.PAYOUTS_SENT: -self.where["sent", code],
                A.DISPUTES: 0,
            }
            assert {account: left[account, code] for account in explained} == explained
            spent = sum(left[account, code] for account in (A.CARD_FEES, A.CARRIER_FEES, A.BANK_FEES))
            assert spent == self.where["spent", code]


TestBooks = Books.TestCase
TestBooks.settings = settings(max_examples=STEPS // 50, stateful_step_count=50, deadline=None)


@given(st.integers(1, 10**6))
def test_the_count_would_notice_a_balance_without_an_explanation(amount):
    books = Books()
    books.place(code="MAD", maker=1, goods=amount + 10, rate=1000)
    books.entries.append(post_gateway_fee(amount, "MAD"))
    try:
        books.every_currency_balances_and_every_balance_is_explained()
    except AssertionError:
        return
    raise AssertionError("money that left without a word was not noticed")
