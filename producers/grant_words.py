"""What a grant's scopes are called, towards her and everybody else."""

from django.utils.translation import gettext as _

from producers.domain.grant_requests import GrantRefusedError, GrantWhy
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


def icon_of_scope(scope: Scope) -> str:
    """Return the picture that stands for it."""
    return {
        Scope.PREPARE: "camera",
        Scope.STOCK: "list",
        Scope.PARCELS: "parcel",
        Scope.PAGE: "person",
        Scope.MONEY: "coin",
    }[scope]


def refusal_of_grant(refused: GrantRefusedError) -> str:
    """Say why something about a grant was refused, and what to do."""
    return {
        GrantWhy.NOT_AN_ASSOCIATION: _("Only an association can help you here."),
        GrantWhy.NOTHING_ASKED: _("Choose at least one thing that they may do."),
        GrantWhy.ALREADY_ASKED: _("This was asked already. It waits for a yes or for a call."),
        GrantWhy.NOT_OPEN: _("This was decided meanwhile."),
        GrantWhy.NOT_CONFIRMED: _("She has not confirmed it herself yet."),
        GrantWhy.NO_PHONE: _("There is no phone number to send a code to. She confirms it herself."),
        GrantWhy.WRONG_CODE: _("This is not the code, or it is too old. Ask for a new one."),
        GrantWhy.NO_MORE_TRIES: _("Too many wrong codes. Call the Centre."),
        GrantWhy.NOT_HERSELF: _("Only she herself can confirm it."),
        GrantWhy.NOT_BY_A_PERSON: _("Only a person can call her back."),
        GrantWhy.INVOLVED: _("Somebody else has to call her: who asked or is of the association does not."),
        GrantWhy.REASON_NEEDED: _("Say how you knew that it was she."),
    }[refused.why]
