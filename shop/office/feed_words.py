"""Why an item stands in no file of a channel, and what readers were answered, in words."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from shop.domain.exports import LeftOut

WHY: Mapping[str, str | Promise] = {
    LeftOut.NO_CONSENT.value: _("Its maker does not share her data with others"),
    LeftOut.WITHDRAWN.value: _("Taken off"),
    LeftOut.NOT_CHOSEN.value: _("The feed does not choose it"),
    LeftOut.NO_PRICE.value: _("No price in this currency"),
    LeftOut.NO_PICTURE.value: _("No picture"),
    LeftOut.SMALL_PICTURE.value: _("Its picture is too small"),
    LeftOut.NO_CATEGORY.value: _("The reader has no category for it"),
    LeftOut.NO_SHIPPING.value: _("It is not sent to this country"),
    LeftOut.NO_TEXT.value: _("No text in this language, or nobody has read it over"),
    LeftOut.NOT_A_GOOD.value: _("A service: the reader knows goods only"),
    LeftOut.TOO_MANY.value: _("Beyond the most items of the feed"),
    LeftOut.NEEDS_PAPERS.value: _("A fact or a paper that the market asks for is missing"),
}
ANSWERS: Mapping[int, str | Promise] = {
    200: _("Whole file"),
    206: _("A part"),
    304: _("Nothing new"),
    400: _("Asked wrongly"),
    404: _("Not found"),
    416: _("A part that does not exist"),
    429: _("Too often"),
    503: _("Being made"),
}
