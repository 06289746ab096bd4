"""Why somebody may not visit somebody as a peer, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from producers.domain.peers import PeerFault

WHY: "Mapping[PeerFault, str | Promise]" = {
    PeerFault.HERSELF: _("Nobody visits herself."),
    PeerFault.NOT_A_MAKER: _("Only a maker who sells here visits another."),
    PeerFault.SAME_GROUP: _("Both are of one group."),
    PeerFault.SAME_PEOPLE: _("Somebody belongs to both."),
    PeerFault.SAME_PHONE: _("Both use one phone: they may live together."),
    PeerFault.IN_RETURN: _("She was visited by her within a year. Ask somebody else."),
    PeerFault.ALREADY_ASKED: _("She is asked already."),
    PeerFault.OVER: _("This visit is over."),
}
