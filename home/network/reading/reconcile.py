"""The proof that joint purchases are what the books say, and that nobody sits at two tables at once."""

from collections.abc import Iterator

from django.db.models import Count, F, Q, Sum
from django.utils.translation import gettext_noop as _

from home.network.models import Meeting, Purchase
from shop.domain.differences import Line
from shop.domain.money import minor
from shop.models import Posting


def purchases_are_booked() -> Iterator[str]:
    """A purchase is the sum of its pledges; once it has come, the books say what each of them owes."""
    for row in Purchase.objects.annotate(sum=Sum("pledges__quantity")).order_by("pk").iterator():
        if row.pledged != (row.sum or 0):
            text = _("joint purchase %(purchase)s: %(here)s promised, its pledges %(there)s")
            yield Line(text, purchase=row.pk, here=row.pledged, there=row.sum or 0)
        if row.entry_id is None:
            continue
        owed = {one.organisation_id: minor(one.goods) + minor(one.carried) for one in row.pledges.all()}
        sides = Posting.objects.filter(entry=row.entry_id, account__kind="producer_payable")
        booked = {one.account.organisation_id: minor(one.amount) for one in sides.select_related("account")}
        if owed != booked:
            text = _("joint purchase %(purchase)s: %(here)s hundredths owed, %(there)s booked")
            yield Line(text, purchase=row.pk, here=sum(owed.values()), there=sum(booked.values()))


def nobody_sits_twice() -> Iterator[str]:
    """A meeting that is planned has a chair for each of the two in its own hour; one called off has none."""
    right = Q(chairs__guest=F("first")) | Q(chairs__guest=F("second"))
    rows = Meeting.objects.annotate(
        seated=Count("chairs", filter=right & Q(chairs__hour=F("hour"))), all=Count("chairs")
    )
    for row in rows.order_by("pk").iterator():
        wanted = 2 if row.state == Meeting.State.PLANNED else 0
        if (row.seated, row.all) != (wanted, wanted):
            text = _("business meeting %(meeting)s: %(here)s chairs in its hour, %(there)s in all")
            yield Line(text, meeting=row.pk, here=row.seated, there=row.all)
