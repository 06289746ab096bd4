"""What buyers have asked and nobody has answered."""

from django.http import HttpRequest, HttpResponse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from shop.models import Enquiry
from shop.office.access import operators_only
from shop.office.tables import Cell, Listing, show_list


@operators_only
@require_safe
def list_enquiries(request: HttpRequest) -> HttpResponse:
    """List the open ones."""
    rows = Enquiry.objects.filter(state=Enquiry.State.OPEN).select_related("product")
    headings = [_("Since"), _("Product"), _("Kind"), _("Name"), _("Phone or e-mail"), _("Question")]
    return show_list(request, Listing(_("Enquiries"), "mail", headings, _cells), rows)


def _cells(row: Enquiry) -> list[Cell]:
    return [
        Cell(date_format(row.created_at, "SHORT_DATETIME_FORMAT")),
        Cell(row.product.slug),
        Cell(row.get_kind_display()),
        Cell(row.name),
        Cell(row.contact),
        Cell(row.text),
    ]
