"""The office in the menu: for operators, and what is about money for accountants too."""

from django.http import HttpRequest
from django.urls import reverse_lazy
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import Menu, MenuItem, SubmenuMenuItem

from producers.access import is_operator, keeps_books


class OperatorItem(MenuItem):
    """An entry that only operators see."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor runs the shop."""
        return is_operator(request.user)


class BooksItem(MenuItem):
    """An entry that accountants see as well."""

    def is_shown(self, request: HttpRequest) -> bool:
        """Say whether the visitor keeps the books."""
        return keeps_books(request.user)


# Names of entries that accountants see as well.
BOOKS: frozenset[str] = frozenset(
    {
        "books",
        "fees",
        "tax_rates",
        "invoices",
        "payouts_owed",
        "payouts",
        "destinations",
        "holds",
        "reconcile",
    }
)
ITEMS = (
    ("orders", _("Orders"), "list-ul"),
    ("phone_order", _("Order by phone"), "plus"),
    ("parts", _("Producer orders"), "list-ul"),
    ("pack_by_maker", _("Packing lists"), "list-ol"),
    ("parcels", _("Parcels"), "download"),
    ("changes", _("Returns, complaints, changes"), "resubmit"),
    ("refunds", _("Refunds"), "rotate"),
    ("cases", _("Requests for help"), "help"),
    ("books", _("Books"), "list-ol"),
    ("fees", _("Fees"), "tag"),
    ("tax_rates", _("Tax rates"), "tag"),
    ("exceptions", _("Exceptions"), "warning"),
    ("calls", _("Calls to make"), "mobile-alt"),
    ("help_calls", _("Help to confirm"), "mobile-alt"),
    ("door_calls", _("First pictures"), "key"),
    ("cash", _("Cash of parcels"), "tag"),
    ("remittances", _("Remittance lists"), "upload"),
    ("carriers", _("Carriers"), "site"),
    ("statements", _("Bank statements"), "upload"),
    ("settlements", _("Settlements of payment services"), "download"),
    ("statement_layouts", _("Layouts of banks' files"), "table"),
    ("reconcile", _("Do the books agree?"), "check"),
    ("stock", _("Stock"), "table"),
    ("prices", _("Prices"), "tag"),
    ("imports", _("Imports"), "upload"),
    ("feeds", _("Feeds"), "link-external"),
    ("enquiries", _("Enquiries"), "mail"),
    ("partners", _("Partners"), "site"),
    ("sourcing", _("Trade desk"), "group"),
    ("trade_buyers", _("Trade buyers"), "group"),
    ("invoices", _("Invoices"), "doc-full"),
    ("payouts_owed", _("Owed to makers"), "group"),
    ("payouts", _("Payouts"), "upload"),
    ("destinations", _("Where makers are paid"), "tag"),
    ("holds", _("Held back"), "lock"),
    ("quality", _("Quality"), "tick-inverse"),
    ("assessments", _("Ten principles"), "check"),
    ("applicants", _("Who wants to sell"), "group"),
    ("makers", _("Makers"), "group"),
    ("sellers", _("Sellers of record"), "group"),
    ("markets", _("Markets"), "site"),
)


def office_menu() -> SubmenuMenuItem:
    """Build the entry; it is hidden when nothing in it is shown."""
    items = [
        (BooksItem if name in BOOKS else OperatorItem)(
            label, reverse_lazy(f"shop_office:{name}"), name=f"office-{name}", icon_name=icon, order=n
        )
        for n, (name, label, icon) in enumerate(ITEMS)
    ]
    return SubmenuMenuItem(_("Office"), Menu(items=items), name="office", icon_name="list-ul", order=190)
