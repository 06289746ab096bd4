"""Deleting one's own account. Orders stay, since the books need them; what else is hers goes at once."""

from allauth.account.decorators import reauthentication_required
from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from producers.access import acting_for, is_operator
from producers.responses import owner_page
from shop.actions.delete_account import delete_account
from storefront.second_factor import needs_second_factor


@owner_page
@require_http_methods(["GET", "HEAD", "POST"])
@reauthentication_required
def leave(request: HttpRequest) -> HttpResponse:
    """Say what goes and what stays; delete the account when she says so with her password just typed."""
    is_bound = works_here(request.user)
    if request.method != "POST" or is_bound:
        status = 409 if request.method == "POST" else 200
        return render(request, "account/delete.html", {"is_bound": is_bound}, status=status)
    user = request.user
    logout(request)
    delete_account(user)
    messages.success(request, _("Your account is deleted."))
    return redirect("account_login")


def works_here(user: object) -> bool:
    """Say whether others rely on this account: a maker's, an agent's, or one with a key to the office."""
    return needs_second_factor(user) or is_operator(user) or acting_for(user).exists()
