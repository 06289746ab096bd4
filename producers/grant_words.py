"""What a grant's scopes are called, towards her and everybody else."""

from django.utils.translation import gettext as _

from producers.domain.grants import Scope


def name_of_scope(scope: Scope) -> str:
    """Return what an association may do, in a few words."""
    return {
        Scope.PREPARE: _("prepare products"),
        Scope.STOCK: _("count pieces"),
        Scope.PARCELS: _("orders and parcels"),
        Scope.PAGE: _("your page"),
        Scope.MONEY: _("see your money"),
    }[scope]
