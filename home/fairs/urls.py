"""Addresses of the till in the portal: ``path("portal/fair/", include("home.fairs.urls"))``."""

from django.urls import path

from home.fairs.views import manifest, rounds, till

app_name = "fairs_portal"
urlpatterns = [
    path("", till.fair, name="fair"),
    path("till.webmanifest", manifest.manifest, name="manifest"),
    path("round/", rounds.collection, name="round"),
    path("till/", till.till, name="till"),
    path("till/receipts/", till.receipts, name="receipts"),
    path("till/evening/", till.evening, name="evening"),
]
