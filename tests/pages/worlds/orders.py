"""What was bought: orders with their secrets, invoices, requests for help."""

from shop.actions.cases import Matter, asker_of, open_case
from shop.actions.issue_invoice import issue_invoice
from shop.models import InvoicePaper, Order, Parcel, Variant
from shop.testing.buying import an_order
from tests.pages.worlds.scene import Scene, Values

PAGES = (
    "order", "order_help", "order_paper", "order_work", "order_proof", "order_done", "order_cancel",
    "order_withdraw", "order_withdrawal_form", "order_return", "order_exchange", "order_complain",
    "order_contact", "order_address", "order_data", "order_data_file", "order_pay", "order_pay_otherwise",
)  # fmt: skip


def bought(rug: Variant, oil: Variant) -> tuple[Order, Order]:
    """Return what two buyers have ordered, one from each maker."""
    orders = (
        an_order(rug, name="Acheteuse Une", phone="0661111111", email="une@private.test"),
        an_order(
            oil, name="Acheteuse Deux", phone="0662222222", email="deux@private.test", method="transfer"
        ),
    )
    for order in orders:
        for part in order.parts.all():
            Parcel.objects.create(part=part, carrier="Amana", tracking="RR1")
    return orders


def add(scene: Scene) -> Values:
    """Add a third order, invoices and a request for help; name what belongs to the first buyer's order."""
    order = scene.orders[0]
    third = an_order(
        scene.variants[1], name="Acheteuse Trois", phone="0663333333", email="trois@private.test"
    )
    papers = [issue_invoice(one.parts.get()) for one in (order, third)]
    for paper in papers:
        InvoicePaper.objects.create(invoice=paper, sha256="0" * 64)
    case = open_case(Matter("question", order=order), asker_of(order), "Demande secrète")
    key = {"token": order.token}
    return {
        **{f"shop:{name}": key for name in PAGES},
        "api:order": key,
        "shop:case": {"token": case.token},
        "shop:my_invoice": {"export_id": papers[0].export_id},
        "tiwizi_notice": {"alias": "transfer"},
    }
