"""Addresses of the network, in a language: ``path("", include("home.network.urls"))``."""

from django.urls import path

from home.network.views import pages

app_name = "network"
urlpatterns = [path("network/", pages.network, name="network")]
