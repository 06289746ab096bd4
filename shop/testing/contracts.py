"""What every part that can be replaced has to do: subclass a contract in your tests and give it your part."""

from datetime import timedelta

from moneyed import Money

from shop.domain.references import payment_reference
from shop.gateways.base import (
    Charge,
    Found,
    Gateway,
    NoticeError,
    RefundRequest,
    Sale,
    StepKind,
)


class GatewayContract:
    """For a gateway: give ``gateway``, a ``sale`` that it takes and an ``amount`` within it."""

    sale = Sale(market="ma", country="MA", delivery_country="MA", cash_limit=Money(10_000, "MAD"))
    amount = Money(180, "MAD")

    def gateway(self) -> Gateway:
        """Return the gateway under test, freshly built."""
        raise NotImplementedError

    def charge(self) -> Charge:
        """Return a charge such as the shop asks for."""
        return Charge(payment_reference("482-917-3651"), "482-917-3651", self.amount, "fr")

    def test_it_takes_the_sale_that_it_is_made_for(self) -> None:
        offering = self.gateway().offers(self.sale, self.amount, [1, 2])
        assert offering.is_offered, offering.reason

    def test_a_refusal_has_a_reason(self) -> None:
        elsewhere = Sale(market="none", country="XX", delivery_country="XX")
        offering = self.gateway().offers(elsewhere, Money(1, "XTS"), [1])
        assert offering.is_offered == (offering.reason == "")

    def test_starting_the_same_charge_again_is_the_same_step(self) -> None:
        gateway = self.gateway()
        first = gateway.start(self.charge(), "https://shop.example/back")
        assert gateway.start(self.charge(), "https://shop.example/back") == first

    def test_a_step_says_where_to_go(self) -> None:
        step = self.gateway().start(self.charge(), "https://shop.example/back")
        assert step.kind in StepKind
        assert bool(step.url) == (step.kind is StepKind.REDIRECT)
        assert bool(step.instructions) == (step.kind is StepKind.INSTRUCT)

    def test_an_order_that_waits_for_money_has_a_deadline(self) -> None:
        gateway = self.gateway()
        step = gateway.start(self.charge(), "https://shop.example/back")
        assert (gateway.time_to_pay is None) == (step.kind is StepKind.PLACE)
        assert gateway.grace >= timedelta()

    def test_a_foreign_origin_is_named_where_the_buyer_is_sent_away(self) -> None:
        gateway = self.gateway()
        step = gateway.start(self.charge(), "https://shop.example/back")
        assert all(origin.startswith(("https://", "http://127.0.0.1")) for origin in gateway.origins)
        assert step.kind is not StepKind.REDIRECT or step.url.startswith(tuple(gateway.origins))

    def test_an_unsigned_notice_is_not_believed(self) -> None:
        for body in (b"", b"{}", b'{"paid": true}', b"\xff" * 1000):
            try:
                self.gateway().read_notice(body, {})
            except NoticeError:
                continue
            raise AssertionError(f"a notice without a signature was believed: {body[:20]!r}")

    def test_a_payment_that_it_never_heard_of_is_not_paid(self) -> None:
        found = self.gateway().look_up(payment_reference("999-999-9994")).found
        assert found in (Found.UNKNOWN, Found.CLOSED)

    def test_the_same_refund_again_is_the_same_answer(self) -> None:
        gateway = self.gateway()
        request = RefundRequest(self.charge().reference, self.amount, "refund-2")
        assert gateway.refund(request) == gateway.refund(request)

    def test_a_refund_has_an_answer(self) -> None:
        request = RefundRequest(self.charge().reference, self.amount, "refund-1")
        assert self.gateway().refund(request).found in (Found.DONE, Found.OPEN, Found.BY_HAND, Found.FAILED)
