"""Addresses of the network, in a language: ``path("", include("home.network.urls"))``."""

from django.urls import path

from home.network.views import guests, pages

app_name = "network"
urlpatterns = [
    path("network/", pages.network, name="network"),
    path("network/yours/<str:token>/", guests.yours, name="yours"),
    path("network/meetings/<str:token>/", guests.her_meetings, name="her_meetings"),
]
