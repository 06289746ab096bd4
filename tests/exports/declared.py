"""What programs of others may read, address by address: whose goods stand there, and behind which door."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


class Holds(StrEnum):
    """Whose things an export may hold; private columns stand in none."""

    SHARED = "shared"
    """Of makers whose consent to share counts today, and of nobody else."""
    PUBLISHED = "published"
    """What the public pages show of everybody who sells here."""
    FIGURES = "figures"
    """Counts and sums: nothing that names a maker or a thing."""


@dataclass(frozen=True)
class Export:
    """``query`` asks for as much as can be had. ``has_mark`` is False where one maker is too few to show.

    With ``has_ids`` what is not shared is there by its permanent id alone, so that programs delete it.
    """

    holds: Holds
    query: str = ""
    door: str = ""
    """``dfc`` or ``partner``: a token in the header. What has a secret in its address has its own tests."""
    has_mark: bool = True
    has_ids: bool = False


PUBLISHED = Export(Holds.PUBLISHED)
FIGURES = Export(Holds.FIGURES, has_mark=False)
OF_A_PARTNER = Export(Holds.SHARED, door="dfc")
DFC = (
    "enterprises",
    "enterprise",
    "address",
    "products",
    "items",
    "product",
    "item",
    "offer",
    "group",
    "groups",
    "group_of",
)
OAI = "?verb=ListRecords&metadataPrefix=oai_dc"
EXPORTS: Mapping[str, Export] = {
    "api:products": PUBLISHED,
    "api:product": PUBLISHED,
    "api:producers": PUBLISHED,
    "api:producer": PUBLISHED,
    "api:suggestions": Export(Holds.PUBLISHED, "?q=tapis", has_mark=False),
    "api:facets": Export(Holds.PUBLISHED, has_mark=False),
    "api:categories": Export(Holds.PUBLISHED, has_mark=False),
    "api:markets": FIGURES,
    "api:stories": Export(Holds.PUBLISHED, has_mark=False),
    "api:story": Export(Holds.PUBLISHED, has_mark=False),
    "api:partner_products": Export(Holds.SHARED, door="partner"),
    **{f"tiwizi_dfc_{name}": OF_A_PARTNER for name in DFC},
    "tiwizi_map": Export(Holds.SHARED, has_mark=False),
    "tiwizi_oai": Export(Holds.SHARED, OAI, has_ids=True),
    "tiwizi_feed": Export(Holds.SHARED),
    "tiwizi_open_data": FIGURES,
    "tiwizi_open_figure": FIGURES,
    "tiwizi_frozen_data": FIGURES,
    "tiwizi_frozen_figures": FIGURES,
    "tiwizi_agenda": Export(Holds.PUBLISHED, has_mark=False),
    "tiwizi_agenda_event": Export(Holds.PUBLISHED, has_mark=False),
    "shop:new_products": PUBLISHED,
    "home:stories_feed": Export(Holds.PUBLISHED, has_mark=False),
    "library:cite": Export(Holds.PUBLISHED, has_mark=False),
    "sitemap_section": Export(Holds.PUBLISHED, has_mark=False),
    "tiwizi_sitemap_section": Export(Holds.PUBLISHED, has_mark=False),
}
# For programs, and nothing of anybody stands in it; or behind a secret of a buyer, which the tests of pages
# hold (tests/pages/test_isolation.py).
NO_EXPORTS: Mapping[str, str] = {
    "choose_language": "leads on",
    "healthz": "says that the process lives",
    "readyz": "says that the database answers",
    "metrics": "figures of the process, behind a token",
    "service_worker": "a script",
    "manifest": "names the application",
    "robots": "rules for robots",
    "media": "files",
    "sitemap": "names the sections",
    "tiwizi_sitemap": "names the sections",
    "tiwizi_dfc_webid": "says who we are",
    "api:description": "describes the interface",
    "api:missing": "there is nothing",
    **dict.fromkeys(
        (
            "api:carts",
            "api:cart",
            "api:cart_lines",
            "api:cart_accepted",
            "api:cart_checkout",
            "api:cart_order",
        ),
        "a buyer's cart, by its secret",
    ),
    "api:order": "a buyer's order, by its secret",
    "tiwizi_feed_of": "every dialect is read in test_dialects.py",
    "tiwizi_permanent": "leads on",
    "tiwizi_notice": "takes notices of gateways",
    "shop:my_data": "a buyer's own",
    "shop:order_data_file": "a buyer's own, by its secret",
}
FOR_PROGRAMS = (".atom", ".ics", ".csv", ".json", ".xml", ".bib", ".rdf", ".txt", "ris)$")
