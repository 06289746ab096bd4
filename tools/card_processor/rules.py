"""What may happen to sessions, charges and refunds: the rules that an API description cannot say."""

from . import shapes
from .errors import Refused, missing
from .store import Store, Thing

SMALLEST, LARGEST = 50, 99_999_999
SOONEST, LATEST = 25 * 60, 24 * 3600 + 60  # of a session's end, in seconds; the documents say 30 min
CURRENCIES = {"mad", "eur", "usd", "gbp", "jpy", "tnd"}
CARDS = {"4242": "", "0002": "card_declined", "9995": "insufficient_funds", "3155": ""}
ASKS_FIRST = "3155"
FEE_PERCENT, FEE_FLAT = 3, 25  # of a charge, in minor units
# What adds to the balance and what takes from it; a top-up is money that the shop itself has sent there.
SIGNS = {"charge": 1, "refund": -1, "transfer": -1, "transfer_reversal": 1, "topup": 1}


class Processor:
    """The acts of the processor. Each is one step: done whole, with its events, or not at all."""

    def __init__(self, store: Store, page: str) -> None:
        self.store = store
        self.page = page

    def open_session(self, asked: Thing) -> Thing:
        """Open a session for what is asked; amounts are integers in minor units."""
        items = asked.get("line_items", [])
        prices = [(item["price_data"], item.get("quantity", 1)) for item in items if "price_data" in item]
        currencies = {price["currency"] for price, _ in prices}
        amount = sum(price["unit_amount"] * quantity for price, quantity in prices)
        if not prices or len(prices) < len(items):
            raise Refused(400, "You must specify `line_items` with `price_data`", code="parameter_missing")
        if len(currencies) != 1 or not currencies <= CURRENCIES:
            raise Refused(400, "Invalid currency")
        if not SMALLEST <= amount <= LARGEST:
            raise Refused(400, "Amount too small or too large", code="amount_too_small")
        now = int(self.store.now())
        ends = asked.get("expires_at")
        if ends is not None and not now + SOONEST <= ends <= now + LATEST:
            raise Refused(400, "expires_at must be between 30 minutes and 24 hours from now")
        made = shapes.session(asked, amount, currencies.pop(), now, self.page)
        made["_about"] = asked.get("payment_intent_data", {}).get("metadata", {})
        return self.store.put(made)

    def session(self, name: str) -> Thing:
        """Return a session as it is now: one whose time is over has expired."""
        found = self.store.get(name, "checkout.session")
        if found is None:
            raise missing("checkout.session", name)
        if found["status"] == "open" and found["expires_at"] <= self.store.now():
            return self._expire(found)
        return found

    def expire(self, name: str) -> Thing:
        """End an open session."""
        found = self.session(name)
        if found["status"] != "open":
            raise Refused(400, f"Only open sessions can be expired; this one is {found['status']}.")
        return self._expire(found)

    def expire_late(self) -> None:
        """End every session whose time is over."""
        for found in self.store.all("checkout.session"):
            self.session(found["id"])

    def pay(self, name: str, card: str) -> str:
        """Pay a session with a test card; return why not, or nothing. An open session may be tried again."""
        found = self.session(name)
        if found["status"] != "open":
            raise Refused(400, "This page can no longer be paid on.")
        failure = CARDS[card]
        now = int(self.store.now())
        made = self.store.get(found["payment_intent"] or "", "payment_intent")
        made = made or shapes.intent(found, found["_about"], now)
        charged = self.store.put(shapes.charge(made, now, failure=failure))
        made |= {"latest_charge": charged["id"]}
        found |= {"payment_intent": made["id"]}
        if failure:
            self.store.put(found)
            self.tell("charge.failed", charged)
            self.tell("payment_intent.payment_failed", self.store.put(made))
            return failure
        made |= {"status": "succeeded", "amount_received": made["amount"]}
        found |= {"status": "complete", "payment_status": "paid", "url": None}
        self.store.put(found)
        self.tell("charge.succeeded", charged)
        self.tell("payment_intent.succeeded", self.store.put(made))
        self.tell("checkout.session.completed", found)
        return ""

    def refund(self, asked: Thing) -> Thing:
        """Send money of a charge back, at most what is left of it."""
        found = self._charge_of(asked)
        left = found["amount_captured"] - found["amount_refunded"]
        amount = asked.get("amount", left)
        if not 0 < amount <= left:
            raise Refused(
                400, f"Refund amount is greater than what is left ({left})", code="charge_already_refunded"
            )
        found["amount_refunded"] += amount
        found["refunded"] = found["amount_refunded"] == found["amount_captured"]
        self.store.put(found)
        made = shapes.refund(found, amount, asked.get("metadata", {}), int(self.store.now()))
        self.tell("refund.created", self.store.put(made))
        self.tell("charge.refunded", found)
        return made

    def settle(self) -> list[Thing]:
        """Pay out to the shop's bank, by currency, what was charged and sent back since the last time."""
        made = []
        settled = {row["source"] for row in self.store.all("balance_transaction")}
        kinds = ("refund", "transfer", "transfer_reversal")
        moved = [row for row in self.store.all("charge") if row["paid"]]
        moved += [row for kind in kinds for row in self.store.all(kind)]
        fresh = [row for row in reversed(moved) if row["id"] not in settled]
        for currency in sorted({row["currency"] for row in fresh}):
            rows = [self._on_balance(row) for row in fresh if row["currency"] == currency]
            now, net = int(self.store.now()), sum(row["net"] for row in rows)
            paid = self.store.put(shapes.payout(net, currency, now))
            rows.append(shapes.balance_transaction(paid, -net, 0, now))
            for row in rows:
                self.store.put(row | {"_payout": paid["id"]})
            self.tell("payout.paid", paid)
            made.append(paid)
        return made

    def balance(self) -> dict[str, int]:
        """Return by currency what is ours: what came in, less what went out."""
        sums: dict[str, int] = {}
        for kind in (*SIGNS, "payout"):
            for row in self.store.all(kind):
                amount, fee = moves(row)
                sums[row["currency"]] = sums.get(row["currency"], 0) + amount - fee
        return sums

    def _on_balance(self, moved: Thing) -> Thing:
        amount, fee = moves(moved)
        return shapes.balance_transaction(moved, amount, fee, int(self.store.now()))

    def _charge_of(self, asked: Thing) -> Thing:
        for found in self.store.all("charge"):
            if found["paid"] and found["id"] == asked.get("charge"):
                return found
            if found["paid"] and found["payment_intent"] == asked.get("payment_intent"):
                return found
        raise missing("charge", str(asked.get("charge") or asked.get("payment_intent")))

    def _expire(self, found: Thing) -> Thing:
        found |= {"status": "expired", "url": None}
        self.tell("checkout.session.expired", self.store.put(found))
        return found

    def tell(self, kind: str, about: Thing) -> None:
        """Write an event down, and the notice of it that is to be sent."""
        told = self.store.put(shapes.event(kind, public(about), int(self.store.now())))
        faults = self.store.ask(
            "SELECT number, kind, seconds FROM faults WHERE place = 'hook' ORDER BY number LIMIT 1"
        )
        number, fault, seconds = faults[0] if faults else (None, "", 0.0)
        if number is not None and fault != "hold":
            self.store.ask("DELETE FROM faults WHERE number = ?", number)
        self.store.ask(
            "INSERT INTO hooks (event, due, tries, fault, state) VALUES (?, ?, 0, ?, ?)",
            told["id"],
            self.store.now() + (seconds or 0),
            fault,
            {"hold": "held", "drop": "dropped"}.get(fault, "waiting"),
        )


def moves(row: Thing) -> tuple[int, int]:
    """Return what a thing does to the balance, and the fee that is kept: of charges, and never given back."""
    if row["object"] == "charge":
        amount = row["amount_captured"]
        return amount, amount * FEE_PERCENT // 100 + FEE_FLAT if row["paid"] else 0
    return SIGNS.get(row["object"], -1) * row["amount"], 0


def public(thing: Thing) -> Thing:
    """Return an object without what the processor keeps to itself."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}
