"""How the reasons of a rank are said."""

from django.utils.translation import gettext_lazy as _

from home.stands.domain.fairness import Why

SAID = {
    Why.FIRST_TIME: _("first time"),
    Why.CAME_BEFORE: _("came before"),
    Why.WOMAN: _("woman"),
    Why.FAR: _("from another region: needs help to travel"),
    Why.NEW_CRAFT: _("a craft that nobody above shows"),
    Why.LOT: _("drawn by lot among equals"),
}
