"""What search engines and catalogues of data read of the figures: schema.org Dataset."""

from collections.abc import Sequence
from datetime import datetime

from django.urls import reverse
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from home.impact.models import Edition
from producers.conf import site_url
from producers.reading.head import absolute
from producers.reading.markup import Node, as_script, crumbs_node

LICENCE = "https://creativecommons.org/licenses/by/4.0/"


def dataset_markup(
    address: str, name: str, description: str, at: datetime, measured: Sequence[str], edition: Edition | None
) -> SafeString:
    """Return the figures of a page as a data set with its files, and the way back up."""
    slug = edition.slug if edition else ""
    node: Node = {
        "@type": "Dataset",
        "@id": address,
        "url": address,
        "name": name,
        "description": description,
        "license": LICENCE,
        "isAccessibleForFree": True,
        "creator": {"@type": "Organization", "name": "Tiwizi", "url": f"{site_url()}/"},
        "dateModified": at.isoformat(),
        "spatialCoverage": {"@type": "Place", "name": _("Morocco")},
        "variableMeasured": list(measured),
        "distribution": [_file(path, kind) for path, kind in files(slug)],
    }
    if edition:
        node |= {"temporalCoverage": str(edition.year), "version": str(edition.number)}
    above = absolute(reverse("impact:impact"))
    steps = [(_("Figures"), above)] + ([(name, address)] if address != above else [])
    return as_script([node, crumbs_node(steps)])


def files(slug: str = "") -> tuple[tuple[str, str], ...]:
    """Return the addresses of the data and their media types, of an edition or of what is counted now."""
    if slug:
        package, table = (
            reverse("tiwizi_frozen_data", args=[slug]),
            reverse("tiwizi_frozen_figures", args=[slug]),
        )
    else:
        package, table = reverse("tiwizi_open_data"), reverse("tiwizi_open_figure", args=["figures"])
    return (table, "text/csv"), (package, "application/json")


def _file(path: str, kind: str) -> Node:
    return {"@type": "DataDownload", "contentUrl": absolute(path), "encodingFormat": kind}
