"""Signing out, and the page of one's own."""

from django.contrib.auth import views as auth
from django.utils.decorators import method_decorator
from django.views.generic import TemplateView

from producers.responses import owner_page, private_page


@method_decorator(private_page, name="dispatch")
class LogOut(auth.LogoutView):
    """Sign out; only by POST."""


@method_decorator(owner_page, name="dispatch")
class Account(TemplateView):
    """Say who is signed in."""

    template_name = "account/account.html"
