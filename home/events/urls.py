"""Addresses of the agenda, in a language: ``path("", include("home.events.urls"))``."""

from django.urls import path

from home.events.views import agenda

app_name = "events"
urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/<slug:slug>/", agenda.event, name="event"),
]
