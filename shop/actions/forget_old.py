"""What the shop lets go of by itself once its time is over; each returns how many rows it emptied."""

from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from producers.domain.actors import SYSTEM
from producers.domain.personal import Person
from shop import conf
from shop.actions.forget_buyer import forget_buyer
from shop.models import Cart, Case, Enquiry, ImportRun, InvoiceParty, Order, OrderLine, Refund
from shop.reading.forgetting import may_be_forgotten
from shop.reading.persons import buyer_of, who_asked

AT_ONCE = 500
FILES = ("sheet", "pictures", "report")
IMPORT_DAYS = 90
MAKING = (InvoiceParty.Role.SELLER, InvoiceParty.Role.MAKER)


def forget_old_orders(*, now: datetime | None = None) -> int:
    """Forget who bought: orders whose buyers asked, and those that ended longer ago than the setting."""
    at = now or timezone.now()
    since = at - timedelta(days=conf.order_words_days())
    old = Q(ended_at__lt=since) | Q(placed_at__lt=since, ended_at=None) | Q(forget_asked_at__isnull=False)
    due = may_be_forgotten(Order.objects.filter(old)).order_by("pk")[:AT_ONCE]
    people = (who_asked(order) if order.forget_asked_at else buyer_of(order) for order in due)
    return sum(forget_buyer(person, actor=SYSTEM, now=at).orders for person in people)


def forget_old_questions(*, now: datetime | None = None) -> int:
    """Forget questions about offers, and requests for help without an order, older than the settings."""
    at = now or timezone.now()
    old = Enquiry.objects.filter(created_at__lt=at - timedelta(days=conf.enquiry_days()))
    deleted = int(old.delete()[0])
    closed = Case.objects.filter(
        closed_at__lt=at - timedelta(days=conf.order_words_days()), order=None, contact__isnull=False
    )
    keys = tuple(closed.order_by("pk").values_list("pk", flat=True)[:AT_ONCE])
    if keys:
        forget_buyer(Person(cases=keys), actor=SYSTEM, now=at)
    return deleted + len(keys)


@transaction.atomic(durable=True)
def forget_old_carts(*, now: datetime | None = None) -> int:
    """Delete carts that became no order and that nobody has touched for the time of the setting."""
    since = (now or timezone.now()) - timedelta(days=conf.cart_days())
    return int(Cart.objects.filter(order=None, changed_at__lt=since).delete()[0])


def forget_import_files(*, now: datetime | None = None) -> int:
    """Remove the files of imports of products that ended three months ago."""
    since = (now or timezone.now()) - timedelta(days=IMPORT_DAYS)
    runs = ImportRun.objects.filter(created_at__lt=since).exclude(sheet="", pictures="", report="")
    count = 0
    for run in runs.order_by("pk")[:AT_ONCE]:
        for name in FILES:
            if file := getattr(run, name):
                file.storage.delete(str(file.name))
        count += ImportRun.objects.filter(pk=run.pk).update(**dict.fromkeys(FILES, ""))
    return count


NAMELESS = {"product_name": "№", "variant_name": "", "sku": "-"}
"""An order line of which the law no longer asks what was sold, and by whom."""


def forget_old_sellers(*, now: datetime | None = None) -> int:
    """Blank erased makers on papers and orders that the law no longer asks for, and old vouchers' files."""
    at = now or timezone.now()
    today = timezone.localdate(at)
    since = today.replace(year=today.year - conf.invoice_years(today), day=min(today.day, 28))
    gone = {"invoice__part__producer__erased_at__isnull": False, "invoice__issued_on__lt": since}
    parties = InvoiceParty.objects.filter(role__in=MAKING, blanked_at=None, **gone)
    empty = {"name": "", "register": "", "ice": "", "lines": [], "city": "", "blanked_at": at}
    count = int(parties.update(**empty))
    lines = OrderLine.objects.filter(
        part__producer__erased_at__isnull=False, part__order__placed_at__date__lt=since
    )
    count += int(lines.exclude(seller_name="").update(seller_name="", **NAMELESS))
    for refund in Refund.objects.filter(ended_at__date__lt=since).exclude(proof="")[:AT_ONCE]:
        # The name of the file stays: the database wants every cash refund to have had its voucher.
        if refund.proof.storage.exists(str(refund.proof.name)):
            refund.proof.storage.delete(str(refund.proof.name))
            count += 1
    return count
