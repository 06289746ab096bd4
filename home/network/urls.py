"""Addresses of the network, in a language: ``path("", include("home.network.urls"))``."""

from django.urls import path

from home.network.views import guest_talks, guests, pages

app_name = "network"
urlpatterns = [
    path("network/", pages.network, name="network"),
    path("network/yours/<str:token>/", guests.yours, name="yours"),
    path("network/yours/<str:token>/others/", guest_talks.others, name="others"),
    path("network/yours/<str:token>/write/", guest_talks.write, name="write"),
    path("network/meetings/<str:token>/", guests.her_meetings, name="her_meetings"),
]
