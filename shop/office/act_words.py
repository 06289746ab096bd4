"""What was done and what was booked, in words for whoever runs the shop."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

DONE: Mapping[str, str | Promise] = {
    "order.prepare": _("Order prepared, pieces set aside"),
    "order.placed": _("Order placed"),
    "order.cancelled": _("Order cancelled"),
    "order.expired": _("Order expired, pieces given back"),
    "order.waiting": _("To be confirmed by phone"),
    "order.confirmed": _("Confirmed by phone"),
    "order.refused": _("Refused by phone"),
    "producerorder.placed": _("Told to the maker"),
    "producerorder.accepted": _("Accepted by the maker"),
    "producerorder.declined": _("Declined by the maker"),
    "producerorder.making": _("In the making"),
    "producerorder.packed": _("Packed"),
    "producerorder.shipped": _("Sent"),
    "producerorder.delivered": _("Delivered"),
    "producerorder.cancelled": _("The maker's part is cancelled"),
    "producerorder.returned": _("Sent back"),
    "payment.pending": _("Payment begun"),
    "payment.confirmed": _("Payment confirmed"),
    "payment.failed": _("Payment failed"),
    "payment.cancelled": _("Payment cancelled"),
    "service.done_says_maker": _("The maker says that the service is done"),
    "service.done_says_buyer": _("The buyer says that the service is done"),
}
BOOKED: Mapping[str, str | Promise] = {
    "order.placed": _("Order placed"),
    "order.paid": _("Order paid"),
    "order.cancelled": _("Order cancelled"),
    "order.refunded": _("Money given back"),
    "order.paid_in_vain": _("Money that came for nothing that is owed"),
    "order.owed_back": _("Money to be given back"),
    "part.earned": _("Delivered: the maker has earned it"),
    "part.exchanged": _("Changed into the maker's currency"),
}
ACCOUNTS: Mapping[str, str | Promise] = {
    "buyer_clearing": _("Buyers"),
    "gateway_clearing": _("With the payment service or the bank"),
    "cash_with_carrier": _("Cash with the carrier"),
    "cash_with_producer": _("Cash with the maker"),
    "sales_not_earned": _("Sold, not earned yet"),
    "producer_payable": _("Owed to the maker"),
    "association": _("Owed to the association"),
    "solidarity_fund": _("Solidarity fund"),
    "platform_income": _("Income of the shop"),
    "card_fees": _("Card fees"),
    "tax_payable": _("Tax to be paid"),
    "tax_on_fees": _("Tax on fees"),
    "delivery_payable": _("Owed for delivery"),
    "duties_payable": _("Duties to be paid"),
    "rounding": _("Rounding"),
    "refunds_due": _("To be given back"),
    "exchange_difference": _("Exchange difference"),
}
