"""Why a maker was ranked as she was, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.domain.sourcing import Doubt, Match

MATCHES: Mapping[Match, "str | Promise"] = {
    Match.MAKES_IT: _("sells this kind"),
    Match.CRAFT: _("it is her craft"),
    Match.CAPACITY: _("makes enough until then"),
    Match.LABELS: _("all labels proven today"),
    Match.GROUP: _("several people"),
}
DOUBTS: Mapping[Doubt, "str | Promise"] = {
    Doubt.CAPACITY_UNKNOWN: _("how many she makes is not known"),
    Doubt.TOO_FEW: _("fewer than wanted until then"),
    Doubt.LABELS_MISSING: _("a label is missing"),
    Doubt.AWAY: _("away at the moment"),
    Doubt.MARKET_CLOSED: _("cannot be delivered to that country"),
}
