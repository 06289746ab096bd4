"""Addresses of the agenda, in a language: ``path("", include("home.events.urls"))``."""

from django.urls import path

from home.events.views import agenda, door, seats

app_name = "events"
urlpatterns = [
    path("agenda/", agenda.agenda, name="agenda"),
    path("agenda/certificate/<str:token>/", door.certificate, name="certificate"),
    path("agenda/seat/<str:token>/", seats.seat, name="seat"),
    path("agenda/<slug:slug>/", agenda.event, name="event"),
    path("agenda/<slug:slug>/register/", seats.register_seat, name="register"),
]
